"""The house stands: it opens, closes and refuses as it should."""

from typing import Any

from tests.architecture.code import ROOT
from tests.factories.people import make_person


def test_a_stranger_is_led_to_the_door(sign_in: Any) -> None:
    answer = sign_in().get("/")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"


def test_a_made_up_address_looks_like_any_other_to_a_stranger(sign_in: Any) -> None:
    assert sign_in().get("/no/such/page").status_code == 303
    assert sign_in().post("/no/such/page").status_code == sign_in().post("/").status_code


def test_somebody_who_signed_in_sees_the_front_page(sign_in: Any) -> None:
    client = sign_in(make_person())
    assert client.get("/").status_code == 200
    assert client.get("/no/such/page").status_code == 404


def test_decisions_are_numbered_without_gap_and_each_number_is_taken_once() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        assert file.read_text(encoding="utf-8").startswith(f"# {int(file.name[:4])}. "), file.name
