"""The one tag of EXIF that stays: how a picture is to be turned (tag 0x0112, values 1 to 8).

EXIF is a TIFF file: byte order, 42, offset of the first directory; a directory is a count and
entries of 12 bytes (tag, type, count, value): Exif 2.3, section 4.6.
"""

ORIENTATION, SHORT = 0x0112, 3


def orientation_of(tiff: bytes) -> int:
    """1 (upright) where nothing readable is said."""
    order = {b"II*\x00": "little", b"MM\x00*": "big"}.get(tiff[:4])
    if order is None:
        return 1
    number = _big if order == "big" else _little
    start = number(tiff[4:8])
    for entry in range(number(tiff[start : start + 2])):
        at = start + 2 + 12 * entry
        if at + 12 > len(tiff):
            return 1
        if number(tiff[at : at + 2]) == ORIENTATION:
            value = number(tiff[at + 8 : at + 10])
            return value if 1 <= value <= 8 else 1
    return 1


def exif_of(orientation: int) -> bytes:
    """A TIFF file with this one tag."""
    entry = b"".join(
        (
            ORIENTATION.to_bytes(2),
            SHORT.to_bytes(2),
            (1).to_bytes(4),
            orientation.to_bytes(2),
            b"\x00\x00",
        )
    )
    return b"MM\x00*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + b"\x00" * 4


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
