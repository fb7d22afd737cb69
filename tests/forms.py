"""Posting a form as a browser does: fetch the page, take its token, send what was typed."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.markup import Reader


class _Value(Reader):
    value = ""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and values.get("name") == self.name and not self.value:
            self.value = values.get("value") or ""


def token_on(client: FlaskClient, url: str) -> str:
    """The token of the first form on a page."""
    return value_on(client.get(url).get_data(as_text=True), "csrf_token")


def value_on(page: str, name: str) -> str:
    """What a page's first field of this name holds."""
    found = _Value(name)
    found.feed(page)
    return found.value


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None, *, page: str = "", **more: Any) -> Any:
    """Post `data` to `url` with the token of `page` (`url` itself unless named)."""
    return client.post(url, data={"csrf_token": token_on(client, page or url), **(data or {})}, **more)


def post_files(client: FlaskClient, url: str, fields: dict[str, Any], page: str = "") -> Any:
    """The same for a form with large files, each (stream, name): put together in memory, where the client would use a file."""
    typed = {"csrf_token": [token_on(client, page or url)]}
    for name, said in fields.items():
        typed[name] = [_part(each) for each in (said if isinstance(said, list) else [said])]
    boundary, body = encode_multipart(typed)
    return client.post(url, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def _part(said: Any) -> Any:
    return FileStorage(said[0], filename=said[1]) if isinstance(said, tuple) else said
