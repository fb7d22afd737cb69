"""The segments of a JPEG: those that make the picture, without those that tell of it. The points are not touched."""

KEPT_OF_MAKERS = {0xE0, 0xEE}  # how to read it, and how its colours are turned
COMMENT, SCAN, END = 0xFE, 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD9)}


def bare(data: bytes) -> bytes | None:
    """The same picture without remarks; None where it can't be taken apart."""
    if not data.startswith(b"\xff\xd8"):
        return None
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        sort = data[at + 1]
        if sort == 0xFF:
            at += 1
            continue
        if sort in ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            return None
        segment = data[at : at + 2 + length]
        at += 2 + length
        is_of_maker = 0xE0 <= sort <= 0xEF
        if sort == 0xE0:
            segment = _short(segment)
        if sort != COMMENT and (not is_of_maker or sort in KEPT_OF_MAKERS):
            kept.append(segment)
        if sort == SCAN:
            end = _end_of_scan(data, at)
            kept.append(data[at:end])
            at = end
            if data[at : at + 2] == b"\xff\xd9":
                kept.append(b"\xff\xd9")
                return b"".join(kept)
    return None


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next segment begins."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
            continue
        return at


def _short(segment: bytes) -> bytes:
    """JFIF without the small preview that it may hold."""
    if segment[4:9] != b"JFIF\0" or len(segment) < 18:
        return segment
    return segment[:2] + (16).to_bytes(2, "big") + segment[4:16] + b"\0\0"
