"""The forms of a page as a browser holds them: where they go, what they would send, and what kind each field is."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote_from_bytes, urlsplit

from tests.markup import Reader

PASSWORD = "quiet larch mends nine boots"
TEXT_KINDS = {"text", "search", "tel", "textarea", "email", "url", "password"}
CHOSEN = {"select", "radio", "checkbox"}
FILE = "Organization,Town,Status,Phone\nGorse Centre,Driftcove,Active,250 555 0134\n"
# What is typed into a field that the page leaves empty, where "Plain words" would not be taken.
FILLED = {
    "community_id": "Driftcove",
    "also_serves": "",
    "website": "",
    "time_zone": "America/Vancouver",
    "latitude": "54.3",
    "longitude": "-130.3",
    "from": "2026-11-20",
    "said_on": "2026-11-20",
    "waiting_since": "",
    "reason": "Plain words",
    "name": "Plain words",
    "region": "",
}


@dataclass
class Field:
    """One name of a form. `values` are what an untouched browser sends; `offered` what else could be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    is_required: bool = False


@dataclass
class Form:
    """A form that posts; `submits` are its buttons that carry a name."""

    action: str
    kind: str = "application/x-www-form-urlencoded"
    fields: dict[str, Field] = field(default_factory=dict)
    submits: list[tuple[str, str]] = field(default_factory=list)

    def filled(self) -> dict[str, list[str]]:
        """The form as somebody sends it who fills in what must be filled, and presses its first button."""
        sent = {name: list(each.values) for name, each in self.fields.items()}
        for name, each in self.fields.items():
            if each.kind == "file":
                sent[name] = [FILE]
            elif not any(each.values) and each.kind in TEXT_KINDS | {"select", "radio", "number", "date", "time"}:
                sent[name] = [plain(each)]
        if self.submits:
            sent.setdefault(self.submits[0][0], []).append(self.submits[0][1])
        return {name: values for name, values in sent.items() if values}


def plain(each: Field) -> str:
    """Something right for an empty field."""
    short = each.name.rsplit("-", 1)[-1]
    if each.kind in ("select", "radio") and FILLED.get(short) in each.offered:
        return FILLED[short]
    if each.kind in ("select", "radio"):
        return "" if short in ("weekday", *(f"{n}" for n in range(60))) else next((one for one in each.offered if one), "")
    if short in ("starts", "ends", "title") and each.kind == "time":
        return ""
    if short in FILLED:
        return FILLED[short]
    if each.kind == "password":
        return PASSWORD
    if each.kind == "email" or "email" in short:
        return "somebody@people.example"
    if each.kind == "date":
        return date(2026, 11, 20).isoformat()
    if short in ("starts", "ends"):
        return ""
    return "1" if each.kind == "number" else "Plain words"


class _Reader(Reader):
    def __init__(self, address: str) -> None:
        self.address = address
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._in: Form | None = None
        self._early: list[tuple[str, dict[str, str]]] = []
        self._select: Field | None = None
        self._area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(values)
        elif tag in ("input", "select", "textarea", "button"):
            form = self._by_id.get(values["form"]) if values.get("form") else self._in
            if form is None and values.get("form"):
                self._early.append((tag, values))
            elif form is not None and values.get("name"):
                self._note(form, tag, values)
        elif tag == "option" and self._select is not None:
            value = values.get("value", "")
            self._select.offered.append(value)
            if "selected" in values:
                self._select.values.append(value)

    def attach(self) -> None:
        """Give the buttons and fields that came before their form to it."""
        for tag, values in self._early:
            if values["form"] in self._by_id and values.get("name"):
                self._note(self._by_id[values["form"]], tag, values)

    def _begin(self, values: dict[str, str]) -> None:
        form = Form(values.get("action") or self.address, values.get("enctype") or Form("").kind)
        if values.get("method", "").lower() == "post":
            self.forms.append(form)
        if values.get("id"):
            self._by_id[values["id"]] = form
        self._in = form

    def _note(self, form: Form, tag: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button", "image", "reset"):
            if kind != "reset":
                form.submits.append((values["name"], values.get("value", "")))
            return
        if values.get("inputmode") in ("numeric", "decimal"):
            kind = "number"
        each = form.fields.setdefault(values["name"], Field(values["name"], kind))
        each.is_required = each.is_required or "required" in values
        value = values.get("value", "on" if kind == "checkbox" else "")
        if kind in ("radio", "checkbox"):
            each.offered.append(value)
            each.values += [value] if "checked" in values else []
        elif kind == "select":
            self._select = each
        elif kind == "textarea":
            self._area = each
            each.values.append("")
        else:
            each.values.append(value)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.values[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        elif tag == "select" and self._select is not None:
            if not self._select.values and self._select.offered:
                self._select.values.append(self._select.offered[0])
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._area.values[-1] = re.sub(r"\A\r?\n", "", self._area.values[-1])
            self._area = None


def forms_of(html: str, address: str) -> list[Form]:
    """The forms of a page that post, in its order."""
    reader = _Reader(address)
    reader.feed(html)
    reader.attach()
    return reader.forms


def encoded(sent: dict[str, list[str | bytes]] | dict[str, list[str]], kind: str) -> tuple[bytes, str]:
    """A body and its type, byte for byte: text that no codec takes is sent as the bytes it would be."""
    pairs = [
        (name, value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"))
        for name in sent
        for value in sent[name]
    ]
    if not kind.startswith("multipart/"):
        body = "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in pairs)
        return body.encode(), "application/x-www-form-urlencoded"
    edge = b"edge-of-a-part-that-no-value-holds"
    file_name = b'"; filename="list.csv'
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s%s"\r\n\r\n%s\r\n'
        % (edge, name.encode(), file_name if value == FILE.encode() else b"", value)
        for name, value in pairs
    ]
    return b"".join((*parts, b"--", edge, b"--\r\n")), f"multipart/form-data; boundary={edge.decode()}"


def path_of(address: str) -> str:
    """An address without what it asks."""
    return urlsplit(address).path


def sends(client: Any, form: Form, sent: dict[str, Any], **more: Any) -> Any:
    """Post a form's values to where it goes."""
    body, kind = encoded(sent, form.kind)
    return client.post(form.action, data=body, content_type=kind, **more)
