"""What each field of a fact is called, and what stands behind an id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from network.kernel.words import Words, words


class Names(Enum):
    """Where the name of an id is looked up."""

    PERSON = "person"
    ORGANIZATION = "organization"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called on the screen."""

    text: Words
    names: Names = Names.NOWHERE


_ORGANIZATION_IDS = {
    "organization_id": words("Organization"),
    "other_id": words("Other organization"),
    "mentor_id": words("Teaches"),
    "mentee_id": words("Learns"),
}
_PERSON_IDS = {"person_id": words("Person"), "asked_by_id": words("Asked by")}
_IDS = {
    "sign_in_id": words("Session"),
    "approval_id": words("Approval"),
    "batch_id": words("Import"),
    "invitation_id": words("Invitation"),
    "text_id": words("Terms"),
    "link_id": words("Link"),
    "contact_entry_id": words("Contact"),
    "community_id": words("Community"),
    "round_id": words("Round"),
    "run_id": words("Plan"),
    "scenario_id": words("Saved plan"),
    "matching_id": words("Plan asked for"),
    "proposal_id": words("Proposal"),
    "pairing_id": words("Pairing"),
    "document_id": words("Document"),
    "circle_id": words("Circle"),
    "space_id": words("Space"),
    "from_space_id": words("Space before"),
    "file_id": words("File"),
    "note_id": words("Note"),
    "check_id": words("Short check"),
    "session_id": words("Mentoring session"),
    "report_id": words("Report"),
    "goal_id": words("Goal"),
    "step_id": words("Step"),
    "contact_id": words("Contact"),
    "request_id": words("Request"),
    "incident_id": words("Incident"),
    "about_id": words("Which"),
    "synonyms_id": words("Words"),
    "version_id": words("Text of a document"),
    "comment_id": words("Comment"),
    "answers_id": words("Comment answered"),
    "reason_id": words("Reason"),
    "offer_id": words("Offer"),
}
_PLAIN = {
    "act": words("What"),
    "role": words("Role"),
    "region_code": words("Region"),
    "how": words("How"),
    "kind": words("Kind"),
    "audience_kind": words("For whom"),
    "list": words("List"),
    "lists": words("Lists"),
    "code": words("Entry"),
    "ask_code": words("Asked"),
    "moment_code": words("Moment"),
    "why_code": words("Why"),
    "page_code": words("Page"),
    "right_code": words("Right"),
    "rule_code": words("Rule"),
    "times": words("Times in all"),
    "size": words("Size in bytes"),
    "files": words("Files"),
    "count": words("How many"),
    "service_code": words("Service"),
    "state": words("State"),
    "steps": words("Steps"),
    "is_done": words("Done"),
    "is_deputy": words("As deputy"),
    "topics": words("Topics"),
    "is_mailed": words("Mailed"),
    "key": words("Key"),
    "ring_code": words("Key ring"),
    "size_code": words("How much changed"),
    "side": words("Side"),
    "status": words("Status"),
    "fields": words("Fields"),
    "version": words("Version"),
    "values": words("Values"),
    "capacity": words("Can mentor"),
    "wants_mentor": words("Wants a mentor"),
    "waiting_since": words("Waiting since"),
    "is_lead": words("As lead"),
    "is_yes": words("Yes"),
    "is_whole": words("By both"),
    "is_by_phone": words("By phone"),
    "tries": words("Wrong tries"),
    "rows": words("Rows"),
    "columns": words("Columns"),
    "decisions": words("Decisions"),
    "added": words("Added"),
    "changed": words("Changed"),
    "unchanged": words("Unchanged"),
    "left_out": words("Left out"),
    "restored": words("Restored"),
    "removed": words("Removed"),
    "left": words("Left as they were"),
    "pairings": words("Pairings"),
    "documents": words("Documents"),
    "from_number": words("Out of version"),
    "revision": words("Saved so often"),
    "until_on": words("Until"),
    "review_on": words("To be looked at again"),
    "running": words("Running"),
    "paused": words("Paused"),
    "ended": words("Ended"),
    "unknown": words("Not known"),
    "proposals": words("Proposals"),
    "organizations": words("Organizations"),
    "regions": words("Regions"),
    "served": words("Served"),
    "unserved": words("Not served"),
    "complete_on": words("Complete"),
    "due_on": words("Due"),
    "until": words("Until"),
    "ends_on": words("Ends"),
    "is_silent": words("Told nobody"),
    "is_rematch": words("Back in line"),
    "began_on": words("Began"),
    "held_on": words("Day"),
    "minutes": words("Minutes"),
    "number": words("Number"),
    "first_on": words("First day"),
    "last_on": words("Last day"),
    "is_outside": words("For outside the network"),
    "is_closed": words("Closed"),
    "entries": words("Entries"),
    "sealed": words("Sealed entries"),
    "fault_id": words("First wrong entry"),
    "document_ids": words("Documents"),
    "proposal_ids": words("Proposals"),
    "withdrawn_ids": words("Taken back"),
    "lapsed_ids": words("Lapsed"),
    "organization_ids": words("Organizations"),
}
LABELS: Mapping[str, Label] = MappingProxyType(
    {name: Label(text, Names.ORGANIZATION) for name, text in _ORGANIZATION_IDS.items()}
    | {name: Label(text, Names.PERSON) for name, text in _PERSON_IDS.items()}
    | {name: Label(text) for name, text in (_IDS | _PLAIN).items()}
)


def told(facts: Mapping[str, Any]) -> Iterator[tuple[str, Label, Any]]:
    """The fields that say something, in the fact's own order; a field of an older schema goes by its own name."""
    for name, value in facts.items():
        if value not in (None, "", [], ()):
            yield name, LABELS.get(name, Label(Words(name))), value


def ids_named(names: Names, facts: Mapping[str, Any]) -> set[str]:
    """The ids in a fact whose names are looked up there."""
    return {str(value) for _, label, value in told(facts) if label.names is names}
