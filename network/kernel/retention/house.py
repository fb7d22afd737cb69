"""What is kept that is about nobody, or that keeps the house going."""

from datetime import timedelta

from network.kernel.kept import Kept
from network.kernel.retention.spans import NETWORK
from network.kernel.words import words

OF_THE_HOUSE = (
    Kept(
        ("region", "community", "province_outline"),
        words("Places: regions, communities, the outline of the province"),
        words("to find who is near"),
        NETWORK,
        is_personal=False,
    ),
    Kept(
        ("setting", "list_entry", "column_memory"),
        words("The network's words, lists and limits"),
        words("to say things as this network does"),
        NETWORK,
        is_personal=False,
    ),
    Kept(
        ("key_check",),
        words("Known values, sealed"),
        words("to notice wrong keys at the start"),
        NETWORK,
        is_personal=False,
    ),
    Kept(
        ("relay_position", "relayed_entry", "mail_standing"),
        words("How far the journal has been passed on as notices, and whether mail goes out"),
        words("to tell each thing once"),
        NETWORK,
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
