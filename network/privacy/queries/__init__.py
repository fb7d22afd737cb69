"""What can be seen of personal data and of how it is kept."""

from network.privacy.queries.duties import (
    RequestView,
    incident,
    incident_row,
    incidents,
    own_duties,
    request,
    request_row,
    requests,
    requests_to_remind_of,
    sealed,
)
from network.privacy.queries.erasures import come_back, completion, digest_of, erase_list, list_file, unapplied
from network.privacy.queries.facts import kept, missing_facts, privacy_facts
from network.privacy.queries.holding import held_about_me, holders, know, own_erasure

__all__ = [
    "RequestView",
    "come_back",
    "completion",
    "digest_of",
    "erase_list",
    "held_about_me",
    "holders",
    "incident",
    "incident_row",
    "incidents",
    "kept",
    "know",
    "list_file",
    "missing_facts",
    "own_duties",
    "own_erasure",
    "privacy_facts",
    "request",
    "request_row",
    "requests",
    "requests_to_remind_of",
    "sealed",
    "unapplied",
]
