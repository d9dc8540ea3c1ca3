"""OpenCV comes before PyAV: both bring a libxcb along, and with PyAV's first OpenCV's window waits for ever."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "posecoach").rglob("*.py"))
    if re.search(r"^(import|from) av\b", path.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("module", MODULES)
def test_what_reads_or_writes_videos_loads_opencv_before_pyav(module: str) -> None:
    code = f"import sys, {module}; print([name for name in sys.modules if name in ('av', 'cv2')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "['cv2', 'av']\n"
