"""Every address is closed to strangers but those agreed; none of the closed ones tells whether it exists."""

from typing import Any
from uuid import UUID

from flask import Flask

from network.features import HURDLES
from network.web.gate import EXITS, OPEN_ENDPOINTS

# Written twice on purpose: opening a door takes a change here too.
AGREED = {
    "accounts.sign_in",
    "accounts.leave",
    "home.clear_history",
    "accounts.ask_for_recovery",
    "accounts.recover",
    "accounts.confirm_address",
    "home.health",
    "home.robots",
    "home.broken_policy",
    "organizations.show_invitation",
    "organizations.accept_invitation",
    "privacy.show",
}
# Likewise what stands between signing in and everything else: the page that asks, and what that page needs. The order counts.
AGREED_HURDLES: list[tuple[str, str, set[str]]] = [
    ("second step", "accounts.second_step", set()),
    (
        "enrolment",
        "accounts.enrol",
        {
            "accounts.add_passkey",
            "accounts.begin_app",
            "accounts.confirm_app",
            "accounts.app_picture",
            "accounts.make_sheet",
            "accounts.confirm_sheet",
            "accounts.step_up",
        },
    ),
    ("recovery codes", "accounts.keep_codes", {"accounts.recovery_codes", "accounts.step_up"}),
    ("terms", "accounts.terms", {"accounts.read_terms"}),
]
SAMPLE = {"UUIDConverter": UUID(int=7), "IntegerConverter": 7, "UnicodeConverter": "seven", "PathConverter": "seven"}


def sample(converter: Any) -> Any:
    """A value that the address takes."""
    listed = getattr(converter, "items", None)  # of a converter that takes one of a few words
    return sorted(listed)[0] if listed else SAMPLE[type(converter).__name__]


def addresses(app: Flask) -> Any:
    """Every (endpoint, address, method) that the application answers."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        values = {name: sample(converter) for name, converter in rule._converters.items()}
        built = rule.build(values)
        assert built is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, built[1], method


def test_the_open_list_is_what_was_agreed() -> None:
    assert OPEN_ENDPOINTS == AGREED


def test_the_hurdles_are_those_agreed() -> None:
    assert [(hurdle.name, hurdle.endpoint, set(hurdle.also)) for hurdle in HURDLES] == AGREED_HURDLES


def test_only_the_ways_out_pass_every_hurdle() -> None:
    assert {"accounts.sign_out", "accounts.leave"} == EXITS


def test_every_hurdle_leads_somewhere(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    for hurdle in HURDLES:
        assert known >= {hurdle.endpoint, *hurdle.also}, hurdle.name


def test_every_other_address_is_closed(app: Flask, sign_in: Any) -> None:
    """C1."""
    client = sign_in()
    for endpoint, address, method in addresses(app):
        if endpoint in AGREED:
            continue
        answer = client.open(address, method=method)
        if method == "GET":
            assert answer.status_code == 303, f"{method} {address} is open"
            assert answer.headers["Location"].startswith("/sign-in"), address
        else:
            assert answer.status_code in (404, 422), f"{method} {address} is open: {answer.status_code}"


def test_every_open_door_leads_somewhere(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert known >= AGREED


def test_addresses_are_kebab_case_and_ids_are_random(app: Flask) -> None:
    """C20."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        assert "_" not in "".join(part for is_dynamic, part in rule._trace if not is_dynamic), rule.rule
        for name, converter in rule._converters.items():
            assert not (name.endswith("_id") and type(converter).__name__ != "UUIDConverter"), rule.rule
