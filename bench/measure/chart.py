"""The chart of all rows as an SVG: a bar for each, and a line where its aim is."""
from html import escape

from measure.results import RESULTS, every, number

LEFT, WIDTH, HIGH, AIM, MOST = 470, 1000, 22, 200, 2.4


def bar(case):
    """How long a bar is: 1 where the aim is, less when it is better."""
    if case["aim"] is None or not case["seen"] and case["at_least"]:
        return None
    if not case["aim"]:
        return 0.0 if not case["seen"] else MOST
    return case["aim"] / case["seen"] if case["at_least"] else case["seen"] / case["aim"]


def svg(contents):
    cases = [(case, bar(case)) for content in contents for case in content["cases"]]
    cases = [(case, length) for case, length in cases if length is not None]
    height = HIGH * (len(cases) + 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="{LEFT + AIM}" y="14" text-anchor="middle">the aim</text>',
    ]
    for index, (case, length) in enumerate(cases):
        top = HIGH * (index + 1)
        color = "#4a9" if case["met"] else "#c66"
        seen = f"{number(case['seen'])} {case['unit']} (aim {number(case['aim'])})"
        shown = min(length, MOST) * AIM
        parts.append(f'<text x="{LEFT - 6}" y="{top + 15}" text-anchor="end">{escape(case["measure"])} : {escape(case["against"])}</text>')
        parts.append(f'<rect x="{LEFT}" y="{top + 4}" width="{shown:.1f}" height="{HIGH - 8}" fill="{color}"/>')
        parts.append(f'<text x="{LEFT + shown + 5:.1f}" y="{top + 15}">{escape(seen)}{" …" if length > MOST else ""}</text>')
    parts.append(f'<line x1="{LEFT + AIM}" x2="{LEFT + AIM}" y1="{HIGH - 4}" y2="{height - HIGH}" stroke="black" stroke-dasharray="4 3"/>')
    if contents:
        parts.append(f'<text x="{LEFT}" y="{height - 6}">shorter is better; {escape(contents[-1]["machine"])}</text>')
    return "\n".join(parts + ["</svg>", ""])


def write():
    (RESULTS / "chart.svg").write_text(svg(every()))
