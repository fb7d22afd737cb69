"""The command line: match a spreadsheet, check a plan (both without a server or a database), and set an installation up."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, ScriptInfo

from network import app as application
from network.accounts import rules
from network.accounts.commands import PersonDraft, add_person, give_role
from network.config import Misconfigured, Settings
from network.kernel import clock
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Refusal
from network.kernel.words import from_json
from network.mentorship.queries.sheet import SheetProblem, Unmatchable, problem_of_sheet
from network.mentorship.queries.solving import Solved, solve
from network.mentorship.rules.answers import BEST_PLAN
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.plan_file import verify
from network.mentorship.rules.values import PRESETS, Strategy, Tier
from network.organizations.rules.lists import DEFAULT_LISTS
from network.places.commands import load_places
from network.places.rules.loading import FILES, OUTLINE, DataSet, read_data_set
from network.settings.commands import load_lists
from network.sheets.reading import read_table
from network.sheets.writing import write_csv
from network.web import passwords

PLACES = Path(__file__).parent / "places" / "data" / "british-columbia"
HEADER = ("Mentor", "Mentor's community", "Mentee", "Mentee's community", "Tier", "Fit of 1000", "Km in a straight line", "Why")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

network = AppGroup("network", help="Matching, plans and places.")
places_group = AppGroup("places", help="Places.")
network.add_command(places_group)
person_group = AppGroup("person", help="People.")
network.add_command(person_group)


@network.command("match", with_appcontext=False)
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


@network.command("verify-plan", with_appcontext=False)
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


@places_group.command("load")
@click.argument("folder", type=FOLDER)
def load(folder: Path) -> None:
    """Load the regions, communities and outline in FOLDER into the database."""
    if "PEER" not in current_app.config:
        raise click.ClickException("This needs a database. Set BASE_URL (and DATABASE_URL) as for the server.")
    load_places(SYSTEM, places_in(folder), (folder / OUTLINE).read_text(encoding="utf-8"))
    click.echo(f"Loaded the places in {folder}.")


@network.command("prepare")
def prepare() -> None:
    """Fill a new installation with the lists and places that come in the box. Running it again does no harm."""
    load_lists(SYSTEM, DEFAULT_LISTS)
    load_places(SYSTEM, places_in(PLACES), (PLACES / OUTLINE).read_text(encoding="utf-8"))
    click.echo("The lists and the places are loaded.")


@person_group.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([each.value for each in Role]), required=True)
@click.option("--region", help="The code of a liaison's region.")
@click.password_option(help="Asked for when it is left out, and not shown.")
def add(email: str, name: str, role: str, region: str | None, password: str) -> None:
    """Let the first people in: somebody with a role of the network, who signs in with EMAIL."""
    problem = rules.password_problem(password, (name, email.split("@")[0]))
    if problem is not None:
        raise click.ClickException(str(problem))
    digest = passwords.hashed(rules.password_as_hashed(password))
    try:
        give_role(SYSTEM, add_person(SYSTEM, PersonDraft(email, name, digest)), Role(role), region)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{name} can sign in.")


def places_in(folder: Path) -> DataSet:
    """The data set in a folder; what is wrong with it ends the command."""
    files = {name: (folder / name).read_text(encoding="utf-8") for name in FILES if (folder / name).exists()}
    reading = read_data_set(files)
    if reading.data_set is None:
        told = [f"{each.file}, row {each.row}, {each.column or 'whole row'}: {each.message}" for each in reading.problems[:20]]
        raise click.ClickException("These places can't be loaded.\n" + "\n".join(told))
    return reading.data_set


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


def create_app() -> Flask:
    """What `flask --app network.cli` runs: the installation where one is set up, else only what needs none."""
    try:
        app = application.create_app(Settings.from_environment())
    except Misconfigured:
        app = Flask("network")
    app.cli.add_command(network)
    return app


def main() -> None:
    """`python -m network.cli match FILE`."""
    network.main(obj=ScriptInfo(create_app=create_app), prog_name="python -m network.cli")


if __name__ == "__main__":
    main()
