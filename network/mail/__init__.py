"""Mail as it leaves: one message to one address, over encryption that was checked, or not at all."""

from flask import Flask, current_app

from network.config.mail import MailSettings
from network.mail.message import Message
from network.mail.post import Post, Postponed, Refused, Session, Trouble, Why
from network.mail.smtp import Smtp

__all__ = ["Message", "Post", "Postponed", "Refused", "Session", "Trouble", "Why", "is_set_up", "post", "start_mail"]


def start_mail(app: Flask, settings: MailSettings | None) -> None:
    """Give the application its way out; without settings it has none, and nothing is mailed."""
    app.extensions["post"] = None if settings is None else Smtp(settings)


def post() -> Post | None:
    """The way out of the current application, or None."""
    found: Post | None = current_app.extensions["post"]
    return found


def is_set_up() -> bool:
    """Whether mail can leave at all: a page that would say "look at your mail" asks first."""
    return post() is not None
