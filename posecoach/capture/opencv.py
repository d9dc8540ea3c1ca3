"""The one import of OpenCV: quiet, and with an error that names the missing package.

    from posecoach.capture.opencv import cv2

FFmpeg and OpenCV read these variables when they start and would else write about every damaged packet on the
user's terminal; a value set by the user wins.
"""

from __future__ import annotations

import os

from posecoach.errors import InputError, reason
from posecoach.words.phrase import filled

os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET

try:
    import cv2
except ImportError as error:
    raise InputError(
        filled(
            "OpenCV cannot start ({reason}): install the libraries it needs, on Debian and Ubuntu with "
            "'sudo apt install libgl1 libglib2.0-0'",
            reason=reason(error),
        )
    ) from error

__all__ = ["cv2"]
