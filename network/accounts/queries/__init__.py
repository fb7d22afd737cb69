"""Who somebody is, and where she is signed in."""

from network.accounts.queries.people import PersonLine, names_of, people, person
from network.accounts.queries.roles import administrators, administrators_and_moderators, people_with, roles_of, said_role
from network.accounts.queries.sessions import Credentials, LiveSession, credentials, is_device_of, live_session

__all__ = [
    "Credentials",
    "LiveSession",
    "PersonLine",
    "administrators",
    "administrators_and_moderators",
    "credentials",
    "is_device_of",
    "live_session",
    "names_of",
    "people",
    "people_with",
    "person",
    "roles_of",
    "said_role",
]
