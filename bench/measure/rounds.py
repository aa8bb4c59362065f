"""Rounds in which each side has its turn, so that what else the machine does meets all of them."""
import resource
import statistics
import sys
import time


class Side:
    """What was measured of one side: seconds of the wall's clock, and of the control side's processors."""

    def __init__(self, name):
        self.name = name
        self.walls = []
        self.cpus = []

    def measure(self, action):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        action()
        self.walls.append(time.perf_counter() - begin)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    @property
    def median(self):
        return statistics.median(self.walls)

    def json(self):
        return {
            "side": self.name,
            "seconds": round(self.median, 4),
            "least": round(min(self.walls), 4),
            "most": round(max(self.walls), 4),
            "cpu_seconds": round(statistics.median(self.cpus), 4),
            "rounds": [round(wall, 4) for wall in self.walls],
        }


def alternate(actions, rounds, warm=True, before=None):
    """Measures each side once a round, in an order that turns; `before` makes a side's start state and is not measured."""
    sides = [Side(name) for name in actions]
    if warm:
        for action in actions.values():
            action()
    for number in range(rounds):
        for side in sides[number % len(sides):] + sides[: number % len(sides)]:
            given = (before(side.name),) if before else ()
            side.measure(lambda: actions[side.name](*given))
            print(f"  round {number + 1}: {side.name} {side.walls[-1]:.2f} s", file=sys.stderr, flush=True)
    return sides
