"""What is kept, what for, how long, and what deletes it: one table that people read and the code obeys."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from network.kernel.kept import Kept
from network.kernel.words import words

_MEMBER = words("as long as the organization is in the directory")
_NETWORK = words("as long as the network runs")

_MATCHING = (
    "matching_round", "matching_run", "run_entry", "run_mentor", "run_second", "round_choice", "scenario", "proposal", "answer",
    "pairing", "needs_assessment", "needs_level", "pairing_goal", "preference", "queued_matching",
)  # fmt: skip

_ABOUT_PEOPLE = (
    Kept(
        ("person",),
        words("Your account: name, e-mail address, and a sealed form of your password"),
        words("to let you in, and to show who did what"),
        words("until you erase it; then only a made-up name stays"),
    ),
    Kept(
        ("role_holding",),
        words("Roles that the network gave you"),
        words("to know what you may do"),
        words("until the role is taken away or the account erased"),
    ),
    Kept(
        ("membership",),
        words("Which organizations you belong to, since when, until when"),
        words("to know what you may do, and who led an organization at a time"),
        words("as long as the organization is in the directory; under a made-up name once the account is erased"),
    ),
    Kept(
        ("sign_in",),
        words("Where you are signed in: begin, last use, end; no network address"),
        words("to keep you signed in, and to let you end it elsewhere"),
        words("after the last use"),
        limit=timedelta(days=7),
        column="seen_at",
    ),
    Kept(
        ("device",),
        words("That a browser has been used by you before"),
        words("to let nobody keep you out by guessing passwords"),
        words("after the last use"),
        limit=timedelta(days=180),
        column="seen_at",
    ),
    Kept(
        ("sign_in_try",),
        words("Counts of tries to sign in, and of files and invitations, under digests that name nobody"),
        words("to slow down whoever guesses passwords or takes too much"),
        words("after the last try"),
        limit=timedelta(days=1),
        column="last_at",
    ),
    Kept(
        ("passkey", "app_code", "code_sheet", "sheet_code"),
        words("How you take the second step: passkeys by the names you gave, a sealed key for an app, digests of printed codes"),
        words("to let nobody in who only knows your password"),
        words("until you take it away, print a new sheet or erase the account"),
    ),
    Kept(
        ("terms_text", "terms_acceptance"),
        words("The terms, and which version you accepted when"),
        words("to show what everybody promised"),
        words("until the account is erased; the terms themselves as long as the network runs"),
    ),
    Kept(
        ("account_link",),
        words("Links for a new password or address; addresses are sealed"),
        words("to let you in again"),
        words("after it was made"),
        limit=timedelta(days=2),
        column="made_at",
    ),
    Kept(
        ("link_request",),
        words("That a link was asked for; the address is sealed"),
        words("to send the link"),
        words("after it was asked for, if it was not sent at once"),
        limit=timedelta(days=2),
        column="asked_at",
    ),
    Kept(
        ("draft",),
        words("What you typed and had not sent when you left fast; sealed, for you alone"),
        words("to give it back to you"),
        words("after you left"),
        limit=timedelta(days=14),
        column="kept_at",
    ),
    Kept(
        ("notification",),
        words("Your notices: that something happened, as ids and codes"),
        words("to tell you what concerns you"),
        words("after it came"),
        limit=timedelta(days=180),
        column="made_at",
    ),
    Kept(
        ("mail",),
        words("Mails to post: that one is due; no address, no words, no link"),
        words("to tell you that there is something new"),
        words("after it was due"),
        limit=timedelta(days=14),
        column="made_at",
    ),
    Kept(
        ("mail_choice",),
        words("Whether you are told by mail"),
        words("to do as you chose"),
        words("until the account is erased"),
    ),
    Kept(
        ("approval",),
        words("What two people agreed on or refused, with the reason that was typed"),
        words("to show that nobody gave a power alone"),
        words("after the decision"),
        limit=timedelta(days=366),
        column="decided_at",
    ),
    Kept(
        ("invitation",),
        words("Invitations: who made one, for which organization; a digest of the link"),
        words("to let one person join"),
        words("after it lapsed"),
        limit=timedelta(days=30),
        column="expires_at",
    ),
    Kept(
        ("privacy_request", "incident"),
        words("Requests about data and what was answered; incidents and what was done. Sealed, for administrators alone"),
        words("to answer in time, and to show that it was done"),
        words("after it was closed"),
        limit=timedelta(days=730),
        column="closed_at",
    ),
    Kept(
        ("erasure",),
        words("That an account was erased, by its id, and when that is complete"),
        words("to erase it again if an older back-up is restored"),
        words("after it is complete"),
        limit=timedelta(days=30),
        column="complete_at",
    ),
    Kept(
        ("journal_entry", "journal_seal"),
        words("The journal: who did what and when, as ids and codes; never what you wrote, never your name"),
        words("to find out afterwards what was done, also by a stolen account"),
        words("as long as the network runs; once the account is erased, the ids lead to a made-up name"),
    ),
    Kept(
        ("noted",),
        words("How often within an hour you were refused, were wrong, or opened what is sealed: a count under your id"),
        words("to write each of these down once an hour, and how often it happened"),
        words("after that hour"),
        limit=timedelta(days=1),
        column="hour_at",
    ),
)
_ABOUT_ORGANIZATIONS = (
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
        _MEMBER,
    ),
    Kept(
        ("contact_entry", "do_not_pair", "pairing_note"),
        words("When an organization was called, what was agreed; notes about pairings; which two must not be paired"),
        words("to keep in touch, and to keep people safe"),
        _MEMBER,
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
        _MEMBER,
    ),
    Kept(
        ("plan_step",),
        words("Plans of pairings: steps, who does each, by when, who did it"),
        words("to see what is next"),
        _MEMBER,
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
        _MEMBER,
    ),
    Kept(
        ("mentoring_session", "session_topic", "pairing_check"),
        words("Mentoring sessions and short checks: when, how, how long, about what, how it fits; notes; who wrote it"),
        words("to see that pairs meet, and to report hours to funders"),
        _MEMBER,
    ),
    Kept(
        ("circle", "circle_member", "circle_session", "circle_topic", "circle_attendance"),
        words("Circles: who is in one, when it met, how long, about what, which organizations came; notes; who wrote it"),
        words("to see what an organization without a mentor got, and to report it"),
        _MEMBER,
    ),
    Kept(
        ("pairing_report",),
        words("Reports on pairings that were issued: numbers without a name, a text, who issued it"),
        words("to show what was reported, and what it meant"),
        _NETWORK,
    ),
    Kept(
        ("space", "space_access"),
        words("Which organizations share a space"),
        words("to show each what is hers only"),
        _MEMBER,
        is_personal=False,
    ),
)
_OTHERS = (
    Kept(
        ("region", "community", "province_outline"),
        words("Places: regions, communities, the outline of the province"),
        words("to find who is near"),
        _NETWORK,
        is_personal=False,
    ),
    Kept(
        ("setting", "list_entry", "column_memory"),
        words("The network's words, lists and limits"),
        words("to say things as this network does"),
        _NETWORK,
        is_personal=False,
    ),
    Kept(
        ("key_check",),
        words("Known values, sealed"),
        words("to notice wrong keys at the start"),
        _NETWORK,
        is_personal=False,
    ),
    Kept(
        ("relay_position", "relayed_entry", "mail_standing"),
        words("How far the journal has been passed on as notices, and whether mail goes out"),
        words("to tell each thing once"),
        _NETWORK,
        is_personal=False,
    ),
    Kept(
        ("job_run",),
        words("Which work of the clock ran when"),
        words("to do it once only"),
        words("after the run"),
        is_personal=False,
        limit=timedelta(days=2),
        column="began_at",
    ),
)
RETENTION: tuple[Kept, ...] = (*_ABOUT_PEOPLE, *_ABOUT_ORGANIZATIONS, *_OTHERS)


def by_table(lines: Iterable[Kept] = RETENTION) -> Mapping[str, Kept]:
    """Each table's line."""
    return MappingProxyType({table: line for line in lines for table in line.tables})


def limit_of(table: str) -> timedelta:
    """How long rows of a table are kept that time alone ends. Raises KeyError for any other."""
    limit = by_table()[table].limit
    if limit is None:
        raise KeyError(table)
    return limit
