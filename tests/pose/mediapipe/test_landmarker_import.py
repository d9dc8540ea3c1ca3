"""Loading MediaPipe opens nothing that a pose needs not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
import sys
from posecoach.pose.mediapipe.landmarker import start_landmarker
from posecoach.pose.mediapipe.model import model_path
start_landmarker(model_path(), outline=False)
print("sounddevice" in sys.modules)
import sounddevice
"""


def test_the_model_is_loaded_without_looking_for_microphones_and_sound_works_afterwards() -> None:
    pytest.importorskip("sounddevice", reason="sounddevice or PortAudio is not installed", exc_type=OSError)
    child = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (child.returncode, child.stdout) == (0, "False\n")
