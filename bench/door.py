"""How long a wrong password takes for addresses that are known and unknown: who measures it must learn nothing."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask

from bench.timing import table
from network.accounts.models import Person
from network.app import create_app
from network.config import Settings
from network.kernel import clock
from network.storage.db import Row, db
from network.storage.transaction import transaction
from network.web import passwords
from tests.forms import token_on

TRIES = 200
GOAL = 0.10  # of the median


def house(folder: Path) -> Flask:
    """An empty network of as many people as there are tries: each is tried once, so that nobody has to wait."""
    url = f"sqlite:///{folder / 'door.sqlite'}"
    app = create_app(Settings(instance=folder, database_url=url, secret_key="bench", is_testing=True))
    with app.app_context():
        Row.metadata.create_all(db.engine)
        digest = passwords.hashed("four quiet boots on larch")
        with transaction():
            for number in range(TRIES):
                row = Person(email=address(number, "known"), name="Somebody", password_hash=digest, added_at=clock.now())
                db.session.add(row)
    return app


def address(number: int, kind: str) -> str:
    """As many letters for each."""
    return f"{kind:_<8}{number:04}@people.example"


def one_try(client: Any, token: str, email: str, number: int) -> tuple[float, int, int]:
    """Seconds, status, and length of the answer."""
    data = {"csrf_token": token, "email": email, "password": "wrong wrong wrong wrong"}
    near = {"REMOTE_ADDR": f"10.{number // 250}.{number % 250}.1"}
    began = time.perf_counter()
    answer = client.post("/sign-in", data=data, environ_overrides=near, base_url="http://localhost:8000")
    return time.perf_counter() - began, answer.status_code, len(answer.get_data())


def main() -> None:
    """Measure in turns, and print a table."""
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as place:
        app = house(Path(place))
        client = app.test_client()
        client.get("/sign-in", base_url="http://localhost:8000")
        token = token_on(client, "http://localhost:8000/sign-in")
        found: dict[str, list[tuple[float, int, int]]] = {"known": [], "unknown": []}
        for number in range(TRIES):
            for place_in_turn, kind in enumerate(found):
                found[kind].append(one_try(client, token, address(number, kind), number * 2 + place_in_turn))
    medians = {kind: statistics.median(each[0] for each in tries) for kind, tries in found.items()}
    rows: list[tuple[object, ...]] = [
        (
            kind,
            len(tries),
            f"{medians[kind] * 1000:.1f}",
            sorted({each[1] for each in tries}),
            sorted({each[2] for each in tries}),
        )
        for kind, tries in found.items()
    ]
    apart = abs(medians["known"] - medians["unknown"]) / medians["known"]
    print("## The door: a wrong password\n")
    print(table(("address", "tries", "median ms", "status", "bytes"), rows))
    print(f"\nThe medians are {apart:.1%} apart (goal: less than {GOAL:.0%}).")


if __name__ == "__main__":
    main()
