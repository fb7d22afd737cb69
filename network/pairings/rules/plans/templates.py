"""Plans to begin with, one for each thing that organizations often want to learn: copied, and then the pairing's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.pairings.rules.plans.steps import Who

MENTOR, MENTEE, BOTH = Who


@dataclass(frozen=True, slots=True)
class StepToTake:
    """A step of a template: who does it, and how many weeks after the beginning it is due."""

    text: Words
    who: Who
    weeks: int


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A plan to begin with."""

    title: Words
    steps: tuple[StepToTake, ...]


TEMPLATES: Mapping[str, PlanTemplate] = {
    "outreach": PlanTemplate(
        words("Begin outreach"),
        (
            StepToTake(words("Ask workers where, when and how they want to be met"), MENTEE, 3),
            StepToTake(words("Choose a route, hours, and who goes: always two"), BOTH, 5),
            StepToTake(words("Write down what two people do when it does not feel safe"), BOTH, 6),
            StepToTake(words("Order supplies, and say where they are kept"), MENTEE, 7),
            StepToTake(words("Walk along once with the mentor, or by phone"), BOTH, 9),
            StepToTake(words("Go out four times, then talk about what to change"), MENTEE, 14),
        ),
    ),
    "bad-date-sheet": PlanTemplate(
        words("Begin a bad date sheet"),
        (
            StepToTake(words("Talk with five workers about what they want on it"), MENTEE, 4),
            StepToTake(words("Share a form, and the words for consent"), MENTOR, 4),
            StepToTake(words("Name two people who read each report before it is printed"), MENTEE, 6),
            StepToTake(words("Agree on what is never printed: nothing that leads to a worker"), BOTH, 7),
            StepToTake(words("Print the first sheet, and say how it gets to people"), MENTEE, 10),
            StepToTake(words("Three sheets on time"), MENTEE, 22),
        ),
    ),
    "policy-audit": PlanTemplate(
        words("Go through the rules of the house"),
        (
            StepToTake(words("Collect intake rules, guest rules, curfews and conditions to leave the work"), MENTEE, 2),
            StepToTake(words("Mark each rule that keeps workers out, or makes them hide"), BOTH, 5),
            StepToTake(words("Ask workers who have used the house"), MENTEE, 7),
            StepToTake(words("Write new words for the three worst rules"), BOTH, 10),
            StepToTake(words("Bring them to the board"), MENTEE, 14),
        ),
    ),
    "board": PlanTemplate(
        words("Get the board behind it"),
        (
            StepToTake(words("List what board members worry about"), MENTEE, 2),
            StepToTake(words("Prepare answers, with numbers from the region"), MENTOR, 5),
            StepToTake(words("Talk with the board for an hour, the mentor by phone"), BOTH, 8),
            StepToTake(words("Ask for a motion in writing"), MENTEE, 10),
        ),
    ),
    "training": PlanTemplate(
        words("Train staff: language, stigma, confidentiality"),
        (
            StepToTake(words("Ask staff what they are unsure about, without names"), MENTEE, 2),
            StepToTake(words("Send a session plan and handouts"), MENTOR, 4),
            StepToTake(words("Practise what to say when everybody knows everybody"), BOTH, 6),
            StepToTake(words("Hold the training, with a paid peer as trainer"), BOTH, 8),
            StepToTake(words("Repeat it for new staff, without the mentor"), MENTEE, 26),
        ),
    ),
    "supplies": PlanTemplate(
        words("Order harm reduction supplies"),
        (
            StepToTake(words("Find out who supplies the region, and how to get on the list"), MENTOR, 2),
            StepToTake(words("Ask people what they use"), MENTEE, 3),
            StepToTake(words("Place the first order, and keep a count"), MENTEE, 5),
            StepToTake(words("Train two people to teach naloxone"), MENTEE, 8),
        ),
    ),
    "peers": PlanTemplate(
        words("Hire and pay peers"),
        (
            StepToTake(words("Share job words, pay scale and how honoraria are paid"), MENTOR, 3),
            StepToTake(words("Check what pay does to income assistance"), BOTH, 4),
            StepToTake(words("Write the job with people who have done the work"), MENTEE, 7),
            StepToTake(words("Hire, and name who peers can turn to"), MENTEE, 12),
        ),
    ),
    "inclusion": PlanTemplate(
        words("Welcome trans, Two-Spirit and migrant workers"),
        (
            StepToTake(words("Look at forms, rooms and words with somebody who knows"), BOTH, 4),
            StepToTake(words("Decide what is never asked, such as status in Canada"), MENTEE, 5),
            StepToTake(words("Find interpreters who keep confidence"), MENTEE, 8),
            StepToTake(words("Say publicly who is welcome"), MENTEE, 10),
        ),
    ),
    "ties": PlanTemplate(
        words("Ties with Nations, friendship centres, and with or without police"),
        (
            StepToTake(words("Ask the Nations and the friendship centre how they want to work together"), MENTEE, 4),
            StepToTake(words("Decide when police is called, and when never"), BOTH, 6),
            StepToTake(words("Write down who speaks with police, and about what"), MENTEE, 8),
        ),
    ),
    "camps": PlanTemplate(
        words("Prepare for the season of resource camps"),
        (
            StepToTake(words("Find out which camps open, and when"), MENTEE, 3),
            StepToTake(words("Ask workers what changes for them in the season"), MENTEE, 5),
            StepToTake(words("Plan hours, rides and supplies for those months"), BOTH, 8),
        ),
    ),
    "funding": PlanTemplate(
        words("Find money, and show what it does"),
        (
            StepToTake(words("List funders that pay for this work"), MENTOR, 3),
            StepToTake(words("Choose what to count, so that nobody can be known by it"), BOTH, 5),
            StepToTake(words("Write one application together"), BOTH, 10),
        ),
    ),
}
