"""The command line matches a spreadsheet and checks a plan with nothing set up: no server, no database, no settings."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from network.cli import load
from network.config import ROOT
from network.places.models import Community
from network.storage.db import db

SHEET = """Organization,Mandate,Town,Mentor places,Wants a mentor,Can teach,Wants to learn,Languages,Meets by,Waiting since,Status
Aspen Peers,Sex work-specific,Vancouver,1,no,Funding; Outreach start-up,,English,Video,,active
Driftwood House,Serves sex workers,Fort Nelson,0,yes,,Funding,English,Video,2024-05-01,active
Salmonberry House,Serves sex workers,Surrey,0,yes,,Funding,English,Video,2026-05-01,active
"=1+1",Serves sex workers,Surrey,0,yes,,Funding,English,Video,2026-05-01,active
"""
NO_SOLVER = "import sys; sys.modules['ortools'] = None; from network.cli import main; main()"


def run(*arguments: str, code: str = "", folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line with an empty environment."""
    start = [sys.executable, "-c", code] if code else [sys.executable, "-m", "network.cli"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run([*start, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sheet, its plan and its proof, matched once in a process."""
    folder = tmp_path_factory.mktemp("matched")
    (folder / "list.csv").write_text(SHEET, encoding="utf-8")
    done = run("match", "list.csv", "--as-of", "2026-11-22", folder=folder)
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture
def matched(made: Path, tmp_path: Path) -> Path:
    """The same in a folder of the test's own."""
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True))


def test_a_sheet_becomes_a_plan_in_words(matched: Path) -> None:
    with (matched / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Mentor"], row["Mentee"], row["Tier"]) for row in rows] == [
        ("Aspen Peers", "Driftwood House", "3"),
        ("", "Salmonberry House", "1"),
    ]
    assert "Funding" in rows[0]["Why"]
    assert "One more place at Aspen Peers" in rows[1]["What would change it"]
    said = (matched / "said.txt").read_text(encoding="utf-8")
    assert "No other plan scores higher under these rules and numbers." in said
    assert "Row 5: " in said
    assert "Served 1 of 2." in said


def test_the_proof_is_checked_without_a_solver_and_names_nobody(matched: Path) -> None:
    text = (matched / "proof.json").read_text(encoding="utf-8")
    assert "Aspen" not in text
    assert "Driftwood" not in text
    done = run("verify-plan", "proof.json", code=NO_SOLVER, folder=matched)
    assert done.returncode == 0, done.stderr
    assert "No other plan scores higher under these rules and numbers." in done.stdout


def test_a_plan_that_was_changed_is_found_out(matched: Path) -> None:
    plain = json.loads((matched / "proof.json").read_text(encoding="utf-8"))
    plain["proof"]["value"] += 1
    plain["proof"]["bound"] += 1
    (matched / "changed.json").write_text(json.dumps(plain), encoding="utf-8")
    (matched / "rubbish.json").write_bytes(b"\xff\xfe\x00")
    for name in ("changed.json", "rubbish.json"):
        done = run("verify-plan", name, folder=matched)
        assert done.returncode == 1
        assert done.stdout == ""


def test_the_same_sheet_in_another_order_gives_the_same_plan_to_the_byte(matched: Path) -> None:
    header, *rows = SHEET.splitlines()
    (matched / "turned.csv").write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    done = run("match", "turned.csv", "--as-of", "2026-11-22", "--plan", "p.csv", "--proof", "p.json", folder=matched)
    assert done.returncode == 0, done.stderr
    assert (matched / "p.csv").read_bytes() == (matched / "plan.csv").read_bytes()
    assert (matched / "p.json").read_bytes() == (matched / "proof.json").read_bytes()


def test_another_strategy_may_give_another_plan(matched: Path) -> None:
    done = run("match", "list.csv", "--strategy", "best-fit", "--as-of", "2026-11-22", folder=matched)
    assert done.returncode == 0, done.stderr
    assert json.loads((matched / "proof.json").read_text(encoding="utf-8"))["strategy"] == "best-fit"


@pytest.mark.parametrize("text", ["", "Town\nSurrey\n", "Organization,Town\n"], ids=["empty", "no names", "no rows"])
def test_a_sheet_that_can_not_be_matched_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    done = run("match", "list.csv", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "plan.csv").exists()


def test_places_are_not_loaded_without_a_database(tmp_path: Path) -> None:
    done = run("places", "load", str(ROOT / "network" / "places" / "data" / "british-columbia"), folder=tmp_path)
    assert done.returncode == 1
    assert "BASE_URL" in done.stderr


def test_places_are_loaded_into_the_database(app: Flask) -> None:
    folder = ROOT / "network" / "places" / "data" / "british-columbia"
    done = app.test_cli_runner().invoke(load, [str(folder)])
    assert done.exit_code == 0, done.output
    assert len(db.session.scalars(select(Community.id)).all()) > 200


def test_flask_finds_the_same_commands_in_a_checkout_where_nothing_is_set_up(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(SHEET, encoding="utf-8")
    where = {name: str(tmp_path / f"{name}") for name in ("plan", "proof")}
    flask, bare = [sys.executable, "-m", "flask", "network"], {"PATH": os.environ["PATH"]}
    asked = (
        ("match", str(tmp_path / "list.csv"), "--plan", where["plan"], "--proof", where["proof"]),
        ("verify-plan", where["proof"]),
    )
    for words in asked:
        done = subprocess.run([*flask, *words], cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "No other plan scores higher under these rules and numbers." in done.stdout
        assert done.stderr == ""
    shut = subprocess.run(
        [*flask, "places", "load", str(tmp_path)], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert shut.returncode == 1
    assert "This needs an installation." in shut.stderr
