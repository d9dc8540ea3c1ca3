"""Which files of a folder are videos, by extension or by their first bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from posecoach.files import open_file

ENDINGS: Final = frozenset(
    {
        *(
            ".mp4",
            ".m4v",
            ".mov",
            ".qt",
            ".3gp",
            ".3g2",
            ".mkv",
            ".webm",
            ".ogv",
            ".avi",
            ".divx",
            ".flv",
            ".f4v",
        ),
        *(".mpg", ".mpeg", ".m2v", ".vob", ".mts", ".m2ts", ".m2t", ".wmv", ".asf", ".mxf", ".dv"),
    }
)
"""Extensions that only videos have. Not `.ts`, which is TypeScript's as well: there the first bytes tell."""

_STARTS: Final = (
    (4, b"ftyp"),  # MP4, MOV, 3GP
    (0, b"\x1aE\xdf\xa3"),  # Matroska, WebM
    (8, b"AVI "),
    (0, b"FLV\x01"),
    (0, b"\x00\x00\x01\xba"),  # MPEG program stream
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),  # ASF, WMV
)
_STILL: Final = (b"heic", b"heix", b"mif1", b"avif", b"M4A ", b"M4B ", b"crx ")  # brands of photos and sound
_SYNC: Final = ord("G")
_PACKETS: Final = (
    (0, 188),
    (4, 192),
)  # (first sync byte, packet length): MPEG transport stream, on a Blu-ray
_LOOKED_AT: Final = 1024


def is_video(path: Path) -> bool:
    """Whether a file is taken for a video."""
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        with open_file(path) as file:
            start = file.read(_LOOKED_AT)
    except OSError:
        return False
    if start[4:8] == b"ftyp" and start[8:12] in _STILL:
        return False
    if any(start[at : at + len(mark)] == mark for at, mark in _STARTS):
        return True
    return any(
        len(start) > first + 3 * length and all(start[first + i * length] == _SYNC for i in range(4))
        for first, length in _PACKETS
    )
