"""A line of stations on Cimba: STATIONS SERVERS RATE CUSTOMERS SEED.

Cimba compiles a model before its first run. A short run before the clock starts does that.
"""

import sys

import cimba
from cimba import inputs
from measured import measured

stations, servers, rate, customers, seed = (float(word) for word in sys.argv[1:])
stations, servers, customers = int(stations), int(servers), int(customers)


class Waiting(cimba.Model):
    came: cimba.Store[float]


class Outside(cimba.Model):
    customers: cimba.Param[int] = 1
    between: cimba.Input[float] = inputs.dist.exponential(mean=1 / rate)
    first: cimba.Ref[Waiting]

    @cimba.process
    def arrive(self):
        for _ in range(self.customers):
            cimba.hold(self.between.next())
            self.first.came.put(cimba.now())


class Between(cimba.Model):
    """One server; what it serves goes on to the next waiting line."""

    service: cimba.Input[float] = inputs.dist.exponential(mean=1.0)
    here: cimba.Ref[Waiting]
    onward: cimba.Ref[Waiting]

    @cimba.process
    def serve(self):
        while True:
            came = self.here.came.get()
            cimba.hold(self.service.next())
            self.onward.came.put(came)


class Last(cimba.Model):
    """One server of the last station; adds up the times of those it served."""

    service: cimba.Input[float] = inputs.dist.exponential(mean=1.0)
    here: cimba.Ref[Waiting]
    served: cimba.Output[float]
    time: cimba.Output[float]

    @cimba.on_start
    def begin(self):
        self.served = 0.0
        self.time = 0.0

    @cimba.process
    def serve(self):
        while True:
            came = self.here.came.get()
            cimba.hold(self.service.next())
            self.served += 1.0
            self.time += cimba.now() - came


class Line(cimba.Model):
    outside: Outside
    waiting: list[Waiting]
    between: list[Between]
    last: list[Last]


def line_of(number):
    line = Line()
    line.waiting = [Waiting() for _ in range(stations)]
    line.outside = Outside()
    line.outside.customers, line.outside.first = number, line.waiting[0]
    between = []
    for at in range(stations - 1):
        for _ in range(servers):
            server = Between()
            server.here, server.onward = line.waiting[at], line.waiting[at + 1]
            between.append(server)
    line.between = between
    last = []
    for _ in range(servers):
        server = Last()
        server.here = line.waiting[stations - 1]
        last.append(server)
    line.last = last
    return line


def run():
    line = line_of(customers)
    results = cimba.Experiment(line, seed=int(seed)).run(workers=1)
    served = sum(float(results[server].served.values.ravel()[0]) for server in line.last)
    time = sum(float(results[server].time.values.ravel()[0]) for server in line.last)
    return {"customers": served, "mean time": time / served}


cimba.Experiment(line_of(10), seed=1).run(workers=1)
measured(customers * (stations + 1), run)
