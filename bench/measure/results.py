"""What a row has found: a file of its own, and the table and the chart of all."""
import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from measure.lab import HOME

RESULTS = HOME / "bench/results"


class Row:
    """One row: some cases, each with an aim and what was seen."""

    def __init__(self, name):
        self.name = name
        self.cases = []

    def case(self, measure, against, seen, unit, aim, sides=(), at_least=False, **more):
        """Adds what was seen. The aim is the most, or the least, that it may be; None where nothing is aimed at."""
        met = aim is None or (seen >= aim if at_least else seen <= aim)
        self.cases.append(
            {
                "measure": measure,
                "against": against,
                "seen": round(seen, 3),
                "unit": unit,
                "aim": aim,
                "at_least": at_least,
                "met": met,
                "sides": [side.json() for side in sides],
                **more,
            }
        )
        print(line(self.cases[-1]), flush=True)

    def times(self, measure, against, ours, theirs, at_most=None, at_least=None):
        """Adds a ratio of two sides: at most so many times their time, or at least so many times faster."""
        if at_least is not None:
            self.case(measure, against, theirs.median / ours.median, "× faster", at_least, [ours, theirs], True)
        else:
            self.case(measure, against, ours.median / theirs.median, "×", at_most, [ours, theirs])

    def write(self):
        RESULTS.mkdir(exist_ok=True)
        content = {"row": self.name, "when": datetime.datetime.now().strftime("%Y-%m-%d %H:%M"), "commit": commit(), **machine(), "cases": self.cases}
        (RESULTS / f"{self.name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def commit():
    said = subprocess.run(["git", "-C", str(HOME), "describe", "--always", "--dirty"], stdout=subprocess.PIPE, universal_newlines=True)
    return said.stdout.strip()


def machine():
    memory = int(open("/proc/meminfo").readline().split()[1]) // 1024 // 1024
    return {"machine": f"{os.cpu_count()} cores, {memory} GiB, Linux {platform.release().split('-')[0]}"}


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def line(case):
    """A row of the table in Markdown."""
    aim = "–" if case["aim"] is None else f"{'at least' if case['at_least'] else 'at most'} {number(case['aim'])} {case['unit']}"
    sides = "; ".join(f"{s['side']} {s['seconds']:.2f} s ({s['least']:.2f}–{s['most']:.2f})" for s in case["sides"])
    seen = f"{number(case['seen'])} {case['unit']}" + ("" if case["met"] else " ✗")
    return f"| {case['measure']} | {case['against']} | {aim} | {seen} | {sides or case.get('note', '')} |"


def table():
    """All rows that there are results of, in Markdown."""
    lines = ["| measure | against | aim | seen | medians, least–most |", "|---|---|---|---|---|"]
    for content in every():
        lines += [line(case) for case in content["cases"]]
    return "\n".join(lines) + "\n"


def every():
    """What each row wrote last."""
    files = sorted(RESULTS.glob("*.json"))
    return [json.loads(file.read_text()) for file in files if file.name != "methods.json"]


def arguments(description, rounds, **hosts):
    """The options that rows share: --rounds, --short, and numbers of their own."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=rounds, help=f"default: {rounds}")
    for name, default in hosts.items():
        if isinstance(default, list):
            parser.add_argument(f"--{name}", type=int, nargs="+", default=default, help=f"default: {' '.join(map(str, default))}")
        else:
            parser.add_argument(f"--{name}", type=int, default=default, help=f"default: {default}")
    return parser.parse_args()


def short_of(sides, name):
    return next(side for side in sides if side.name == name)


def progress(text):
    print(text, file=sys.stderr, flush=True)
