"""Who is told that a pairing rests, goes on or is over. What both sides read is the same, and says no reason."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import people_with
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor, Role
from network.kernel.words import Words, words
from network.organizations.queries.telling import leads_of
from network.pairings.events import PairingCompleted, PairingEnded, PairingExtended, PairingPaused, PairingResumed
from network.pairings.queries.telling import pairings_seen, sides_of

PAUSED, RESUMED, EXTENDED, COMPLETED, ENDED, REMATCH, MENTORING = (
    f"pairings.{name}" for name in ("paused", "resumed", "extended", "completed", "ended", "rematch", "mentoring")
)
SAID = {
    PAUSED: words("%(mentor)s and %(mentee)s: the pairing rests."),
    RESUMED: words("%(mentor)s and %(mentee)s: the pairing goes on."),
    EXTENDED: words("%(mentor)s and %(mentee)s: it was said until when the pairing runs."),
    COMPLETED: words("%(mentor)s and %(mentee)s: the pairing is complete."),
    ENDED: words("%(mentor)s and %(mentee)s: the pairing has ended. What you wrote stays readable."),
    REMATCH: words("%(mentor)s and %(mentee)s: the pairing has ended. The mentee is back in line, at its old place."),
    MENTORING: words("%(mentor)s and %(mentee)s: the pairing is complete. Will you mentor another?"),
}


@announces(PairingPaused)
def of_a_pause(fact: PairingPaused) -> Iterable[Notice]:
    """The leads of both sides."""
    return _to_both(PAUSED, fact.pairing_id, fact.is_silent)


@announces(PairingResumed)
def of_going_on(fact: PairingResumed) -> Iterable[Notice]:
    """The same."""
    return _to_both(RESUMED, fact.pairing_id, fact.is_silent)


@announces(PairingExtended)
def of_an_extension(fact: PairingExtended) -> Iterable[Notice]:
    """The same."""
    return _to_both(EXTENDED, fact.pairing_id, fact.is_silent)


@announces(PairingCompleted)
def of_a_completion(fact: PairingCompleted) -> Iterable[Notice]:
    """The same; the leads of the mentee are asked whether it will mentor."""
    sides = sides_of(fact.pairing_id)
    learned = leads_of({sides[1]}).get(sides[1], frozenset()) if sides and not fact.is_silent else frozenset()
    yield from (each for each in _to_both(COMPLETED, fact.pairing_id, fact.is_silent) if each.recipient_id not in learned)
    yield from (Notice(person, MENTORING, {"pairing": fact.pairing_id}, to_doer=True) for person in sorted(learned))


@announces(PairingEnded)
def of_an_end(fact: PairingEnded) -> Iterable[Notice]:
    """The leads of both sides; coordinators learn that a mentee is back in line."""
    yield from _to_both(ENDED, fact.pairing_id, fact.is_silent)
    if fact.is_rematch:
        yield from (Notice(person, REMATCH, {"pairing": fact.pairing_id}) for person in sorted(people_with(Role.COORDINATOR)))


@shows(*SAID)
def show_changes(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the pairing still."""
    seen = pairings_seen(actor, {UUID(each.about["pairing"]) for each in told})
    return {
        each.id: Shown(
            Words(SAID[each.template].msgid, {"mentor": sides.mentor, "mentee": sides.mentee}),
            Link("pairings.show", {"pairing_id": sides.id}),
        )
        for each in told
        if (sides := seen.get(UUID(each.about["pairing"]))) is not None
    }


def _to_both(template: str, pairing_id: UUID, is_silent: bool) -> Iterable[Notice]:
    if is_silent:
        return
    leads = leads_of(set(sides_of(pairing_id)))
    for person_id in sorted({person for each in leads.values() for person in each}):
        yield Notice(person_id, template, {"pairing": pairing_id})
