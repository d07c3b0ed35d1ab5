"""A line of stations on salabim, its monitors on: STATIONS SERVERS RATE CUSTOMERS SEED."""

import random
import sys

import salabim
from measured import measured

stations, servers, rate, customers, seed = (float(word) for word in sys.argv[1:])
stations, servers, customers = int(stations), int(servers), int(customers)
salabim.yieldless(False)


def run():
    draw = random.Random(int(seed)).expovariate
    env = salabim.Environment(trace=False)
    line = [salabim.Resource(f"station {at}", capacity=servers) for at in range(stations)]
    times = []

    class Customer(salabim.Component):
        def process(self):
            came = env.now()
            for station in line:
                yield self.request(station)
                yield self.hold(draw(1.0))
                self.release(station)
            times.append(env.now() - came)

    class Outside(salabim.Component):
        def process(self):
            for _ in range(customers):
                yield self.hold(draw(rate))
                Customer()

    Outside()
    env.run()
    return {"customers": len(times), "mean time": sum(times) / len(times)}


measured(customers * (stations + 1), run)
