"""How fast the matching is, and what is lost by matching otherwise: `python -m bench.matching`."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST = 300
FEW, MANY = 3, 7
GOALS = (
    ("15 x 60", "plan + proof + all reasons", 0.1, None),
    ("40 x 200", "plan + proof + every price", 1.0, None),
    ("300 x 3,000", "plan + proof", 1.0, None),
    ("2,000 x 20,000", "plan + proof", 10.0, 1024),
)
"""Round, work, seconds at most, megabytes at most."""
BASELINES = ("down the list", "best pair first", "SciPy assignment", "stable (`matching`)")
COMPARED = ("15 x 60", "40 x 200", "400 x 1,000 few choices", "300 x 3,000", "2,000 x 20,000")
LEFT_OUT = {
    ("2,000 x 20,000", "SciPy assignment"): "left out: needs close to 3 GB",
    ("2,000 x 20,000", "stable (`matching`)"): "left out: fails on the smaller ones above",
}


@dataclass(frozen=True)
class Measured:
    """One way on one round; `trouble` says why there are no figures."""

    figures: dict[str, Any]
    trouble: str = ""


def measure(round_name: str, way: str) -> Measured:
    if (round_name, way) in LEFT_OUT:
        return Measured({}, LEFT_OUT[round_name, way])
    times = FEW if round_name.startswith("2,000") else MANY
    command = [sys.executable, "-m", "bench.matching_work", round_name, way, str(times)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST, cwd=Path(__file__).parents[1], check=False
        )
    except subprocess.TimeoutExpired:
        return Measured({}, f"over {LONGEST} s")
    if done.returncode:
        return Measured({}, (done.stderr.strip().splitlines() or ["failed"])[-1][:60])
    return Measured(json.loads(done.stdout))


def spoken(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def goal_rows() -> list[str]:
    rows = []
    for round_name, way, most_seconds, most_megabytes in GOALS:
        found = measure(round_name, way)
        if found.trouble:
            rows.append(f"| {round_name} | {way} | | | | | | {found.trouble} |")
            continue
        each = found.figures
        met = each["median"] < most_seconds and (most_megabytes is None or each["megabytes"] < most_megabytes)
        goal = f"{most_seconds:g} s" + (f", {most_megabytes} MB" if most_megabytes else "")
        rows.append(
            f"| {round_name} | {way} | {each['arcs']:,} | {spoken(each['median'])} | {spoken(each['worst'])} "
            f"| {spoken(each['first'])} | {each['megabytes']} MB | {goal}: {'met' if met else 'MISSED'} |"
        )
    return rows


def loss(ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    """What is lost against the proven plan, by tier and in fit."""
    lost = [a - b for a, b in zip(ours["tiers"], theirs["tiers"], strict=True)]
    served = sum(ours["tiers"])
    return f"{sum(lost)} of {served} ({', '.join(f'{count:+d}' for count in lost)}) | {ours['fit'] - theirs['fit']:+,}"


def comparison_rows(round_name: str) -> list[str]:
    ours = measure(round_name, "plan + proof")
    if ours.trouble:
        return [f"| {round_name} | plan + proof | | | | | {ours.trouble} |"]
    mine = ours.figures
    tiers = ", ".join(map(str, mine["tiers"]))
    rows = [
        f"| {round_name} | **plan + proof** | {spoken(mine['median'])} | 1 | {mine['megabytes']} MB "
        f"| serves {sum(mine['tiers'])} ({tiers}) | {mine['fit']:,} |"
    ]
    for way in BASELINES:
        found = measure(round_name, way)
        if found.trouble:
            rows.append(f"| {round_name} | {way} | | | | {found.trouble} | |")
            continue
        each = found.figures
        ratio = f"{each['median'] / mine['median']:.2g}"
        cells = (round_name, way, spoken(each["median"]), ratio, f"{each['megabytes']} MB", loss(mine, each))
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def main() -> None:
    print("### The engine against its own goals\n")
    print("| round | work | possible pairs | median | worst | first, with loading | memory of the process | goal |")
    print("|---|---|---|---|---|---|---|---|")
    for row in goal_rows():
        print(row, flush=True)
    print("\n### The same scored pairs matched otherwise\n")
    print("Served and lost: all (first tier, second, third). Minus means more than ours. Serving more may mean less total fit.\n")
    print("| round | way | median | times ours | memory | served, or organizations lost | total fit, or lost |")
    print("|---|---|---|---|---|---|---|")
    for round_name in COMPARED:
        for row in comparison_rows(round_name):
            print(row, flush=True)


if __name__ == "__main__":
    main()
