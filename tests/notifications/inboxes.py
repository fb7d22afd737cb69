"""What people find in their inboxes."""

import html
import re
from collections.abc import Callable
from uuid import UUID

from flask.testing import FlaskClient

from network.kernel.actor import SYSTEM
from network.notifications.jobs import relay

Begin = Callable[..., FlaskClient]
TITLE = re.compile(r'<(?:a|span) class="lines__title[^>]*>(.*?)</(?:a|span)>', re.S)
HIDDEN = "This is about something that you can't see any more."


def inbox_of(sign_in: Begin, person_id: UUID) -> list[str]:
    """The notices as her page shows them, the newest first, once all that happened is passed on."""
    relay(SYSTEM)
    page = sign_in(person_id).get("/notices").get_data(as_text=True)
    return [html.unescape(found).strip() for found in TITLE.findall(page)]
