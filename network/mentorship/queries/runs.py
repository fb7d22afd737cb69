"""A round's plan as pages show it: pairs, those left out, why, and at what price it could be otherwise."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.orm import aliased, load_only, undefer

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import from_json
from network.mentorship.models import Run, RunEntry, RunMentor
from network.mentorship.queries.inputs import Ran, is_up_to_date
from network.mentorship.queries.prices import price_view
from network.mentorship.queries.rounds import RoundRow, get_round
from network.mentorship.queries.shapes import (
    ChoiceView,
    CriterionView,
    MentorUse,
    Opening,
    Openings,
    PairLine,
    PairView,
    RuleView,
    RunView,
)
from network.mentorship.rules.eligibility import RULE_BY_CODE
from network.mentorship.rules.openings import places_and_openings
from network.organizations.models import Organization
from network.organizations.queries.homes import PlaceView
from network.places.models import Community, Region
from network.storage.db import db
from network.storage.reading import first, once, rows

Mentor, Mentee = aliased(Organization), aliased(Organization)
MentorHome, MenteeHome = aliased(Community), aliased(Community)


def run_of(actor: Actor, round_id: UUID) -> RunView | None:
    """The round's present plan in figures, None before the first. At most four statements. Raises NotFound."""
    row = get_round(actor, round_id)
    run = _present(row)
    if run is None:
        return None
    return view_of(run, is_up_to_date(row.id, row.version, Ran(run.round_version, run.made_at, run.figures)))


class RunRow(NamedTuple):
    """What pages show of a run: plain columns, which cost a fraction of a row that could be changed."""

    id: UUID
    round_version: int
    made_at: datetime
    seconds: float
    digest: str
    figures: Any
    rule_prices: Any
    value: str
    bound: str


RUN_COLUMNS = tuple(getattr(Run, name) for name in RunRow._fields)
_RUN = select(*RUN_COLUMNS).where(Run.id == bindparam("id", type_=Uuid))


def _present(row: RoundRow) -> RunRow | None:
    """The round's present run, read once a transaction."""
    found = once(("run", row.current_run_id), lambda: first(_RUN, {"id": row.current_run_id}))
    return None if found is None else RunRow(*found)


def view_of(run: Run | RunRow, is_current: bool) -> RunView:
    """A row as a value."""
    figures = run.figures
    return RunView(
        id=run.id,
        made_at=run.made_at,
        seconds=run.seconds,
        digest=run.digest,
        served=figures["served"],
        unserved=figures["unserved"],
        second_mentors=figures.get("second_mentors", 0),  # plans of before had none
        served_by_tier={int(tier): count for tier, count in figures["served_by_tier"].items()},
        total_by_tier={int(tier): count for tier, count in figures["total_by_tier"].items()},
        mean_fit=figures["mean_fit"],
        fit=figures["fit"],
        far_pairs=figures["far_pairs"],
        mentors_used=figures["mentors_used"],
        value=int(run.value),
        bound=int(run.bound),
        is_current=is_current,
        rule_prices=tuple((code, RULE_BY_CODE[code].title, price_view(price, {})) for code, price in run.rule_prices.items()),
        ahead=figures.get("ahead", 0),  # where nobody goes first, and in plans of before, neither is kept
        ahead_served=figures.get("ahead_served", 0),
    )


def pair_of(actor: Actor, round_id: UUID, mentee_id: UUID) -> PairView:
    """Why this organization has its mentor, or none. Three statements. Raises NotFound."""
    row = get_round(actor, round_id)
    asked = lines(row).where(RunEntry.mentee_id == mentee_id).options(undefer(RunEntry.reasons), undefer(RunEntry.choices))
    found = db.session.execute(asked).first()
    if found is None:
        raise NotFound(str(mentee_id))
    entry = found[0]
    return _pair_view(entry, line_of(*found), names_of(_named(entry)))


def mentors_of(actor: Actor, round_id: UUID) -> tuple[MentorUse, ...]:
    """Every mentor of the round's plan, by name. At most three statements. Raises NotFound."""
    row = get_round(actor, round_id)
    asked = (
        select(RunMentor, Mentor, MentorHome, Region.name)
        .join(Mentor, Mentor.id == RunMentor.mentor_id)
        .join(MentorHome, MentorHome.id == Mentor.community_id)
        .join(Region, Region.code == MentorHome.region_code)
        .where(RunMentor.run_id == row.current_run_id)
        .order_by(Mentor.folded, Mentor.id)
        .options(*shown(Mentor, MentorHome))
    )
    found = db.session.execute(asked).tuples().all()
    names = names_of(
        {UUID(each[key]) for use, *_ in found for each in (use.one_more,) for key in ("drops", "brings") if each[key]}
    )
    return tuple(
        MentorUse(place_of(mentor, home, region), use.places, use.used, price_view(use.one_more, names))
        for use, mentor, home, region in found
    )


def openings_of(actor: Actor, round_id: UUID) -> Openings:
    """Where one more place would help most, as worked out when the plan was kept. At most three statements. Raises NotFound."""
    row = get_round(actor, round_id)
    run = _present(row)
    if run is None:
        return Openings(0, ())
    found = run.figures if "openings" in run.figures else places_and_openings(_mentors_of(run.id))  # plans of before have none
    names = names_of({UUID(each) for opening in found["openings"] for each in opening[:2] if each})
    return Openings(
        found["places"],
        tuple(Opening(names[mentor], names.get(brings or "", ""), tier) for mentor, brings, tier in found["openings"]),
    )


def _mentors_of(run_id: UUID) -> list[dict[str, Any]]:
    asked = select(RunMentor.mentor_id, RunMentor.places, RunMentor.one_more).where(RunMentor.run_id == run_id)
    return [{"mentor": str(mentor), "places": places, "one_more": price} for mentor, places, price in rows(asked)]


MentorRegion, MenteeRegion = aliased(Region), aliased(Region)
Found = tuple[RunEntry, Organization, Community, Region, Organization, Community, Region]


def lines(row: RoundRow) -> Select[Found]:
    """The entries of a round's plan with both organizations and their homes; the mentor's columns are None when left out."""
    return (
        select(RunEntry, Mentee, MenteeHome, MenteeRegion, Mentor, MentorHome, MentorRegion)
        .join(Mentee, Mentee.id == RunEntry.mentee_id)
        .join(MenteeHome, MenteeHome.id == Mentee.community_id)
        .join(MenteeRegion, MenteeRegion.code == MenteeHome.region_code)
        .outerjoin(Mentor, Mentor.id == RunEntry.mentor_id)
        .outerjoin(MentorHome, MentorHome.id == Mentor.community_id)
        .outerjoin(MentorRegion, MentorRegion.code == MentorHome.region_code)
        .where(RunEntry.run_id == row.current_run_id)
        .options(*shown(Mentee, MenteeHome), *shown(Mentor, MentorHome))
    )


def shown(organization: Any, home: Any) -> tuple[Any, Any]:
    """Of an organization and its home only what a line shows: reading whole rows would cost several times as much."""
    return (
        load_only(organization.id, organization.name, organization.waiting_since, raiseload=True),
        load_only(home.id, home.name, home.latitude, home.longitude, raiseload=True),
    )


def line_of(entry: RunEntry, mentee: Organization, home: Community, region: Region, *other: Any) -> PairLine:
    """One found row as a value; `other` are the mentor, its home and its region."""
    mentor, mentor_home, mentor_region = other
    return PairLine(
        mentee=place_of(mentee, home, region.name),
        mentor=place_of(mentor, mentor_home, mentor_region.name) if mentor is not None else None,
        tier=entry.tier,
        fit=entry.fit,
        km=entry.km,
        is_locked=entry.is_locked,
        is_kept=entry.is_kept,
        waiting_since=mentee.waiting_since,
        summary=json.dumps(entry.summary),
    )


def place_of(organization: Organization, home: Community, region: str) -> PlaceView:
    """An organization with its home."""
    return PlaceView(organization.id, organization.name, home.name, region, home.latitude, home.longitude)


_NAMES = select(Organization.id, Organization.name).where(Organization.id.in_(bindparam("ids", expanding=True)))


def names_of(organization_ids: set[UUID]) -> dict[str, str]:
    """Names by id as text; no statement for none."""
    if not organization_ids:
        return {}
    return {str(organization_id): name for organization_id, name in rows(_NAMES, {"ids": list(organization_ids)})}


def _named(entry: RunEntry) -> set[UUID]:
    """All organizations that an entry's reasons and prices name."""
    reasons = entry.reasons
    ids = {row[0] for row in entry.choices} | set(reasons.get("depends_on", ()))
    ids |= {row[0] for row in reasons.get("one_more_place_at", ())}
    prices = [row[2] for row in entry.choices] + ([reasons["forbid"]] if reasons.get("forbid") else [])
    ids |= {price[key] for price in prices for key in ("drops", "brings") if price[key]}
    if reasons.get("next_best"):
        ids.add(reasons["next_best"][0])
    return {UUID(each) for each in ids}


def criteria_of(reasons: Mapping[str, Any]) -> tuple[CriterionView, ...]:
    """The bars of stored reasons; none for whoever was left out."""
    return tuple(
        CriterionView(each["code"], from_json(each["name"]), each["points"], each["maximum"], from_json(each["reason"]))
        for each in reasons.get("criteria", ())
    )


def _pair_view(entry: RunEntry, line: PairLine, names: Mapping[str, str]) -> PairView:
    reasons = entry.reasons
    choices = tuple(
        ChoiceView(UUID(mentor), names.get(mentor, ""), fit, price_view(price, names)) for mentor, fit, price in entry.choices
    )
    best = reasons.get("next_best")
    return PairView(
        line=line,
        criteria=criteria_of(reasons),
        possible=reasons.get("possible", len(choices)),
        next_best=next((each for each in choices if best and str(each.mentor_id) == best[0]), None),
        forbid=price_view(reasons["forbid"], names) if reasons.get("forbid") else None,
        for_members=from_json(reasons["for_members"]),
        depends_on=tuple(names.get(each, "") for each in reasons.get("depends_on", ())),
        places=reasons.get("places", 0),
        sharing=reasons.get("sharing", 0),
        one_more_place_at=tuple(
            (UUID(mentor), names.get(mentor, ""), fit) for mentor, fit in reasons.get("one_more_place_at", ())
        ),
        rules=tuple(
            RuleView(each["code"], from_json(each["text"]), each["excludes"], each["would_open"], each["hidden"], each["needed"])
            for each in reasons.get("counts", ())
        ),
        choices=choices,
    )
