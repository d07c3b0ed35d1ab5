"""A line of stations on Ciw: STATIONS SERVERS RATE CUSTOMERS SEED.

Ciw keeps a record of every visit; the mean is taken from these, after the clock has stopped.
"""

import sys

import ciw
from measured import measured

stations, servers, rate, customers, seed = (float(word) for word in sys.argv[1:])
stations, servers, customers = int(stations), int(servers), int(customers)
answers = {}


def run():
    ciw.seed(int(seed))
    onward = [[1.0 if to == at + 1 else 0.0 for to in range(stations)] for at in range(stations)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)] + [None] * (stations - 1),
        service_distributions=[ciw.dists.Exponential(1.0)] * stations,
        number_of_servers=[servers] * stations,
        routing=onward,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Complete")
    answers["simulation"] = simulation
    return answers


def mean_time():
    """Visits of one customer follow one another without a gap, so their times add up."""
    records = answers.pop("simulation").get_all_records()
    answers["customers"] = sum(record.node == stations for record in records)
    whole = sum(record.exit_date - record.arrival_date for record in records)
    answers["mean time"] = whole / answers["customers"]


measured(customers * (stations + 1), run, mean_time)
