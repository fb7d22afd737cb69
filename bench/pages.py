"""What pages cost with 2,000 organizations in the database: processor time beside the limit, statements, weight."""

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.crowd import cookie_of, open_house
from bench.limit import limit_app
from bench.timing import in_turns, table
from network.kernel.actor import Actor, Role
from network.mentorship import commands, queries
from network.mentorship.commands import RoundDraft
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.values import Rules
from network.organizations.models import Organization
from network.storage.db import db

MANY = 2_000
NEARBY = Parameters(rules=Rules(max_distance_km=150))  # everybody with everybody within reach, as a coordinator would have it
BUDGET_RATIO = 2.5
LATER_KB, ROUND_KB, FIRST_KB, FONTS_KB = 15, 25, 45, 40
STATIC = Path(__file__).resolve().parent.parent / "static"
SHELL = ("dist/app.css", "vendor/htmx.js", "img/icons.svg", "img/mark.svg", "js/quick-exit.js", "js/dialogs.js", "js/menus.js")


def caller(app: Any, path: str, cookie: str, *, packed: bool = False) -> Callable[[], tuple[bytes, str]]:
    """A request that can be made again and again; gives the body and the status."""
    builder = EnvironBuilder(path=path, base_url="http://localhost:8000", headers={"Cookie": cookie})
    if packed:
        builder.headers["Accept-Encoding"] = "gzip"
    environ = builder.get_environ()

    def call() -> tuple[bytes, str]:
        body, status, _headers = run_wsgi_app(app, dict(environ), buffered=True)
        return b"".join(body), status

    return call


def limit_caller(folder: Path) -> Callable[[], tuple[bytes, str]]:
    """The limit's page, signed in."""
    app = limit_app(folder)
    client = app.test_client()
    client.get("/enter")
    found = client.get_cookie("session")
    return caller(app, "/1", f"session={found.value if found else ''}")


def addresses(app: Flask, email: str) -> dict[str, str]:
    """The pages that are measured, a round with a plan among them."""
    with app.app_context():
        person = Actor(person_id=None, roles=frozenset({Role.COORDINATOR}))
        organization = db.session.scalars(select(Organization.id).order_by(Organization.folded).limit(1)).one()
        round_id = commands.open_round(person, RoundDraft("Round of the bench", parameters=NEARBY))
        commands.store_run(person, round_id, queries.solve(queries.problem_for(person, round_id)))
    return {
        "home": "/",
        "directory": "/organizations",
        "directory, searched": "/organizations?q=heron",
        "organization": f"/organizations/{organization}",
        "round": f"/mentorship/rounds/{round_id}",
    }


def statements_of(app: Flask, call: Callable[[], object]) -> int:
    """How often the database is asked for one page."""
    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    call()
    event.remove(engine, "before_cursor_execute", hear)
    return len(asked)


def weigh_shell() -> tuple[float, float]:
    """Kilobytes on the wire that a first visit costs beside the page: sheets, scripts and icons; fonts."""
    shell = sum(len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)) for name in SHELL) / 1000
    fonts = sum((STATIC / "fonts" / f"bc-sans-{cut}.woff2").stat().st_size for cut in ("regular", "bold")) / 1000
    return shell, fonts


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as place:
        folder = Path(place)
        app = open_house(folder, MANY)
        cookie = cookie_of(app, "coordinator@demo.example")
        pages = addresses(app, "coordinator@demo.example")
        acts: dict[str, Callable[[], object]] = {"limit": limit_caller(folder)}
        for name, path in pages.items():
            acts[name] = caller(app, path, cookie)
            body, status = caller(app, path, cookie)()
            assert status.startswith("200"), (path, status, body[:300])
        spent = in_turns(acts)
        shell, fonts = weigh_shell()
        rows: list[tuple[object, ...]] = [("limit", f"{spent['limit']:.2f}", "1.0", "", "", "")]
        for name, path in pages.items():
            body, _status = caller(app, path, cookie, packed=True)()
            wire = len(body) / 1000
            budget = ROUND_KB if name == "round" else LATER_KB
            ratio = spent[name] / spent["limit"]
            said = "yes" if ratio <= BUDGET_RATIO and wire <= budget and shell + wire <= FIRST_KB else "NO"
            rows.append((name, f"{spent[name]:.2f}", f"{ratio:.1f}", statements_of(app, acts[name]), f"{wire:.1f}", said))
        print(f"## Pages with {MANY:,} organizations\n")
        print(table(("page", "processor ms", "times the limit", "statements", "KB on the wire", "within budget"), rows))
        print(
            f"\nA first visit adds {shell:.1f} KB of sheets, scripts and icons, and {fonts:.1f} KB of fonts (budget {FONTS_KB})."
        )


if __name__ == "__main__":
    main()
