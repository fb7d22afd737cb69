"""What can be done with people, their roles and their sessions."""

from network.accounts.commands.addresses import ask_for_address, confirm_address
from network.accounts.commands.links import end_links, forget_links, forget_request, mint_link, note_request
from network.accounts.commands.people import PersonDraft, add_person, restore_person, suspend_person
from network.accounts.commands.recovery import (
    RECOVERY_ACTS,
    make_recovery_sheet,
    print_recovery_sheet,
    recover,
    start_recovery,
)
from network.accounts.commands.roles import ACTS, give_role, take_role
from network.accounts.commands.sessions import (
    begin_session,
    choose_acting_for,
    end_session,
    end_sessions,
    keep_data,
    leave,
    mark_seen,
)
from network.accounts.commands.terms import accept_terms, publish_terms
from network.accounts.commands.tries import forget_old, forget_tries, know_device, take_turn

__all__ = [
    "ACTS",
    "RECOVERY_ACTS",
    "PersonDraft",
    "accept_terms",
    "add_person",
    "ask_for_address",
    "begin_session",
    "choose_acting_for",
    "confirm_address",
    "end_links",
    "end_session",
    "end_sessions",
    "forget_links",
    "forget_old",
    "forget_request",
    "forget_tries",
    "give_role",
    "keep_data",
    "know_device",
    "leave",
    "make_recovery_sheet",
    "mark_seen",
    "mint_link",
    "note_request",
    "print_recovery_sheet",
    "publish_terms",
    "recover",
    "restore_person",
    "start_recovery",
    "suspend_person",
    "take_role",
    "take_turn",
]
