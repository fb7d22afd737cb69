"""Two entries for one organization, one of which is in a pairing: the pairing is never left behind."""

import pytest
from flask import Flask

from network.kernel.refusals import Invalid
from network.organizations import commands, queries
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator


def test_who_is_paired_is_kept_and_the_other_goes(app: Flask) -> None:
    load_default_lists()
    mentor, mentee = make_mentor("Juniper"), make_mentee("Wayside")
    make_pairing(mentor, mentee)
    double = make_organization("Way Side")
    with pytest.raises(Invalid, match="pairing"):
        commands.merge_organizations(coordinator(), double, mentee)
    assert queries.merged_into(coordinator(), mentee) is None
    commands.merge_organizations(coordinator(), mentee, double)
    assert queries.merged_into(coordinator(), double) == mentee
