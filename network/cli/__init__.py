"""The command line: match a spreadsheet, check a plan, set an installation up, keep its keys, look after its health."""

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo

from network import app as application
from network.cli.approvals import approvals
from network.cli.audit import audit
from network.cli.doctor import doctor
from network.cli.erasures import erasures
from network.cli.files import files
from network.cli.installed import MISCONFIGURED
from network.cli.keys import keys
from network.cli.mail import mail
from network.cli.matching import match, verify_plan
from network.cli.people import person
from network.cli.places import load, places, prepare
from network.cli.privacy import privacy
from network.cli.search import search
from network.cli.steps import steps
from network.config import Misconfigured, Settings

__all__ = ["create_app", "load", "main", "network", "steps", "unset"]

COMMANDS: tuple[click.Command, ...] = (
    match,
    verify_plan,
    places,
    prepare,
    person,
    approvals,
    keys,
    mail,
    audit,
    files,
    privacy,
    erasures,
    search,
    doctor,
)

network = AppGroup("network", help="Matching, plans, places, people, keys, search, health.")
for each in COMMANDS:
    network.add_command(each)


def create_app() -> Flask:
    """What `flask --app network.cli` runs: the installation where one is set up, else only what needs none."""
    try:
        app = application.create_app(Settings.from_environment())
    except Misconfigured as wrong:
        app = unset(wrong)
    app.cli.add_command(network)
    return app


def unset(wrong: Misconfigured) -> Flask:
    """What our commands run in where nothing is set up; those that need an installation say what is to be mended."""
    app = Flask("network")
    app.config[MISCONFIGURED] = wrong.sentences
    return app


def main() -> None:
    """`python -m network.cli match FILE`."""
    network.main(obj=ScriptInfo(create_app=create_app), prog_name="python -m network.cli")
