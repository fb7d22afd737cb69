"""Pictures: made anew from their points into a fresh picture, so that nothing but what is seen is in them."""

import io
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageFile, ImageOps, ImageSequence
from PIL.Image import Image as Picture

from network.cleaning.kinds import BY_CODE, Kind
from network.cleaning.notes import Notes, Refused

MOST_POINTS = 50_000_000
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": False},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90, "method": 4},
    "GIF": {"optimize": False},
}
PLACE, PREVIEW, COMMENT = 0x8825, 1, "comment"
DETAILS = ("exif", "xmp", "photoshop", "icc_profile", "Software", "XML:com.adobe.xmp")
_PLAIN = {"1", "L", "LA", "RGB", "RGBA"}


def clean(kind: Kind, source: BinaryIO, result: BinaryIO) -> Notes:
    """See `child.answer_to`."""
    notes = Notes()
    fresh = opened(source, FORMATS[kind.code], notes)
    write(fresh, FORMATS[kind.code], result)
    return notes


def clean_inside(data: bytes, notes: Notes) -> bytes | None:
    """The same for a picture inside a document, whatever kind it is; None for one that can't be made anew."""
    if not data.startswith(tuple(head for code in FORMATS for head in BY_CODE[code].heads)):
        return None
    inner, made = Notes(), io.BytesIO()
    try:
        fresh = opened(io.BytesIO(data), None, inner)
    except Refused as refusal:
        if refusal.code == "too_many_pixels":
            raise
        return None
    write(fresh, str(fresh.info["format"]), made)
    if inner.removed:
        notes.removed.add("picture_details")
    return made.getvalue()


def opened(source: BinaryIO, expected: str | None, notes: Notes) -> Picture:
    """The points of the first picture, upright, in a picture of their own. Raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(source, formats=[expected] if expected else list(FORMATS.values())) as picture:
                if picture.width * picture.height > MOST_POINTS:
                    raise Refused("too_many_pixels")
                if getattr(picture, "n_frames", 1) > 1:
                    notes.removed.add("movement")
                form = str(picture.format)
                first = next(ImageSequence.Iterator(picture)) if getattr(picture, "is_animated", False) else picture
                first.load()
                _note(first, notes)
                fresh = _fresh(first)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels") from None
    except MemoryError:
        raise
    except Exception:
        raise Refused("unreadable") from None
    fresh.info = {"format": form}
    return fresh


def write(fresh: Picture, form: str, result: BinaryIO) -> None:
    """Write the points, and nothing else."""
    if form == "JPEG" and fresh.mode not in ("L", "RGB"):
        fresh = _on_white(fresh)
    if form == "WEBP" and fresh.mode not in ("RGB", "RGBA"):
        fresh = fresh.convert("RGBA" if "A" in fresh.mode else "RGB")
    if form == "GIF":
        fresh = fresh.convert("RGBA" if "A" in fresh.mode else "RGB").quantize(256, method=Image.Quantize.FASTOCTREE)
    fresh.info = {}
    buffer = io.BytesIO()  # some writers go back, and a pipe to a file with a limit should fail once, at its end
    fresh.save(buffer, form, **SAVED[form])
    result.write(buffer.getbuffer())


def _fresh(picture: Picture) -> Picture:
    """A new picture of the same points, in plain colours, as it is meant to be looked at."""
    upright = ImageOps.exif_transpose(picture)
    plain = _plain(upright)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _plain(picture: Picture) -> Picture:
    profile = picture.info.get("icc_profile")
    if picture.mode == "P" or "transparency" in picture.info:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode.startswith(("I", "F")):
        picture = _eight_bits(picture)
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        picture = _in_usual_colours(picture, profile)
    return picture if picture.mode in _PLAIN else picture.convert("RGB")


def _in_usual_colours(picture: Picture, profile: bytes) -> Picture:
    """Turned from its own colours into those that every screen has, since the profile goes."""
    try:
        alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
        solid = picture.convert("RGB") if alpha is not None else picture
        turned = ImageCms.profileToProfile(
            solid, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if turned is None:
        return picture
    if alpha is not None:
        turned.putalpha(alpha)
    return turned


def _eight_bits(picture: Picture) -> Picture:
    """Grey of sixteen bits as grey of eight."""
    extremes: Any = picture.getextrema()
    top = 65_535 if float(extremes[1]) > 255 else 255
    return picture.convert("F").point(lambda value: value * (255 / top)).convert("L")


def _on_white(picture: Picture) -> Picture:
    solid = Image.new("RGB", picture.size, "white")
    solid.paste(picture.convert("RGB"), mask=picture.getchannel("A") if "A" in picture.mode else None)
    return solid


def _note(picture: Picture, notes: Notes) -> None:
    """What goes, in words for its sender. The points are taken over either way: nothing hangs on finding it."""
    told: dict[Any, Any] = dict(picture.info)
    exif = picture.getexif()
    if PLACE in exif or b"GPS" in repr(told.get("xmp", "")).encode():
        notes.removed.add("place")
    if exif or any(told.get(name) for name in DETAILS):
        notes.removed.add("properties")
    if exif.get_ifd(PREVIEW):
        notes.removed.add("thumbnail")
    texts = getattr(picture, "text", {})
    if told.get(COMMENT) or texts:
        notes.removed.add("comments")


def warm() -> None:
    """Load every reader and writer of pictures."""
    Image.init()
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    ImageCms.createProfile("sRGB")
    for form, options in SAVED.items():
        made = io.BytesIO()
        Image.new("RGB", (1, 1)).save(made, form, **options)
        opened(io.BytesIO(made.getvalue()), form, Notes())
