"""What pages cost with 2,000 organizations in the database: processor time beside the limit, statements, weight."""

import gzip
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.crowd import cookie_of, open_house
from bench.limit import limit_app
from bench.rounds import addresses, lead_of
from bench.timing import Spent, in_turns, table
from network.storage.db import db
from network.web.parts import parts_of

MANY = 2_000
BUDGET_RATIO = 2.5
JUDGED = ("home", "directory", "directory, searched", "organization", "round")
LATER_KB, ROUND_KB, FIRST_KB, FONTS_KB = 15, 25, 45, 40
STATIC = Path(__file__).resolve().parent.parent / "static"
SHELL = ("dist/app.css", "vendor/htmx.js", "img/icons.svg", "img/mark.svg", "js/quick-exit.js", "js/dialogs.js", "js/menus.js")
Call = Callable[[], tuple[bytes, str]]


def caller(app: Any, path: str, cookie: str, *, packed: bool = False) -> Call:
    """A request that can be made again and again; gives the body and the status."""
    builder = EnvironBuilder(path=path, base_url="http://localhost:8000", headers={"Cookie": cookie})
    if packed:
        builder.headers["Accept-Encoding"] = "gzip"
    environ = builder.get_environ()

    def call() -> tuple[bytes, str]:
        body, status, _headers = run_wsgi_app(app, dict(environ), buffered=True)
        return b"".join(body), status

    return call


def anew(app: Flask, call: Call) -> Call:
    """The same request with no part of a page kept from the one before."""
    parts = parts_of(app)

    def made() -> tuple[bytes, str]:
        parts.forget()
        return call()

    return made


def limit_caller(folder: Path) -> Call:
    """The limit's page, signed in."""
    app = limit_app(folder)
    client = app.test_client()
    client.get("/enter")
    found = client.get_cookie("session")
    return caller(app, "/1", f"session={found.value if found else ''}")


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
    """Measure, and print both tables."""
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as place:
        folder = Path(place)
        app = open_house(folder, MANY)
        paths, lead, proposal = addresses(app)
        cookies = dict.fromkeys(paths, cookie_of(app, "coordinator@demo.example"))
        paths["proposal, a lead's"] = proposal
        cookies["proposal, a lead's"] = lead_of(app, lead)
        calls = {name: caller(app, path, cookies[name]) for name, path in paths.items()}
        for name, call in calls.items():
            body, status = call()
            assert status.startswith("200"), (name, status, body[:300])
        acts: dict[str, Callable[[], object]] = {"limit": limit_caller(folder), **calls}
        kept = in_turns(acts)
        made = in_turns({"limit": acts["limit"], **{name: anew(app, call) for name, call in calls.items()}}, times=8)
        wires = {name: len(caller(app, path, cookies[name], packed=True)()[0]) / 1000 for name, path in paths.items()}
        asked = {name: statements_of(app, call) for name, call in calls.items()}
    report(kept, made, wires, asked)


def report(kept: Mapping[str, Spent], made: Mapping[str, Spent], wires: Mapping[str, float], asked: Mapping[str, int]) -> None:
    """One table for the pages with a budget, one for the others."""
    shell, fonts = weigh_shell()
    heads = ("page", "processor ms", "times the limit", "best", "parts made anew", "statements", "KB later", "KB first", "within")
    for title, names in (("Pages with a budget", JUDGED), ("Other pages", tuple(name for name in wires if name not in JUDGED))):
        rows: list[tuple[object, ...]] = [("limit", f"{kept['limit'].median:.2f}", "1.0", "1.0", "1.0", "", "", "", "")]
        for name in names:
            ratio, best = kept[name].median / kept["limit"].median, kept[name].best / kept["limit"].best
            again = made[name].median / made["limit"].median
            budget = ROUND_KB if name == "round" else LATER_KB
            is_light = wires[name] <= budget and shell + wires[name] <= FIRST_KB
            said = ("yes" if ratio <= BUDGET_RATIO and is_light else "NO") if name in JUDGED else ""
            figures = (f"{kept[name].median:.2f}", f"{ratio:.1f}", f"{best:.1f}", f"{again:.1f}", asked[name])
            rows.append((name, *figures, f"{wires[name]:.1f}", f"{shell + wires[name]:.1f}", said))
        print(f"## {title}, {MANY:,} organizations\n")
        print(table(heads, rows))
        print()
    print(f"Medians. A first visit adds {shell:.1f} KB of sheets, scripts and icons,", end=" ")
    print(f"and {fonts:.1f} KB of fonts (budget {FONTS_KB}).")


if __name__ == "__main__":
    main()
