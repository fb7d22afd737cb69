"""Reads services, each with how it stands and the day on which that was said: "Drop-in; Food (paused, 2026-05-03)"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.kernel.words import Words, words
from network.organizations.rules.folding import fold
from network.organizations.rules.names import Names
from network.organizations.rules.reading.choices import BETWEEN, parts_of, read_choices
from network.organizations.rules.reading.dates import read_date
from network.organizations.rules.reading.outcome import NOTHING, Finding, Reading, Suggestion
from network.organizations.rules.reading.text import line
from network.organizations.rules.services import ServiceState
from network.organizations.rules.values import Service

SAID: Mapping[ServiceState, str] = {
    ServiceState.RUNNING: "runs",
    ServiceState.PAUSED: "paused",
    ServiceState.ENDED: "ended",
    ServiceState.UNKNOWN: "not known",
    ServiceState.UNCONFIRMED: "not confirmed",
}
"""By what a file calls a state; an export writes these."""
_STATES = {
    fold(name): state
    for state, names in {
        ServiceState.RUNNING: "runs, running, open, active, ongoing, on, yes, en cours, ouvert",
        ServiceState.PAUSED: "paused, on pause, pause, on hold, suspended, en pause, suspendu",
        ServiceState.ENDED: "ended, closed, stopped, over, cancelled, off, terminé, fermé",
        ServiceState.UNKNOWN: "not known, unknown, unsure, not sure, inconnu",
        ServiceState.UNCONFIRMED: "not confirmed, unconfirmed, non confirmé",
    }.items()
    for name in names.split(", ")
}
_BETWEEN = re.compile(r"[;|\n\r\v•]")
_AFTER_SAID = re.compile(r"(?<=[)\]])\s*,\s*")
_TOLD = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]*)[)\]]", re.DOTALL)
_LITTLE = frozenset({"since", "on", "as", "of", "from", "at", "depuis", "le"})


@dataclass(slots=True)
class _Cell:
    """What has been read of a cell so far: services by code, and what can't be read or is doubtful."""

    names: Names[str]
    found: dict[str, Service]
    findings: list[Finding]

    def add(self, code: str, state: str, day: str) -> None:
        """One service; the first word on its state holds."""
        if code not in self.found or not self.found[code][1]:
            self.found[code] = (code, state, day)

    def piece(self, piece: str) -> str:
        """Take in a piece of the cell; gives back what of it is on no list."""
        told = None if self.names.find_all(piece) else _TOLD.fullmatch(piece)
        if told is None:
            return self._plain(piece, "", "")
        standing = _standing(told[2])
        if standing is None:
            message = words("“%(said)s” doesn't say how a service stands: runs, paused, ended or not known.", said=line(told[2]))
            self.findings.append(Finding(message, (Suggestion(told[1]),)))
            return ""
        state, day = standing
        if day.is_problem:
            days = [offer.text for finding in day.findings for offer in finding.suggestions if offer.text]
            offers = tuple(Suggestion(f"{told[1]} ({', '.join((SAID[ServiceState(state)], *each))})") for each in ((*days,), ()))
            self.findings += [Finding(each.message, offers) for each in day.findings]
            return ""
        self.findings += [Finding(each.message, is_doubt=True) for each in day.findings]
        return self._plain(told[1], state, day.value.isoformat() if day.value else "")

    def _plain(self, text: str, state: str, day: str) -> str:
        parts = parts_of(text, self.names)
        known = [str(part.keys[0]) for part in parts if part.keys]
        for code in known:
            self.add(code, state, day)
        if state and len(known) > 1:
            message = words(
                "“%(state)s” is read for each of %(names)s.", state=SAID[ServiceState(state)], names=self._called(known)
            )
            self.findings.append(Finding(message, is_doubt=True))
        return BETWEEN.join(part.text for part in parts if not part.keys)

    def _called(self, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.names.label(code) for code in codes)


def read_services(text: str, names: Names[str], where: Words, list_name: str, *, search: bool) -> Reading:
    """Services as (code, state, day), each once; state and day are "" where the cell says nothing of them."""
    cell = _Cell(names, {}, [])
    unknown = [missing for piece in _pieces(text, names) if (missing := cell.piece(piece))]
    services = tuple(cell.found.values())
    label = {code: names.label(code) for code, _, _ in services}
    if unknown:
        rest = read_choices(BETWEEN.join(unknown), names, where, list_name, search=search)
        cell.findings += [_beside(each, written(services, label)) for each in rest.findings]
    elif any(not finding.is_doubt for finding in cell.findings) and services:
        cell.findings = [_beside(each, written(services, label)) for each in cell.findings]
    if any(not finding.is_doubt for finding in cell.findings):
        return Reading(None, tuple(cell.findings))
    return Reading(services, tuple(cell.findings)) if services else NOTHING


def written(services: Sequence[Service], labels: Mapping[str, str]) -> str:
    """Services as text that reads back as the same."""
    return BETWEEN.join(
        labels.get(code, code) + (f" ({', '.join(filter(None, (SAID[ServiceState(state)], day)))})" if state else "")
        for code, state, day in services
    )


def settled(before: Sequence[Service], said: Sequence[Service]) -> tuple[Service, ...]:
    """What holds once a file says this: of each service the later word; what was said before, where the file says nothing."""
    known = {code: (state, day) for code, state, day in before}
    return tuple((code, *_later(known.get(code, ("", "")), (state, day))) for code, state, day in said)


def _later(known: tuple[str, str], said: tuple[str, str]) -> tuple[str, str]:
    is_nothing_new = not said[0] or (said[0] == known[0] and not said[1])
    return known if is_nothing_new or (said[1] and said[1] < known[1]) else said


def _pieces(text: str, names: Names[str]) -> list[str]:
    pieces = [line(piece) for piece in _BETWEEN.split(text)]
    return [each for piece in pieces for each in ([piece] if names.find_all(piece) else _AFTER_SAID.split(piece)) if each]


def _standing(text: str) -> tuple[str, Reading] | None:
    """A state and its day, "paused since 3 May 2026"; None where it doesn't begin with a state."""
    spoken = [word for word in re.split(r"[\s,:]+", text) if word]
    for end in range(min(len(spoken), 2), 0, -1):
        state = _STATES.get(fold(" ".join(spoken[:end])))
        if state is not None:
            rest = spoken[end:]
            while rest and fold(rest[0]) in _LITTLE:
                rest = rest[1:]
            return state.value, read_date(" ".join(rest))
    return None


def _beside(finding: Finding, known: str) -> Finding:
    """The finding, whose offers keep what the rest of the cell says."""
    offers = finding.suggestions or (Suggestion("", words("Leave it out")),)
    kept = tuple(Suggestion(BETWEEN.join(filter(None, (known, offer.text))), offer.label) if known else offer for offer in offers)
    return Finding(finding.message, kept, finding.is_doubt, finding.entries, finding.adds_to)
