"""C10: whoever's account changes hears of it in her inbox, whatever it was and whoever did it."""

from typing import Any

import pytest
from flask import Flask

from network.accounts.events import (
    CodesMade,
    FactorAdded,
    FactorRemoved,
    FactorsReset,
    NewDeviceSignedIn,
    PasswordChanged,
    RecoveryCodeUsed,
    SignedInAfterTries,
)
from network.journal.command import record
from network.kernel.actor import Actor
from network.storage.transaction import transaction
from tests.factories.people import make_person
from tests.notifications.inboxes import Begin, inbox_of

SAID: dict[type[Any], tuple[str, dict[str, Any]]] = {
    PasswordChanged: ("Your password was changed.", {}),
    FactorAdded: ("You can take the second step in one more way.", {"kind": "app"}),
    FactorRemoved: ("A way to take the second step was removed.", {"kind": "app"}),
    CodesMade: ("New codes were made for you;", {"kind": "sheet"}),
    RecoveryCodeUsed: ("One of your recovery codes was used.", {"left": 9}),
    FactorsReset: ("Your second steps and your password were taken away,", {}),
    NewDeviceSignedIn: ("You signed in on a new device.", {"sign_in_id": None}),
    SignedInAfterTries: ("You signed in after several wrong passwords.", {"sign_in_id": None, "tries": 4}),
}


@pytest.mark.parametrize("fact", SAID, ids=lambda fact: fact.__name__)
def test_she_is_told_though_she_did_it(app: Flask, sign_in: Begin, fact: type[Any]) -> None:
    person_id, other = make_person(), make_person()
    text, more = SAID[fact]
    with transaction():
        record(Actor(person_id=person_id), fact(person_id=person_id, **more))
    found = inbox_of(sign_in, person_id)
    assert [said.startswith(text) for said in found] == [True]
    assert inbox_of(sign_in, other) == []
