"""What pages cost with 2,000 organizations in the database: processor time beside the limit, statements, weight."""

import re
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
Call = Callable[[], tuple[bytes, str]]


def caller(app: Any, path: str, cookie: str, *, packed: bool = False) -> Call:
    """A request that can be made again and again; gives the body and the status."""
    builder = EnvironBuilder(path=path, base_url="http://localhost:8000", headers=[("Cookie", cookie)])
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


def weigh_shell(html: bytes) -> float:
    """Kilobytes on the wire that a first visit costs beside the page: every sheet, script and picture that it names.

    Each weighs what a browser gets over HTTPS or from this machine: the copy by Brotli, the one by gzip where there is none.
    """
    named = set(re.findall(r"/static/([\w/.-]+\.(?:css|js|svg))\?v=", html.decode()))
    return sum(min(copy.stat().st_size for copy in STATIC.glob(f"{name}*")) for name in named) / 1000


def weigh_fonts() -> float:
    """Kilobytes of the two fonts that every page needs."""
    return sum((STATIC / "fonts" / f"bc-sans-{cut}.woff2").stat().st_size for cut in ("regular", "bold")) / 1000


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
        with app.app_context():
            db.engine.dispose()  # a worker begins with a connection that filled no database
        shells = {}
        for name, call in calls.items():
            body, status = call()
            assert status.startswith("200"), (name, status, body[:300])
            shells[name] = weigh_shell(body)
        acts: dict[str, Callable[[], object]] = {"limit": limit_caller(folder), **calls}
        kept = in_turns(acts)
        made = in_turns({"limit": acts["limit"], **{name: anew(app, call) for name, call in calls.items()}}, times=6)
        wires = {name: len(caller(app, path, cookies[name], packed=True)()[0]) / 1000 for name, path in paths.items()}
        asked = {name: statements_of(app, call) for name, call in calls.items()}
    report(kept, made, {name: (later, later + shells[name]) for name, later in wires.items()}, asked)


def report(
    kept: Mapping[str, Spent], made: Mapping[str, Spent], wires: Mapping[str, tuple[float, float]], asked: Mapping[str, int]
) -> None:
    """One table for the pages with a budget, one for the others."""
    heads = ("page", "processor ms", "times the limit", "best", "parts made anew", "statements", "KB later", "KB first", "within")
    for title, names in (("Pages with a budget", JUDGED), ("Other pages", tuple(name for name in wires if name not in JUDGED))):
        rows: list[tuple[object, ...]] = [("limit", f"{kept['limit'].median:.2f}", "1.0", "1.0", "1.0", "", "", "", "")]
        for name in names:
            ratio, best = kept[name].times(kept["limit"]), kept[name].best / kept["limit"].best
            again, (later, first) = made[name].times(made["limit"]), wires[name]
            is_light = later <= (ROUND_KB if name == "round" else LATER_KB) and first <= FIRST_KB
            said = ("yes" if ratio <= BUDGET_RATIO and is_light else "NO") if name in JUDGED else ""
            figures = (f"{kept[name].median:.2f}", f"{ratio:.1f}", f"{best:.1f}", f"{again:.1f}", asked[name])
            rows.append((name, *figures, f"{later:.1f}", f"{first:.1f}", said))
        print(f"## {title}, {MANY:,} organizations\n")
        print(table(heads, rows))
        print()
    print(f"Medians, of what each took beside the limit in the same turn. A first visit adds {weigh_fonts():.1f} KB", end=" ")
    print(f"of fonts (budget {FONTS_KB}).")


if __name__ == "__main__":
    main()
