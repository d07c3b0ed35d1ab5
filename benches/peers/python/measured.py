"""One round of a peer: measured as Kervan measures its own, printed as one line of JSON."""

import json
import resource
import time


def measured(work, run, afterwards=None):
    """Times `run`, which returns the answers of a model, and prints them.

    What a model needs to read its own answers, and no other would count, is done `afterwards`.

    `work` is the number of units of work, the same for all who do it. CPU seconds are those of
    the process; importing a library is over before, and compiling too where a peer compiles.
    """
    cpu, wall = time.process_time(), time.perf_counter()
    answers = run()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if afterwards is not None:
        afterwards()
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "cpu_s": cpu,
                "wall_s": wall,
                "peak_mib": peak_kib / 1024,
                "work": work,
                "answers": answers,
            }
        )
    )
