"""The hold model on SimPy: PENDING distinct|tied HOLDS SEED. One process for each pending event.

It runs for the time in which that many holds are expected; the number itself differs from it
by chance, a few tenths of a percent.
"""

import math
import random
import sys

import simpy
from measured import measured

pending, holds, seed = int(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4])
draw = random.Random(seed).expovariate
env = simpy.Environment()


def hold_distinct(env):
    while True:
        yield env.timeout(draw(1.0))


def hold_tied(env):
    while True:
        yield env.timeout(int(draw(1.0) * 4.0))


if sys.argv[2] == "tied":
    hold, mean = hold_tied, 1 / (math.exp(1 / 4) - 1)
else:
    hold, mean = hold_distinct, 1.0
for _ in range(pending):
    env.process(hold(env))
# Every process has begun, and its first event is on the list.
for _ in range(pending):
    env.step()


def run():
    env.run(until=holds / pending * mean)
    return {}


measured(holds, run)
