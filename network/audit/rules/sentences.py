"""What each kind of fact is called. A new event gets its line here, or a test fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from network.kernel.words import Words, words
from network.policy import Permission


@dataclass(frozen=True, slots=True)
class Said:
    """A kind of fact in a few words. Without `right` a reader learns that it happened, and not to whom."""

    text: Words
    right: Permission | None = None


_SENTENCES = {
    # people and what two people agree on
    "person_added": Said(words("Person added")),
    "role_given": Said(words("Role given")),
    "role_taken": Said(words("Role taken away")),
    "person_suspended": Said(words("Person suspended")),
    "person_restored": Said(words("Person let in again")),
    "signed_in": Said(words("Signed in")),
    "signed_out": Said(words("Signed out")),
    "signed_in_after_tries": Said(words("Signed in after wrong passwords")),
    "new_device_signed_in": Said(words("Signed in from a new browser")),
    "session_proved": Said(words("Showed again who it is")),
    "other_sessions_ended": Said(words("Signed out everywhere else")),
    "password_changed": Said(words("New password set")),
    "factor_added": Said(words("Second step added")),
    "factor_removed": Said(words("Second step taken away")),
    "passkey_renamed": Said(words("Passkey renamed")),
    "codes_made": Said(words("Sheet of codes made")),
    "recovery_code_used": Said(words("Recovery code used")),
    "factors_reset": Said(words("All second steps of a person taken away")),
    "sign_in_failed": Said(words("Wrong password")),
    "proof_failed": Said(words("Wrong second step")),
    "held_back": Said(words("Told to wait after many tries")),
    "link_failed": Said(words("Came with a link that doesn't hold")),
    "access_refused": Said(words("Refused: not there, not to be seen, or not allowed")),
    "form_refused": Said(words("Refused: a form that no page here made")),
    "policy_broken": Said(words("A browser stopped what a page may not do")),
    "noted_again": Said(words("Again within the hour")),
    "acting_for_chosen": Said(words("Organization to act for chosen")),
    "terms_published": Said(words("Confidentiality terms published")),
    "terms_accepted": Said(words("Confidentiality terms accepted")),
    "recovery_started": Said(words("Link for a new password sent")),
    "recovery_sheet_made": Said(words("Sheet for a new password agreed on")),
    "recovery_sheet_printed": Said(words("Sheet for a new password printed")),
    "password_recovered": Said(words("New password set by a link")),
    "address_change_asked": Said(words("Other address asked for")),
    "address_changed": Said(words("Address changed")),
    "approval_asked": Said(words("Second person asked for")),
    "approval_given": Said(words("Approved and done")),
    "approval_refused": Said(words("Refused by a second person")),
    "approval_withdrawn": Said(words("Request taken back")),
    "approval_lapsed": Said(words("Request lapsed")),
    "approval_token_made": Said(words("Token made for a request")),
    "wait_announced": Said(words("Wait announced for a request")),
    # what is held about people
    "person_erased": Said(words("Account erased")),
    "erasure_asked": Said(words("Erasing somebody asked for, and she told")),
    "own_data_exported": Said(words("Own data taken away as a file")),
    "privacy_request_logged": Said(words("Privacy request written down")),
    "privacy_request_extended": Said(words("More time taken for a privacy request")),
    "privacy_request_nearly_due": Said(words("Privacy request nearly due")),
    "privacy_request_answered": Said(words("Privacy request answered")),
    "incident_logged": Said(words("Incident written down")),
    "privacy_request_read": Said(words("Privacy request read")),
    "incident_read": Said(words("Incident read")),
    "incident_changed": Said(words("Incident worked on")),
    # keys, the journal, settings, places, spaces
    "key_made": Said(words("Key made")),
    "keys_rotated": Said(words("Values sealed with the new key")),
    "key_dropped": Said(words("Old key destroyed")),
    "journal_verified": Said(words("Journal checked against its seals")),
    "journal_read": Said(words("Journal read")),
    "journal_exported": Said(words("Journal taken away as a file")),
    "mail_failing": Said(words("Mail out of order for long")),
    "mail_chosen": Said(words("Mail about notices switched on or off")),
    "mail_mended": Said(words("Mail goes out again")),
    "lists_loaded": Said(words("Default lists written")),
    "list_entry_changed": Said(words("List entry changed")),
    "setting_changed": Said(words("Choice changed")),
    "places_loaded": Said(words("Places loaded")),
    "community_added": Said(words("Community added")),
    "community_changed": Said(words("Community corrected")),
    "space_opened": Said(words("Space opened"), Permission.ROUND_MANAGE),
    "space_withdrawn": Said(words("Space closed to everybody"), Permission.ROUND_MANAGE),
    "space_closed": Said(words("Space closed"), Permission.ROUND_MANAGE),
    "spaces_moved": Said(words("Spaces taken over from a second entry"), Permission.ROUND_MANAGE),
    # the directory
    "organization_added": Said(words("Organization added")),
    "organization_edited": Said(words("Entry corrected")),
    "organization_confirmed": Said(words("Entry confirmed")),
    "organization_status_set": Said(words("Status set")),
    "organization_capacity_set": Said(words("Number of places set")),
    "organization_waiting_set": Said(words("Waiting set")),
    "services_told": Said(words("Services told")),
    "service_begun": Said(words("Service begun through a pairing")),
    "organizations_merged": Said(words("Two entries put together")),
    "do_not_pair_added": Said(words("Two organizations kept apart"), Permission.DO_NOT_PAIR),
    "do_not_pair_removed": Said(words("Two organizations kept apart no more"), Permission.DO_NOT_PAIR),
    "preference_added": Said(words("Wish to work together noted"), Permission.PREFERENCE_READ),
    "preference_removed": Said(words("Wish to work together taken back"), Permission.PREFERENCE_READ),
    "contact_logged": Said(words("Contact written down")),
    "member_added": Said(words("Person joined an organization")),
    "member_ended": Said(words("Membership ended")),
    "member_left": Said(words("Person left an organization")),
    "lead_handed_over": Said(words("Lead handed over")),
    "invitation_made": Said(words("Invitation made")),
    "invitation_sent": Said(words("Invitation sent by mail")),
    "invitation_renewed": Said(words("Invitation sent again")),
    "invitation_withdrawn": Said(words("Invitation taken back")),
    "invitation_accepted": Said(words("Invitation used")),
    "invitation_met_account": Said(words("Invitation met an account")),
    "import_begun": Said(words("File read for an import")),
    "import_mapped": Said(words("Columns of an import chosen")),
    "import_mended": Said(words("Cells of an import decided")),
    "import_discarded": Said(words("Import put away")),
    "import_asked": Said(words("Large import asked for")),
    "undoing_asked": Said(words("Undoing of a large import asked for")),
    "import_applied": Said(words("Import written")),
    "import_failed": Said(words("Work of the clock on an import broke down")),
    "import_undone": Said(words("Import taken back")),
    "organizations_exported": Said(words("Directory taken away as a file")),
    # matching
    "round_opened": Said(words("Round begun")),
    "round_changed": Said(words("What matters in a round changed")),
    "pair_chosen": Said(words("Pair locked, moved or forbidden"), Permission.ROUND_MANAGE),
    "pair_freed": Said(words("Decision about a pair taken back"), Permission.ROUND_MANAGE),
    "round_matched": Said(words("Plan made")),
    "matching_asked": Said(words("Plan asked of the clock")),
    "matching_cancelled": Said(words("Making of a plan stopped")),
    "matching_failed": Said(words("Plan could not be made by the clock")),
    "matching_done": Said(words("Plan made by the clock")),
    "pairs_moved": Said(words("Pairs taken over from a second entry"), Permission.ROUND_MANAGE),
    "scenario_saved": Said(words("Plan saved by name")),
    "scenario_adopted": Said(words("Saved plan taken over")),
    "round_published": Said(words("Proposals published"), Permission.ROUND_MANAGE),
    "round_closed": Said(words("Round closed"), Permission.ROUND_MANAGE),
    "proposal_answered": Said(words("Proposal answered"), Permission.ROUND_MANAGE),
    "answer_overturned": Said(words("Answer by phone replaced"), Permission.ROUND_MANAGE),
    "pairings_moved": Said(words("Pairings taken over from a second entry"), Permission.ROUND_MANAGE),
    "proposal_accepted": Said(words("Proposal accepted by both sides"), Permission.ROUND_MANAGE),
    "pairing_begun": Said(words("Pairing begun"), Permission.ROUND_MANAGE),
    "pairing_activated": Said(words("Pairing on trial no more"), Permission.ROUND_MANAGE),
    "pairing_noted": Said(words("Pairing noted about"), Permission.PAIRING_NOTE),
    "pairing_note_removed": Said(words("Note about a pairing taken away"), Permission.PAIRING_NOTE),
    "pairing_nudged": Said(words("Sides of a pairing asked"), Permission.ROUND_MANAGE),
    "pairing_paused": Said(words("Pairing rests"), Permission.ROUND_MANAGE),
    "pairing_resumed": Said(words("Pairing goes on"), Permission.ROUND_MANAGE),
    "pairing_extended": Said(words("End of a pairing set"), Permission.ROUND_MANAGE),
    "pairing_completed": Said(words("Pairing completed"), Permission.ROUND_MANAGE),
    "pairing_ended": Said(words("Pairing ended early"), Permission.ROUND_MANAGE),
    "mentoring_answered": Said(words("Said whether it will mentor"), Permission.ROUND_MANAGE),
    "check_due": Said(words("Short check due"), Permission.ROUND_MANAGE),
    "check_answered": Said(words("Short check answered"), Permission.ROUND_MANAGE),
    "session_logged": Said(words("Mentoring session logged"), Permission.ROUND_MANAGE),
    "session_corrected": Said(words("Mentoring session corrected"), Permission.ROUND_MANAGE),
    "session_taken_back": Said(words("Mentoring session taken back"), Permission.ROUND_MANAGE),
    "pairings_exported": Said(words("Pairings taken away as a file"), Permission.PAIRING_EXPORT),
    "report_issued": Said(words("Report on pairings issued"), Permission.REPORT_VIEW),
    "figures_taken": Said(words("Figures on pairings taken away as a file"), Permission.REPORT_VIEW),
    "needs_assessed": Said(words("Needs of a pairing looked at"), Permission.ROUND_MANAGE),
    "goal_set": Said(words("Goal set"), Permission.ROUND_MANAGE),
    "goal_changed": Said(words("Goal changed"), Permission.ROUND_MANAGE),
    "goal_closed": Said(words("Goal reached or let go"), Permission.ROUND_MANAGE),
    "goal_reopened": Said(words("Goal opened again"), Permission.ROUND_MANAGE),
    "agreement_written": Said(words("Version of an agreement written"), Permission.ROUND_MANAGE),
    "agreement_signed": Said(words("Agreement signed for a side"), Permission.ROUND_MANAGE),
    "agreement_template_written": Said(words("Words for new agreements changed")),
    "pairing_undone": Said(words("Pairing taken back"), Permission.ROUND_MANAGE),
    "proposal_withdrawn": Said(words("Proposal taken back"), Permission.ROUND_MANAGE),
}
SENTENCES: Mapping[str, Said] = MappingProxyType(_SENTENCES)
# What somebody does who is not signed in; without an actor all else was done by the clock or at the command line.
AT_THE_DOOR = frozenset({"sign_in_failed", "held_back", "link_failed", "form_refused", "policy_broken"})


def said(event: str) -> Said:
    """The words for a kind of fact; one that no code knows any more goes by its own name."""
    return SENTENCES.get(event) or Said(Words(event))


def is_of_a_stranger(event: str, facts: Mapping[str, Any]) -> bool:
    """Whether a fact without an actor was somebody's at the door."""
    return event in AT_THE_DOOR or (event == "noted_again" and facts.get("kind") in AT_THE_DOOR)
