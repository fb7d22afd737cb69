"""Who is to be served first: a tier from remoteness, waiting and the lack of a local service, each sign in words.

Within a tier, who was left out in the round before or let down since goes first.
"""

from datetime import date

from network.kernel.words import Words, counted, words
from network.mentorship.rules.answers import TierReading
from network.mentorship.rules.values import Access, Missed, Party, Tier, TierRules

HARD_TO_REACH = {
    Access.FLY_IN: words("Reached by air only."),
    Access.WINTER_ROAD: words("Reached by a winter road."),
}
DAYS_IN_MONTH = 30
HOW_MISSED = {
    Missed.MENTOR_CLOSED: words("First in its tier: its mentor closed."),
    Missed.MENTOR_RESTS: words("First in its tier: its mentor rests for long."),
    Missed.ENDED: words("First in its tier: its pairing ended early."),
}


def tier_of(party: Party, rules: TierRules, as_of: date) -> TierReading:
    """The tier and its signs. Remoteness is one sign, however many ways there are to be remote."""
    remote = remote_signs(party, rules)
    others = tuple(sign for sign in (waiting_sign(party, rules, as_of), local_service_sign(party)) if sign)
    count = bool(remote) + len(others)
    if count >= rules.first_tier_signs:
        tier = Tier.FIRST
    elif count >= rules.second_tier_signs:
        tier = Tier.SECOND
    else:
        tier = Tier.THIRD
    missed = missed_sign(party)
    return TierReading(tier, remote + others + ((missed,) if missed else ()), missed is not None)


def remote_signs(party: Party, rules: TierRules) -> tuple[Words, ...]:
    signs: list[Words] = []
    if party.nearest_sex_work_km is not None and party.nearest_sex_work_km >= rules.far_from_sex_work_km:
        signs.append(words("%(km)s km in a straight line to the nearest sex work organization.", km=party.nearest_sex_work_km))
    if party.nearest_town_km is not None and party.nearest_town_km >= rules.far_from_town_km:
        signs.append(words("%(km)s km in a straight line to the nearest larger town.", km=party.nearest_town_km))
    if party.access in HARD_TO_REACH:
        signs.append(HARD_TO_REACH[party.access])
    return tuple(signs)


def waiting_sign(party: Party, rules: TierRules, as_of: date) -> Words | None:
    days = days_waiting(party, as_of)
    if days is None or days < rules.long_wait_days:
        return None
    months = days // DAYS_IN_MONTH
    if not months:
        return counted("Waiting for %(num)s day.", "Waiting for %(num)s days.", days)
    return counted("Waiting for %(num)s month.", "Waiting for %(num)s months.", months)


def days_waiting(party: Party, as_of: date) -> int | None:
    """None when nobody noted since when it waits."""
    return None if party.waiting_since is None else (as_of - party.waiting_since).days


def missed_sign(party: Party) -> Words | None:
    """What puts it first within its tier. It makes no tier."""
    if party.missed is Missed.LEFT_OUT:
        return words('First in its tier: left out in the round "%(round)s".', round=party.missed_in)
    return HOW_MISSED[party.missed] if party.missed else None


def local_service_sign(party: Party) -> Words | None:
    return None if party.has_local_service else words("No local sex work organization.")
