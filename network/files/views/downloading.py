"""Files as they are taken away, and pictures as pages show them. Rights are asked at each request."""

from urllib.parse import quote
from uuid import UUID

from flask import Response, request

from network.cleaning.kinds import BY_CODE, Family
from network.files import queries
from network.files.queries import Opened
from network.files.rules.names import plain_name
from network.files.rules.ranges import Stretch, Unsatisfiable, stretch_of
from network.files.views.room import blueprint
from network.kernel.refusals import Denied, NotFound
from network.policy import Permission
from network.web.gate import actor

OURS = {None, "same-origin", "none"}


@blueprint.get("/<uuid:file_id>/<path:name>")
def download(file_id: UUID, name: str) -> Response:
    """The file, to be kept aside. What its address says it is called counts for nothing."""
    insist_ours()
    return answer(queries.opened(actor(), file_id), "attachment")


@blueprint.get("/pictures/<uuid:file_id>")
def picture(file_id: UUID) -> Response:
    """A picture in a page: one that we made anew from its points, and nothing else."""
    insist_ours()
    file = queries.opened(actor(), file_id)
    if BY_CODE[file.card.kind].family is not Family.IMAGE:
        raise NotFound(str(file_id))
    return answer(file, "inline")


def insist_ours() -> None:
    """A page of another site may lead here, but may not load a file into itself. Raises Denied, whatever the address."""
    site, dest = request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Dest")
    if site not in OURS and dest != "document":
        raise Denied(str(Permission.FILE_VIEW))


def answer(file: Opened, how: str) -> Response:
    """The bytes, or the one stretch of them that is asked for."""
    tag = f'"{file.tag}"'
    try:
        stretch = stretch_of(request.headers.get("Range"), file.size) if _may_go_on(tag) else None
    except Unsatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{file.size}"}, content_type="text/plain")
    start, length = (stretch.start, stretch.length) if stretch else (0, file.size)
    return Response(
        file.pieces(start, length) if request.method != "HEAD" else None,
        206 if stretch else 200,
        headers(file, how, tag, stretch) | {"Content-Length": str(length)},
        direct_passthrough=True,
    )


def headers(file: Opened, how: str, tag: str, stretch: Stretch | None) -> dict[str, str]:
    """What is said of the bytes. The name goes in two spellings: RFC 6266 with RFC 8187, and plain for what is old."""
    media, name = file.card.media_type, file.card.name
    said = {
        "Content-Type": f"{media}; charset=utf-8" if media.startswith("text/") else media,
        "Content-Disposition": f"{how}; filename=\"{plain_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Accept-Ranges": "bytes",
        "ETag": tag,
    }
    return said | ({"Content-Range": stretch.said(file.size)} if stretch else {})


def _may_go_on(tag: str) -> bool:
    """Whether what the browser has of the file is of this very file."""
    asked = request.headers.get("If-Range")
    return asked is None or asked == tag
