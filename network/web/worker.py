"""Gunicorn's worker, which answers what can't be read with the same headers as everything, and repeats none of it."""

from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from network.web.headers import pairs

STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (errors.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (errors.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (errors.ParseException, HTTPStatus.BAD_REQUEST),
    (Exception, HTTPStatus.INTERNAL_SERVER_ERROR),
)


class Worker(ThreadWorker):  # type: ignore[misc]
    """Threads, as gunicorn has them."""

    def handle_error(self, _request: Any, client: Any, _address: Any, error: Exception) -> None:
        """Say that it could not be read, and close the line."""
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.exception("a request that failed outside the application")
        else:
            self.log.warning("a request that can't be read")
        is_https = self.wsgi.config["PEER"].is_https
        try:
            util.write_nonblock(client, answer(status, is_https=is_https))
        except OSError:
            self.log.debug("whoever asked is gone")


def answer(status: HTTPStatus, *, is_https: bool) -> bytes:
    """The whole answer, as it goes over the line."""
    body = f"{status.phrase}.\n"
    headers = {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        **dict(pairs(is_https=is_https)),
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode("latin-1")
