"""A pairing with some life in it, so that whoever tries the network out finds its pages filled."""

from datetime import timedelta
from uuid import UUID

from network.kernel import clock
from network.kernel.actor import Actor
from network.pairings.commands import (
    AgreementDraft,
    ContactDraft,
    GoalDraft,
    NeedsDraft,
    StepDraft,
    add_step,
    assess_needs,
    finish_step,
    name_contact,
    set_goal,
    sign_agreement,
    take_template,
    write_agreement,
)
from network.pairings.queries import plan_of, template_now
from network.pairings.rules.needs import Moment
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.states import Side

NEEDS = {
    "resource-camps": 0,
    "confidentiality-in-small-communities": 1,
    "staff-and-board-training": 2,
    "bad-date-sheet-start-up": 0,
    "stigma-and-language": 3,
}
GOALS = (
    ("bad-date-sheet-start-up", "A bad date sheet that we can keep up", 300),
    ("confidentiality-in-small-communities", "Staff know what to say when everybody knows everybody", 180),
    ("resource-camps", "A plan for the months when the camps open", 210),
)


def live(pairing: UUID, mentor: Actor, mentee: Actor) -> None:
    """Fill the parts of a pairing, as the leads of its two sides would."""
    sides = {Side.MENTOR: mentor, Side.MENTEE: mentee}
    reach = "Text first, afternoons. Leave no message that says who you are."
    for side, who in sides.items():
        name_contact(who, pairing, side, ContactDraft(who.person_id, "", reach))
    name_contact(
        mentee, pairing, Side.MENTEE, ContactDraft(None, "Priya", "By phone in the mornings. Ask for her by name.", True)
    )
    review_on = clock.today() + timedelta(days=182)
    version = write_agreement(mentee, pairing, AgreementDraft(template_now().texts, review_on))
    for side, who in sides.items():
        sign_agreement(who, pairing, version, side)
    assess_needs(mentee, pairing, Moment.START, NeedsDraft(NEEDS, "The camps open in May. That is when we need the most help."))
    goals = [set_goal(mentee, pairing, GoalDraft(topic, title, clock.today() + timedelta(days))) for topic, title, days in GOALS]
    take_template(mentor, pairing, "bad-date-sheet", clock.today(), goals[0])
    add_step(mentee, pairing, StepDraft("Ask two peers to join the second call", Who.MENTEE, mentee.person_id))
    finish_step(mentee, pairing, plan_of(mentee, pairing)[0].steps[0].id, True)
