"""A line of stations on SimPy: STATIONS SERVERS RATE CUSTOMERS SEED."""

import random
import sys

import simpy
from measured import measured

stations, servers, rate, customers, seed = (float(word) for word in sys.argv[1:])
stations, servers, customers = int(stations), int(servers), int(customers)


def run():
    draw = random.Random(int(seed)).expovariate
    env = simpy.Environment()
    line = [simpy.Resource(env, capacity=servers) for _ in range(stations)]
    times = []

    def pass_through(env):
        came = env.now
        for station in line:
            with station.request() as place:
                yield place
                yield env.timeout(draw(1.0))
        times.append(env.now - came)

    def arrive(env):
        for _ in range(customers):
            yield env.timeout(draw(rate))
            env.process(pass_through(env))

    env.process(arrive(env))
    env.run()
    return {"customers": len(times), "mean time": sum(times) / len(times)}


measured(customers * (stations + 1), run)
