"""What is logged: lines of JSON in UTC that say what went wrong, and nothing of who asked for what."""

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from gunicorn.glogging import Logger

REMOVED = "[removed]"
# What other people's code puts into a message: what a caller sent, in quotes; query strings, e-mail addresses, network
# addresses, names and tokens in paths.
PERSONAL = (
    re.compile(r"'[^']*'"),
    re.compile(r"\?[^\s\"'<>]+"),
    re.compile(r"[^\s\"'<>@,;:()\[\]]+@[^\s\"'<>@,;()\[\]]+"),
    re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\d.])"),
    re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"),
    re.compile(r"(?<=/)[\w~%.-]{20,}"),
)
LINE_BREAKS = re.compile(r"[\r\n\x00-\x1f\x7f\u0085\u2028\u2029]+")
LONGEST = 2_000


class JsonLines(logging.Formatter):
    """One line a record. Of an exception only its kind and its place in the code: its text may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": harmless(record.getMessage()),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["fault"] = kinds(error)
            line["where"] = places(error)
        return json.dumps(line, ensure_ascii=False)


class GunicornLines(Logger):  # type: ignore[misc]
    """Gunicorn's own messages in the same lines; its list of who asked for what is never kept."""

    def setup(self, cfg: Any) -> None:
        """Replace gunicorn's handlers."""
        super().setup(cfg)
        self.error_log.handlers = [handler()]
        self.access_log.handlers = []
        self.access_log.disabled = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Of a request that can't be read only that it came: gunicorn would quote it, whatever it holds."""
        if str(msg).startswith("Invalid request"):
            msg, args = "a request that can't be read", ()
        super().warning(msg, *args, **kwargs)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Keep nothing."""


def harmless(message: str) -> str:
    """The message on one line, without what could name a person or tell what she looked at."""
    for pattern in PERSONAL:
        message = pattern.sub(REMOVED, message)
    return LINE_BREAKS.sub(" ", message)[:LONGEST]


def kinds(error: BaseException) -> list[str]:
    """The names of an exception and of those that caused it, the outermost first."""
    found: list[str] = []
    link: BaseException | None = error
    while link is not None and len(found) < 10:
        found.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or link.__context__
    return found


def places(error: BaseException) -> list[str]:
    """Where it happened: file, line and function, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.split('site-packages/')[-1]}:{frame.lineno} {frame.name}" for frame in frames][-25:]


def handler() -> logging.Handler:
    """Writes to standard error, where the service manager keeps it."""
    writing = logging.StreamHandler()
    writing.setFormatter(JsonLines())
    return writing


def speak_json(level: int = logging.WARNING) -> None:
    """Make every logger of this process speak so, and faults that nobody caught too. Asked twice, it does it once."""
    root = logging.getLogger()
    root.handlers = [handler()]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # else a message that can't be formatted would be printed with its values
    logging.getLogger("network.journal").setLevel(logging.INFO)  # the journal's heads are kept where the log is
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its list of requests names addresses
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("network").critical("a fault that nobody caught", exc_info=(kind, error or kind(), trace))
