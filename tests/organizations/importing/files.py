"""Files for the tests of importing, and the way through its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import insert, text

from network.kernel.folding import fold
from network.places.models import Community, Region
from network.places.rules.loading import FILES, DataSet, read_data_set
from network.storage.db import db
from tests.factories.organizations import load_default_lists
from tests.forms import token_on
from tests.markup import Reader

PROVINCE = Path(__file__).parents[3] / "network" / "places" / "data" / "british-columbia"
EDGE = "edge-of-a-part-that-no-file-holds"
NEEDED = "Organization,Town,Status,Phone"


def load_province() -> None:
    """The default lists, and the communities that the application comes with."""
    load_default_lists()
    data = _data_set()
    db.session.execute(insert(Region), [asdict(each) for each in data.regions])
    rows = [{**asdict(each), "id": uuid4(), "folded": fold(each.name), "access": str(each.access)} for each in data.communities]
    db.session.execute(insert(Community), [{**row, "also_known_as": list(row["also_known_as"])} for row in rows])
    db.session.commit()


@cache
def _data_set() -> DataSet:
    data = read_data_set({name: (PROVINCE / name).read_text(encoding="utf-8") for name in FILES}).data_set
    assert data is not None
    return data


def lines(*rows: str, header: str = NEEDED) -> bytes:
    """A small file."""
    return "\n".join((header, *rows)).encode()


def upload(client: FlaskClient, data: bytes, name: str = "list.csv", **more: str) -> Any:
    """Choose a file on the page that asks for one, as a browser sends it."""
    page = "/organizations/import"
    fields = {"csrf_token": token_on(client, page), **more}
    return client.post(page, data=_multipart(fields, name, data), content_type=f"multipart/form-data; boundary={EDGE}")


def _multipart(fields: dict[str, str], name: str, data: bytes) -> bytes:
    quoted = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode() for key, text in fields.items()
    ]
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\nContent-Type: text/csv\r\n\r\n'
    return b"".join((*parts, head.encode(), data, f"\r\n--{EDGE}--\r\n".encode()))


def begun(client: FlaskClient, data: bytes, name: str = "list.csv") -> str:
    """The address of an import whose file was read."""
    answer = upload(client, data, name)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:4000]
    return str(answer.location.removesuffix("/columns"))


def sent_as_shown(client: FlaskClient, page: str, **changes: str) -> Any:
    """Send a page's form as it is shown, but for some fields; names may be given with _ for -."""
    given = {
        **fields_of(client.get(page).get_data(as_text=True)),
        **{name.replace("_", "-"): text for name, text in changes.items()},
    }
    return client.post(page, data=given)


def checked(client: FlaskClient, data: bytes, name: str = "list.csv") -> str:
    """The address of an import whose columns were taken as guessed."""
    address = begun(client, data, name)
    answer = sent_as_shown(client, f"{address}/columns")
    assert answer.status_code == 303, answer.get_data(as_text=True)[:4000]
    return address


def imported(client: FlaskClient, data: bytes, name: str = "list.csv") -> str:
    """The address of an import that went in, as far as its rows could be read."""
    address = checked(client, data, name)
    answer = press(client, f"{address}/check", "go")
    assert answer.location == address, client.get(f"{address}/check").get_data(as_text=True)[:6000]
    return address


def press(client: FlaskClient, page: str, deed: str, **changes: str) -> Any:
    """Press one of the check's buttons, with what the page shows."""
    given = {**fields_of(client.get(page).get_data(as_text=True)), **changes, "do": deed}
    return client.post(page, data=given)


def batch_id(address: str) -> UUID:
    """Which import an address is of."""
    return UUID(address.rsplit("/", 1)[1])


class _Fields(Reader):
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input" and name and values.get("type") not in ("file", "search", "submit"):
            self.found.setdefault(name, values.get("value") or "")
        if tag == "select" and name:
            self._select = name
        if tag == "option" and self._select and ("selected" in values or self._select not in self.found):
            self.found[self._select] = values.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def fields_of(html: str) -> dict[str, str]:
    """What a page's forms would send if nothing was touched."""
    found = _Fields()
    found.feed(html)
    return found.found


@contextmanager
def nobody_called(name: str) -> Iterator[None]:
    """The database refuses one organization, as it would a row that breaks a rule of its own."""
    is_postgres = db.engine.dialect.name == "postgresql"
    refuse = (
        f"alter table organization add constraint refused check (name <> '{name}')"
        if is_postgres
        else f"create trigger refused before insert on organization when new.name = '{name}' begin select raise(abort, 'no'); end"
    )
    db.session.rollback()  # what only reads would keep the table from being altered
    with db.engine.begin() as connection:
        connection.execute(text(refuse))
    try:
        yield
    finally:
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.execute(
                text("alter table organization drop constraint refused" if is_postgres else "drop trigger refused")
            )
