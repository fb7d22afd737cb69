"""Each page asks the database a fixed number of times, however much is in it. The round's pages: tests/mentorship/views."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import Role
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_person
from tests.statements import statements

MOST = {
    "/": 10,
    "/organizations": 10,
    "/organizations?q=house": 10,
    "/organizations?region=northwest&teaches=funding&show=mentors": 10,
    "/mentorship": 9,
    "/pairings": 14,
    "/places": 10,
}
"""With the three of the door, what is unread in the bar, and the one that begins the transaction."""


@pytest.mark.parametrize("address", MOST)
def test_a_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: Callable[..., FlaskClient], address: str) -> None:
    load_default_lists()
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    counts = []
    for number in (2, 12):
        for each in range(number):
            make_pairing(make_mentor(f"Mentor house {number} {each}"), make_mentee(f"House {number} {each}"))
            make_organization(f"Old house {number} {each}", confirmed_on=date(2020, 1, 1))
        client.get(address)
        with statements() as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] or (address == "/" and counts[1] == counts[0] + 1), counts  # how many more there are
    assert counts[1] <= MOST[address], counts


def test_an_organization_asks_as_often_of_much_as_of_little(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    load_default_lists()
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    counts = []
    for number in (1, 30):
        made = make_organization(f"House {number}")
        for each in range(number):
            make_pairing(make_mentor(f"Mentor {number} {each}"), made)
        client.get(f"/organizations/{made}")
        with statements() as asked:
            assert client.get(f"/organizations/{made}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20, counts  # two of them for the documents that it uses
