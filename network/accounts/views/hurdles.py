"""What stands between a right password and everything else: the second step, and having one."""

from collections.abc import Iterator

from flask import current_app

from network.accounts import rules
from network.config import Settings
from network.kernel.actor import Actor, Role
from network.web.gate import Hurdle
from network.web.sessions import Session

SHOWN = "codes_shown"  # in the session, from when recovery codes were shown until she says that she has them


def has_kept_codes(carried: Session, _who: Actor) -> bool:
    """No recovery codes were shown that she has not kept yet."""
    return SHOWN not in carried


def passkey_needed(who: Actor) -> bool:
    """Whether a role of hers asks for a passkey here."""
    return rules.needs_passkey(who.roles, current_app.config["PEER"].passkey_roles)


def is_proved(carried: Session, _who: Actor) -> bool:
    """The second step was taken, or there is none to ask for: then setting one up comes next."""
    stored = carried.stored
    return stored is not None and (stored.proved_by in rules.SECOND_STEPS or not stored.has_factor)


def is_enrolled(carried: Session, who: Actor) -> bool:
    """She came in by what counts for her roles."""
    stored = carried.stored
    return stored is not None and rules.is_enough(stored.proved_by, passkey_needed=passkey_needed(who))


def unknown_roles(settings: Settings) -> Iterator[str]:
    """What a start refuses: a misspelt role would leave the true one without a passkey."""
    for name in sorted(settings.passkey_roles - {role.value for role in Role}):
        yield f"PASSKEY_ROLES names {name}, which is no role. The roles are: {', '.join(role.value for role in Role)}."


HURDLES = (
    Hurdle("second step", "accounts.second_step", is_proved, in_demonstration=False),
    Hurdle(
        "enrolment",
        "accounts.enrol",
        is_enrolled,
        frozenset(
            {
                "accounts.add_passkey",
                "accounts.begin_app",
                "accounts.confirm_app",
                "accounts.app_picture",
                "accounts.make_sheet",
                "accounts.confirm_sheet",
                "accounts.step_up",
            }
        ),
        in_demonstration=False,
    ),
    Hurdle("recovery codes", "accounts.keep_codes", has_kept_codes, frozenset({"accounts.recovery_codes", "accounts.step_up"})),
)
