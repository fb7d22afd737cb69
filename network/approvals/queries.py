"""What waits for a second word, as far as an actor may know."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.approvals.models import Approval
from network.approvals.rules import Act, Standing, State
from network.kernel.actor import Actor
from network.kernel.holding import Held
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.policy import can
from network.storage.db import db

_ACTS: dict[str, Act] = {}
_names: list[Callable[[set[UUID]], Mapping[UUID, str]]] = []


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for, as a page shows it. `may_answer`: the reader can be the second person."""

    id: UUID
    said: Words
    reason: str
    asker: str
    asked_at: datetime
    standing: Standing
    is_mine: bool
    may_answer: bool
    decider: str
    decided_at: datetime | None
    how: str | None
    answer: str


def know(acts: Iterable[Act], names: Callable[[set[UUID]], Mapping[UUID, str]]) -> None:
    """Take the acts of all rooms, and how to ask for people's names: the assembly calls this once."""
    _ACTS.clear()
    _ACTS.update({act.code: act for act in acts})
    _names[:] = [names]


def act(code: str) -> Act:
    """The act of this code. Raises `NotFound`."""
    found = _ACTS.get(code)
    if found is None:
        raise NotFound(code)
    return found


def acts_for(actor: Actor) -> tuple[str, ...]:
    """The codes of the acts that this actor may ask for and approve."""
    return tuple(code for code, each in sorted(_ACTS.items()) if can(actor, each.right))


def visible_to(actor: Actor) -> Select[tuple[Approval]]:
    """Those who may approve an act see all that is asked of it; everybody sees what she asked herself."""
    if actor.is_system:
        return select(Approval)
    return select(Approval).where(or_(Approval.act.in_(acts_for(actor)), Approval.asked_by_id == actor.person_id))


def get(actor: Actor, approval_id: UUID) -> Approval:
    """One of them. Raises `NotFound` for what the actor may not see."""
    row = db.session.scalar(visible_to(actor).where(Approval.id == approval_id))
    if row is None:
        raise NotFound(str(approval_id))
    return row


def show(actor: Actor, approval_id: UUID) -> Asked:
    """One of them for its page. Raises `NotFound`."""
    return _shown(actor, [get(actor, approval_id)])[0]


def waiting(actor: Actor) -> list[Asked]:
    """All that waits, oldest first."""
    rows = db.session.scalars(visible_to(actor).where(Approval.state == State.WAITING).order_by(Approval.asked_at, Approval.id))
    return _shown(actor, rows.all())


def decided(actor: Actor, most: int = 25) -> list[Asked]:
    """What was decided lately, newest first."""
    done = visible_to(actor).where(Approval.state != State.WAITING).order_by(Approval.decided_at.desc(), Approval.id)
    return _shown(actor, db.session.scalars(done.limit(most)).all())


def is_asked_about(code: str, person_id: UUID) -> bool:
    """Whether this act waits for an answer about this person."""
    asked = select(Approval.about).where(Approval.act == code, Approval.state == State.WAITING)
    return any(about.get("person_id") == str(person_id) for about in db.session.scalars(asked))


def count_for(actor: Actor) -> int:
    """How many wait for this actor's word."""
    codes = acts_for(actor)
    if not codes or actor.person_id is None:
        return 0
    mine = (Approval.state == State.WAITING, Approval.act.in_(codes), Approval.asked_by_id != actor.person_id)
    return db.session.scalar(select(func.count()).select_from(Approval).where(*mine)) or 0


def standing(row: Approval) -> Standing:
    """Where it stands now."""
    known = _ACTS.get(row.act)
    holders = len(known.holders()) if known and row.state == State.WAITING else 0
    return Standing(State(row.state), row.asked_at, row.announced_at, holders, bool(known and known.may_wait))


def due(actor: Actor, now: datetime) -> tuple[list[UUID], list[UUID]]:
    """What the clock has to pass, and what it has to let lapse."""
    rows = db.session.scalars(visible_to(actor).where(Approval.state == State.WAITING).order_by(Approval.asked_at)).all()
    stands = [(row.id, standing(row)) for row in rows]
    return [key for key, each in stands if each.is_passed(now)], [key for key, each in stands if each.is_lapsed(now)]


COLUMNS = frozenset({"approval.asked_by_id", "approval.decided_by_id"})


def holds_about(person_id: UUID) -> Iterator[Held]:
    """What she asked for, in her words, and what was asked about her; without anybody else's words. One statement."""
    is_hers = or_(Approval.asked_by_id == person_id, Approval.about["person_id"].as_string() == str(person_id))
    rows = db.session.scalars(select(Approval).where(is_hers).order_by(Approval.asked_at)).all()
    yield Held(
        words("What two people had to agree on"),
        (words("What"), words("Asked"), words("By you"), words("State"), words("Your reason")),
        tuple(
            (row.act, row.asked_at, row.asked_by_id == person_id, row.state, row.reason if row.asked_by_id == person_id else None)
            for row in rows
        ),
    )
    decided = db.session.scalar(select(func.count()).where(Approval.decided_by_id == person_id)) or 0
    yield Held(words("What you decided as a second person"), (words("How many"),), ((decided,),) if decided else ())


def _shown(actor: Actor, rows: Sequence[Approval]) -> list[Asked]:
    people = {row.asked_by_id for row in rows} | {row.decided_by_id for row in rows if row.decided_by_id}
    names = _names[0](people) if people else {}
    may = set(acts_for(actor))
    return [
        Asked(
            row.id,
            act(row.act).said(row.about),
            row.reason,
            names.get(row.asked_by_id, ""),
            row.asked_at,
            standing(row),
            row.asked_by_id == actor.person_id,
            row.act in may and row.asked_by_id != actor.person_id,
            names.get(row.decided_by_id, "") if row.decided_by_id else "",
            row.decided_at,
            row.how,
            row.answer,
        )
        for row in rows
    ]


def seen_of(actor: Actor, approval_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those among them that the actor may see. One statement."""
    asked = visible_to(actor).where(Approval.id.in_(approval_ids)).with_only_columns(Approval.id)
    return frozenset(db.session.scalars(asked))


def holders_of(approval_id: UUID) -> frozenset[UUID]:
    """Who may approve it now; nobody when it is gone."""
    code = db.session.scalar(select(Approval.act).where(Approval.id == approval_id))
    known = _ACTS.get(code or "")
    return known.holders() if known is not None else frozenset()


def asker_of(approval_id: UUID) -> UUID | None:
    """Who asked for it."""
    return db.session.scalar(select(Approval.asked_by_id).where(Approval.id == approval_id))
