"""Match a spreadsheet and check a plan: neither needs a server, a database or settings."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from network.cli.places import FOLDER, PLACES, places_in
from network.kernel import clock
from network.kernel.refusals import Refusal
from network.kernel.words import from_json
from network.mentorship.queries.sheet import SheetProblem, Unmatchable, problem_of_sheet
from network.mentorship.queries.solving import Solved, solve
from network.mentorship.rules.answers import BEST_PLAN
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.plan_file import verify
from network.mentorship.rules.values import PRESETS, Strategy, Tier
from network.sheets.reading import read_table
from network.sheets.writing import write_csv

HEADER = (
    "Mentor",
    "Mentor's community",
    "Mentee",
    "Mentee's community",
    "Tier",
    "Fit of 1000",
    "Km in a straight line",
    "Why",
    "What would change it",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("match")
@click.argument("file", type=FILE)
@click.option("--plan", type=NEW_FILE, default=Path("plan.csv"), show_default=True, help="Where to write who mentors whom.")
@click.option("--proof", type=NEW_FILE, default=Path("proof.json"), show_default=True, help="Where to write the proof.")
@click.option("--communities", type=FOLDER, default=PLACES, help="Another data set of places.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day that waiting is counted to; today if not given.")
@click.option(
    "--strategy", type=click.Choice([each.value for each in Strategy]), default=Strategy.COVERAGE.value, show_default=True
)
@click.option("--preset", type=click.Choice([each.code for each in PRESETS]), default="balanced", show_default=True)
@click.pass_context
def match(context: click.Context, /, file: Path, plan: Path, proof: Path, **_options: object) -> None:
    """Match the organizations of a CSV or XLSX FILE: a plan that nothing beats, and the proof of it."""
    given = context.params
    asked: datetime | None = given["as_of"]
    weights = next(each.weights for each in PRESETS if each.code == given["preset"])
    parameters = Parameters(given["preset"], weights, strategy=Strategy(given["strategy"]))
    try:
        with file.open("rb") as handle:
            table = read_table(handle, file.name)
        sheet = problem_of_sheet(table, places_in(given["communities"]), asked.date() if asked else clock.today(), parameters)
        solved = solve(sheet.problem)
    except (Refusal, Unmatchable) as refusal:
        raise click.ClickException(str(getattr(refusal, "message", refusal))) from None
    plan.write_bytes(write_csv([HEADER, *plan_rows(sheet, solved)]))
    proof.write_text(solved.plan, encoding="utf-8")
    for line in summary(sheet, solved, file.name):
        click.echo(line)
    click.echo(f"Plan: {plan}. Proof: {proof}. Check it with: verify-plan {proof}")


@click.command("verify-plan")
@click.argument("file", type=FILE)
def verify_plan(file: Path) -> None:
    """Check the proof in FILE from its own numbers. No solver is needed."""
    try:
        verdict = verify(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise click.ClickException("This file is not a plan, or it was changed.") from None
    if not verdict.proven:
        raise click.ClickException(str(verdict.text))
    click.echo(f"{verdict.text}\nPlan value {verdict.value:,}. Upper bound {verdict.bound:,}. They are equal.")


def plan_rows(sheet: SheetProblem, solved: Solved) -> list[tuple[str, ...]]:
    """The plan as rows of text: first those to be served first; then, without a mentor, those left out."""
    rows: list[tuple[str, ...]] = []
    for entry in sorted(
        solved.entries, key=lambda each: (each["mentor"] is None, -each["priority"], sheet.names[each["mentee"]])
    ):
        mentor, mentee = entry["mentor"], entry["mentee"]
        if mentor is None:
            why = from_json(entry["summary"]["says"])
        else:
            why = tuple(from_json(each["reason"]) for each in entry["reasons"]["criteria"] if each["points"])
        rows.append(
            (
                sheet.names[mentor] if mentor else "",
                sheet.homes[mentor].name if mentor else "",
                sheet.names[mentee],
                sheet.homes[mentee].name,
                str(entry["tier"]),
                str(entry["fit"]) if mentor else "",
                "" if entry["km"] is None else str(entry["km"]),
                " ".join(map(str, why)),
                " ".join(map(str, from_json(entry["summary"]["changes"]))),
            )
        )
    return rows


def summary(sheet: SheetProblem, solved: Solved, file_name: str) -> list[str]:
    """What was read, what came of it, and that nothing beats it."""
    problem, figures = sheet.problem, solved.figures
    places = sum(party.capacity for party in problem.mentors)
    lines = [
        f"{file_name}: {sheet.rows} rows. {len(problem.mentors)} organizations can mentor ({places} places), "
        f"{len(problem.mentees)} want a mentor."
    ]
    if sheet.left_out:
        lines.append(f"Rows left out: {len(sheet.left_out)}. Mend them and match again.")
        lines += [f"  Row {number}: {why}" for number, why in sheet.left_out]
    wanted = Counter(entry["tier"] for entry in solved.entries)
    lines.append(f"Served {figures['served']} of {len(problem.mentees)}. Mean fit {figures['mean_fit']} of 1000.")
    lines += [
        f"  Tier {tier.value}: {figures['served_by_tier'].get(str(tier.value), 0)} of {wanted[tier.value]}"
        for tier in sorted(Tier, reverse=True)
    ]
    return [*lines, str(BEST_PLAN)]
