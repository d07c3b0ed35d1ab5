"""The port of `benches/port` on SimPy: YEARS SEED. One replication of one year for each of YEARS.

Ships come full from over the sea and take back what is ready. Imports leave by train, forty to
a train; trains bring exports, forty at a time. Times are hours.

The rules are those of Kervan for this corridor: lots of the size of a ship or a train; a ship
moors and casts off only while the port is open; room in the stack before unloading; tracks,
berths and paths in order of asking; an empty ship is called when exports for a whole ship wait
and none is on its way. Lifting is one delay for a ship or a train, as there.
"""

import math
import random
import sys

import simpy
from measured import measured

YEAR = 365 * 24
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
CLOSED = [0.12, 0.1, 0.08, 0.05, 0.03, 0.03, 0.03, 0.03, 0.05, 0.08, 0.1, 0.12]
CLOSURE = 12.0
SHIP, TRAIN, UNIT = 300, 80, 2
IMPORTS, EXPORTS = 210_000 / SHIP, 140_000 / TRAIN
STACK, BERTHS, TRACKS = 5_000, 2, 2
QUAY_RATE, RAIL_RATE, FAR_RATE = 2 * 12.0, 20.0, 50 * 200.0
MANOEUVRING, SAILING, RUNNING, HEADWAY = 1.0, 24.0, 6.0, 0.5

MONTH_ENDS = [24 * sum(MONTHS[: month + 1]) for month in range(12)]


class Port:
    """One year of the port."""

    def __init__(self, draw):
        self.env = env = simpy.Environment()
        self.draw = draw
        self.berths = simpy.Resource(env, BERTHS)
        self.tracks = simpy.Resource(env, TRACKS)
        self.stack = simpy.Container(env, STACK)
        self.open, self.opens = True, env.event()
        self.import_ready = self.export_ready = 0
        self.bound = 0
        self.next_path = {"in": 0.0, "out": 0.0}
        self.delivered = {"import": 0, "export": 0}
        self.port_times = []
        env.process(self.wind())
        env.process(self.import_lots())
        env.process(self.export_trains())

    def wind(self):
        env = self.env
        while True:
            hazard = self.draw(1.0)
            month = 0
            now = env.now
            while month < 12:
                rate = CLOSED[month] / ((1 - CLOSED[month]) * CLOSURE)
                if now < MONTH_ENDS[month]:
                    if hazard <= rate * (MONTH_ENDS[month] - now):
                        break
                    hazard -= rate * (MONTH_ENDS[month] - now)
                    now = MONTH_ENDS[month]
                month += 1
            if month == 12:
                return
            yield env.timeout(now + hazard / rate - env.now)
            self.open, self.opens = False, env.event()
            yield env.timeout(self.draw(1 / CLOSURE))
            self.open = True
            self.opens.succeed()

    def import_lots(self):
        while True:
            yield self.env.timeout(self.draw(IMPORTS / YEAR))
            self.env.process(self.ship(SHIP))

    def export_trains(self):
        while True:
            yield self.env.timeout(self.draw(EXPORTS / YEAR))
            self.env.process(self.train_with_exports())

    def ship(self, load):
        env = self.env
        self.bound += 1
        yield env.timeout(load / UNIT / FAR_RATE + SAILING)
        asked = env.now
        with self.berths.request() as berth:
            yield berth
            while not self.open:
                yield self.opens
            yield env.timeout(MANOEUVRING)
            if load:
                yield self.stack.put(load)
                yield env.timeout(load / UNIT / QUAY_RATE)
            self.bound -= 1
            self.import_ready += load
            self.form_trains()
            load = min(self.export_ready, SHIP)
            self.export_ready -= load
            self.call_ship()
            if load:
                yield env.timeout(load / UNIT / QUAY_RATE)
                yield self.stack.get(load)
            while not self.open:
                yield self.opens
            yield env.timeout(MANOEUVRING)
        self.port_times.append(env.now - asked)
        yield env.timeout(SAILING + load / UNIT / FAR_RATE)
        self.delivered["export"] += load

    def call_ship(self):
        if self.export_ready >= SHIP and self.bound == 0:
            self.env.process(self.ship(0))

    def form_trains(self):
        while self.import_ready >= TRAIN:
            self.import_ready -= TRAIN
            self.env.process(self.train_with_imports())

    def train_with_imports(self):
        env = self.env
        with self.tracks.request() as track:
            yield track
            yield env.timeout(TRAIN / UNIT / RAIL_RATE)
        yield self.stack.get(TRAIN)
        yield env.timeout(self.path("in") + RUNNING)
        self.delivered["import"] += TRAIN

    def train_with_exports(self):
        env = self.env
        yield env.timeout(self.path("out") + RUNNING)
        yield self.stack.put(TRAIN)
        with self.tracks.request() as track:
            yield track
            yield env.timeout(TRAIN / UNIT / RAIL_RATE)
        self.export_ready += TRAIN
        self.call_ship()

    def path(self, way):
        """Wait for the next path of the line."""
        start = max(self.env.now, self.next_path[way])
        self.next_path[way] = start + HEADWAY
        return start - self.env.now


def run():
    years, seed = int(sys.argv[1]), int(sys.argv[2])
    answers = {"imports": [], "exports": [], "hours in port": []}
    for year in range(years):
        port = Port(random.Random(seed * 1_000_000 + year).expovariate)
        port.env.run(until=YEAR)
        answers["imports"].append(port.delivered["import"])
        answers["exports"].append(port.delivered["export"])
        answers["hours in port"].append(sum(port.port_times) / len(port.port_times))
    return {name: value for each in answers for name, value in summary(each, answers[each])}


def summary(name, values):
    """Mean over the years, and its standard error."""
    mean = sum(values) / len(values)
    square = sum((value - mean) ** 2 for value in values) / max(len(values) - 1, 1)
    return [(name, mean), (f"{name}, error", math.sqrt(square / len(values)))]


measured(int(sys.argv[1]), run)
