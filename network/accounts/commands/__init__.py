"""What can be done with people, their roles and their sessions."""

from network.accounts.commands.addresses import ask_for_address, confirm_address
from network.accounts.commands.apps import begin_app, confirm_app
from network.accounts.commands.factors import (
    FACTOR_ACTS,
    add_passkey,
    make_codes,
    remove_codes,
    remove_passkey,
    rename_passkey,
    reset_factors,
)
from network.accounts.commands.links import end_links, forget_links, forget_request, mint_link, note_request
from network.accounts.commands.passwords import change_password, keep_digest
from network.accounts.commands.people import PersonDraft, add_person, restore_person, suspend_person
from network.accounts.commands.proving import make_challenge, prove_by_code, prove_by_passkey, use_challenge
from network.accounts.commands.recovery import (
    RECOVERY_ACTS,
    make_recovery_sheet,
    print_recovery_sheet,
    recover,
    start_recovery,
)
from network.accounts.commands.roles import ACTS, give_role, take_role
from network.accounts.commands.sessions import (
    Visit,
    begin_session,
    choose_acting_for,
    end_other_sessions,
    end_session,
    end_sessions,
    keep_data,
    leave,
    mark_seen,
    prove_session,
    renew_session,
    tell_new_device,
)
from network.accounts.commands.terms import accept_terms, publish_terms
from network.accounts.commands.tries import forget_old, forget_tries, know_device, take_turn

__all__ = [
    "ACTS",
    "FACTOR_ACTS",
    "RECOVERY_ACTS",
    "PersonDraft",
    "Visit",
    "accept_terms",
    "add_passkey",
    "add_person",
    "ask_for_address",
    "begin_app",
    "begin_session",
    "change_password",
    "choose_acting_for",
    "confirm_address",
    "confirm_app",
    "end_links",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "forget_links",
    "forget_old",
    "forget_request",
    "forget_tries",
    "give_role",
    "keep_data",
    "keep_digest",
    "know_device",
    "leave",
    "make_challenge",
    "make_codes",
    "make_recovery_sheet",
    "mark_seen",
    "mint_link",
    "note_request",
    "print_recovery_sheet",
    "prove_by_code",
    "prove_by_passkey",
    "prove_session",
    "publish_terms",
    "recover",
    "remove_codes",
    "remove_passkey",
    "rename_passkey",
    "renew_session",
    "reset_factors",
    "restore_person",
    "start_recovery",
    "suspend_person",
    "take_role",
    "take_turn",
    "tell_new_device",
    "use_challenge",
]
