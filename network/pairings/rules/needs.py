"""How far the mentee is with each topic: one short tool, the same at the start, in the middle and at the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from network.kernel.words import Words, counted, words


class Moment(StrEnum):
    """When the two sides look at where the mentee stands."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


MOMENT_WORDS: Mapping[Moment, Words] = {
    Moment.START: words("At the start"),
    Moment.MIDDLE: words("In the middle"),
    Moment.END: words("At the end"),
}
TOP = 4
LEVEL_WORDS: Mapping[int, Words] = {
    0: words("Nothing yet"),
    1: words("We talk about it"),
    2: words("We have tried it"),
    3: words("It works, with help"),
    4: words("It works without help"),
}
SUGGESTED = 3
Levels = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TopicGap:
    """One topic over time. `levels` by moment; `said` in words what became of the gap, None while there is one look only."""

    topic: str
    levels: Mapping[Moment, int]
    said: Words | None


def gaps(assessed: Mapping[Moment, Levels], order: Sequence[str]) -> tuple[TopicGap, ...]:
    """Every topic that was looked at, in the order of the list; what the list has lost comes last."""
    known = {topic for levels in assessed.values() for topic in levels}
    place = {topic: number for number, topic in enumerate(order)}
    found = []
    for topic in sorted(known, key=lambda each: (place.get(each, len(order)), each)):
        mine = {moment: assessed[moment][topic] for moment in Moment if topic in assessed.get(moment, {})}
        found.append(TopicGap(topic, mine, gap_said(tuple(mine.values()))))
    return tuple(found)


def gap_said(levels: Sequence[int]) -> Words | None:
    """What became of a topic's gap between the first look and the last."""
    if len(levels) < 2:
        return None
    before, after = TOP - levels[0], TOP - levels[-1]
    if after == before:
        return words("As it was")
    if after > before:
        return counted("%(num)s step wider", "%(num)s steps wider", after - before)
    if after == 0:
        return words("Closed")
    return words("%(closed)s of %(gap)s steps closed", closed=before - after, gap=before)


def steps_closed(first: int, last: int) -> int:
    """How many steps of a gap were closed; below 0 when it grew."""
    return last - first


def suggested(levels: Levels, wanted: Sequence[str]) -> tuple[str, ...]:
    """The topics that goals could come from: the widest gaps first, of equal ones those that are wanted most."""
    place = {topic: number for number, topic in enumerate(wanted)}
    open_ones = [topic for topic, level in levels.items() if level < TOP]
    return tuple(sorted(open_ones, key=lambda topic: (levels[topic], place.get(topic, len(wanted)), topic))[:SUGGESTED])


def asked_first(offered: Sequence[str], wanted: Sequence[str], before: Collection[str]) -> tuple[str, ...]:
    """The topics that the tool shows at once: what was looked at before and what is wanted; all where there is neither."""
    mine = tuple(topic for topic in offered if topic in before or topic in wanted)
    return mine or tuple(offered)
