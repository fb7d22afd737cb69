"""What every answer carries, so that a browser loads nothing from elsewhere, keeps nothing and tells nobody."""

import gzip
from collections.abc import Iterable

from flask import Flask, Response, request

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
WORTH_PRESSING = 800  # bytes


def armour(app: Flask, *, is_https: bool) -> None:
    """Put the headers on every answer, errors and downloads too."""

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in pairs(is_https=is_https):
            response.headers[name] = value
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return press(response)


def pairs(*, is_https: bool) -> Iterable[tuple[str, str]]:
    """The headers by name."""
    yield from ALWAYS.items()
    if is_https:
        yield "Strict-Transport-Security", STRICT_TRANSPORT


def press(response: Response) -> Response:
    """Compress text on the way out. Why that is safe here: docs/decisions/0004-compressed-pages.md."""
    kind = response.mimetype or ""
    is_text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
    if response.direct_passthrough or not is_text or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or len(response.data) < WORTH_PRESSING:
        return response
    response.data = gzip.compress(response.data, compresslevel=5, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    return response
