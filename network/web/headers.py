"""What every answer carries, so that a browser loads nothing from elsewhere, keeps nothing and tells nobody."""

import gzip
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "report-uri /broken-policy"
)
POLICY_OF_A_FILE = POLICY + "; sandbox"
# What a browser could be asked for, named only where browsers know it: they complain of others. Passkeys are asked for by our own
# pages, everything else by nobody.
OFF = (
    "accelerometer autoplay browsing-topics camera clipboard-read clipboard-write compute-pressure display-capture "
    "encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection keyboard-map "
    "local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture screen-wake-lock serial storage-access "
    "sync-xhr usb window-management xr-spatial-tracking"
)
OWN = "publickey-credentials-create publickey-credentials-get"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([f"{each}=()" for each in OFF.split()] + [f"{each}=(self)" for each in OWN.split()]),
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
        if "Content-Disposition" in response.headers:  # a file, kept aside or a picture in a page
            response.headers["Content-Security-Policy"] = POLICY_OF_A_FILE
        response.headers["Cache-Control"] = "no-store"
        return press(response)


Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]


def armoured(wsgi: Wsgi, *, is_https: bool) -> Wsgi:
    """The same for what the application's own code never sees: static files, answers that nothing changed, faults on the way."""
    always = tuple(pairs(is_https=is_https))

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            added = [pair for pair in always if pair[0].lower() not in given]
            kept = [] if "cache-control" in given else [("Cache-Control", "no-store")]
            return start(status, [*headers, *added, *kept], *failed)

        return wsgi(environ, begin)

    return answer


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
    response.data = gzip.compress(response.data, compresslevel=6, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    return response
