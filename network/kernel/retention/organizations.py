"""What is kept about organizations, their matching and their pairings."""

from network.kernel.kept import Kept
from network.kernel.retention.spans import MEMBER, NETWORK
from network.kernel.words import words

_MATCHING = (
    "matching_round", "matching_run", "run_entry", "run_mentor", "run_second", "round_choice", "scenario", "proposal", "answer",
    "pairing", "needs_assessment", "needs_level", "pairing_goal", "preference", "queued_matching",
)  # fmt: skip

ABOUT_ORGANIZATIONS = (
    Kept(
        (
            "organization",
            "organization_choice",
            "organization_community",
            "organization_region",
            "free_time",
            "own_field",
            "own_value",
            "service_status",
        ),
        words("The directory: what organizations say about themselves, with the contact that they name"),
        words("to find each other, and to match"),
        MEMBER,
    ),
    Kept(
        ("contact_entry", "do_not_pair", "pairing_note"),
        words("When an organization was called, what was agreed; notes about pairings; which two must not be paired"),
        words("to keep in touch, and to keep people safe"),
        MEMBER,
    ),
    Kept(
        ("import_batch", "import_change"),
        words("Lists that were imported: the file's rows, and what each changed"),
        words("to undo an import that was wrong"),
        words("after the import; that there was one stays"),
        setting="import_undo_days",
    ),
    Kept(
        _MATCHING,
        words("Matching: rounds, plans with their reasons, proposals, answers and pairings"),
        words("to match fairly, and to show why"),
        MEMBER,
    ),
    Kept(
        ("plan_step",),
        words("Plans of pairings: steps, who does each, by when, who did it"),
        words("to see what is next"),
        MEMBER,
    ),
    Kept(
        ("pairing_contact",),
        words("Contacts of pairings: who, and sealed how and when to reach her safely"),
        words("to reach each other without harm"),
        words("how to reach her until she is a contact no more; that she was one as long as the organization is a member"),
    ),
    Kept(
        ("agreement", "agreement_signature", "agreement_template"),
        words("Agreements of pairings: each version, who wrote and who signed it"),
        words("to show what two organizations promised each other"),
        MEMBER,
    ),
    Kept(
        ("mentoring_session", "session_topic", "pairing_check"),
        words("Mentoring sessions and short checks: when, how, how long, about what, how it fits; notes; who wrote it"),
        words("to see that pairs meet, and to report hours to funders"),
        MEMBER,
    ),
    Kept(
        ("circle", "circle_member", "circle_session", "circle_topic", "circle_attendance"),
        words("Circles: who is in one, when it met, how long, about what, which organizations came; notes; who wrote it"),
        words("to see what an organization without a mentor got, and to report it"),
        MEMBER,
    ),
    Kept(
        ("pairing_report", "pairing_import", "pairing_import_row"),
        words("Reports on pairings that were issued, files of pairings that came in: numbers, a text, which rows, who did it"),
        words("to show what was reported, and to take back a file"),
        NETWORK,
    ),
    Kept(
        ("space", "space_access"),
        words("Which organizations share a space"),
        words("to show each what is hers only"),
        MEMBER,
        is_personal=False,
    ),
)
