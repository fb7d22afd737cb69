"""Pictures for tests, with what a camera and people write beside the points."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

JANE = "Jane Realname"
XMP = (
    f'<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/">'
    f"<dc:creator>{JANE}</dc:creator><exif:GPSLatitude>54,18.6N</exif:GPSLatitude></rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()
SIZE = (40, 24)


def points(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Left red, right blue, so that one sees which side is up."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """Who, where, with what, and a small preview's worth of orientation."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x013B] = JANE
    found[0x010F] = "Camera of Jane"
    found[0x9286] = JANE
    gps = found.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (54.0, 18.0, 36.0), "W", (130.0, 19.0, 12.0)
    return found.tobytes()


def jpeg(picture: Image.Image | None = None, **more: Any) -> bytes:
    """With EXIF and place, XMP, a comment, and something behind its end."""
    made = io.BytesIO()
    (picture or points()).save(made, "JPEG", exif=exif(), xmp=XMP, comment=JANE.encode(), **more)
    return made.getvalue() + b"PK\x03\x04 " + JANE.encode()


def png(**more: Any) -> bytes:
    """With text in three forms, and EXIF."""
    about, made = PngImagePlugin.PngInfo(), io.BytesIO()
    about.add_text("Author", JANE)
    about.add_text("Comment", JANE, zip=True)
    about.add_itxt("XML:com.adobe.xmp", XMP.decode())
    points("RGBA").save(made, "PNG", pnginfo=about, exif=exif(), **more)
    return made.getvalue()


def webp() -> bytes:
    """With EXIF and XMP."""
    made = io.BytesIO()
    points().save(made, "WEBP", exif=exif(), xmp=XMP)
    return made.getvalue()


def gif(frames: int = 1) -> bytes:
    """With a comment."""
    made = io.BytesIO()
    rest = [Image.new("RGB", SIZE, (shade % 256, 0, 0)) for shade in range(1, frames)]
    points().save(made, "GIF", comment=JANE.encode(), save_all=frames > 1, append_images=rest)
    return made.getvalue()


def huge_png(side: int = 14_000) -> bytes:
    """A few kilobytes that say they are a picture of this many points a side."""
    packer, rows = zlib.compressobj(9), []
    line = b"\0" * (side // 8 + 2)
    for _ in range(side):
        rows.append(packer.compress(line))
    rows.append(packer.flush())

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"".join(rows)) + chunk(b"IEND", b"")
