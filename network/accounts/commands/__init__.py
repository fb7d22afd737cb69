"""What can be done with people, their roles and their sessions."""

from network.accounts.commands.people import PersonDraft, add_person, restore_person, suspend_person
from network.accounts.commands.roles import ACTS, give_role, take_role
from network.accounts.commands.sessions import begin_session, end_session, end_sessions, keep_data, leave, mark_seen
from network.accounts.commands.tries import forget_old, forget_tries, know_device, take_turn

__all__ = [
    "ACTS",
    "PersonDraft",
    "add_person",
    "begin_session",
    "end_session",
    "end_sessions",
    "forget_old",
    "forget_tries",
    "give_role",
    "keep_data",
    "know_device",
    "leave",
    "mark_seen",
    "restore_person",
    "suspend_person",
    "take_role",
    "take_turn",
]
