"""C20: what must not be guessed comes from the generator for secrets, and is long enough."""

import base64
from collections.abc import Callable
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from network.kernel import tokens
from network.kernel.actor import Role
from tests.architecture.code import MODULES, name_of
from tests.factories.organizations import make_organization
from tests.factories.people import make_person
from tests.forms import value_on
from tests.journal import facts
from tests.security.test_static_analysis import imports

SignIn = Callable[..., FlaskClient]


def test_tokens_hold_256_bits_and_never_repeat() -> None:
    made = [tokens.new_token() for _ in range(200)]
    assert len(set(made)) == len(made)
    assert {len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) * 8 for token in made} == {256}
    assert len({token[:4] for token in made}) > 190, "they share no beginning"


def test_c20_ids_of_what_is_made_in_a_row_tell_nothing(app: Flask, sign_in: SignIn) -> None:
    """People, organizations, and what a form writes down: random, in no order, without a common beginning."""
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    for _ in range(12):
        sent = {
            name: value_on(client.get("/privacy/incidents").get_data(as_text=True), name) for name in ("csrf_token", "new_id")
        }
        assert client.post("/privacy/incidents", data={**sent, "noticed_on": "2026-11-02", "what": "Lost."}).status_code == 303
    written = [UUID(each["incident_id"]) for each in facts("incident_logged")]
    rows = (written, [make_person() for _ in range(12)], [make_organization(f"House {number}") for number in range(12)])
    for made in rows:
        assert len(made) == 12
        assert {each.version for each in made} == {4}
        assert made not in (sorted(made), sorted(made, reverse=True))
        assert len({str(each)[:5] for each in made}) > 10, "they share no beginning"


def test_secrets_come_from_the_generator_for_secrets() -> None:
    """Nothing in the package uses `random`, which can be foretold; ids in addresses are random, never counted or timed."""
    assert not [name_of(module) for module in MODULES if imports(module) & {"random", "numpy.random"}]
    assert not [name_of(module) for module in MODULES if imports(module) & {"uuid.uuid1", "uuid.uuid6", "uuid.uuid7"}]
