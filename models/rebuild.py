"""Rebuilds pose_landmarker_full.task from the networks in the mediapipe 0.10.21 wheel.

    python3.11 models/rebuild.py [FILE]

Makes a throw-away virtual environment with that release (it needs numpy < 2 and Python 3.9 to 3.12, so it
cannot share one with posecoach), adds the input metadata that the Tasks API asks for, and compares the result
with SHA256SUMS. Exit status 1 if it differs. Without FILE nothing is kept.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAME = "pose_landmarker_full.task"
# Only what its metadata writer imports: the wheel's own list also pulls jax and jaxlib, 700 MB more.
PACKAGES = (
    "absl-py",
    "attrs>=19.1",
    "flatbuffers>=2.0",
    "matplotlib",
    "numpy<2",
    "opencv-contrib-python<4.12",  # the last one for numpy < 2
    "protobuf>=4.25.3,<5",
)
# File in the wheel, name in the bundle, mean and standard deviation of the input of the network.
NETWORKS = (
    ("modules/pose_detection/pose_detection.tflite", "pose_detector", 127.5, 127.5),
    ("modules/pose_landmark/pose_landmark_full.tflite", "pose_landmarks_detector", 0.0, 255.0),
)
# A zip stores when its files were made; with the moment of the bundle here the checksum comes out the same.
MADE = (2026, 11, 20, 7, 26, 16)


def bundle() -> bytes:
    """Return the bundle; runs inside the environment that has mediapipe 0.10.21."""
    import io

    import mediapipe
    from mediapipe.tasks.python.metadata.metadata_writers.metadata_writer import MetadataWriter

    package = Path(mediapipe.__file__).parent
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as target:
        for source, name, mean, deviation in NETWORKS:
            writer = MetadataWriter.create(bytearray((package / source).read_bytes()))
            writer.add_general_info(name)
            writer.add_image_input([mean], [deviation])
            network, _ = writer.populate()
            entry = zipfile.ZipInfo(f"{name}.tflite", MADE)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, bytes(network))
    return content.getvalue()


def build_in_environment(target: Path, scratch: Path) -> None:
    """Write the bundle to `target` with a fresh environment below `scratch`."""
    venv.create(scratch / "venv", with_pip=True)
    binaries = scratch / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PACKAGES], check=True)
    subprocess.run([*pip, "--no-deps", "mediapipe==0.10.21"], check=True)
    subprocess.run([binaries / "python", __file__, "--inside", target], check=True)


def main() -> int:
    """Build, compare, and say how it went."""
    if sys.argv[1:2] == ["--inside"]:
        Path(sys.argv[2]).write_bytes(bundle())
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / NAME
        build_in_environment(built, Path(scratch))
        content = built.read_bytes()
    if sys.argv[1:]:
        Path(sys.argv[1]).write_bytes(content)
    found = hashlib.sha256(content).hexdigest()
    expected = (HERE / "SHA256SUMS").read_text().split()[0]
    print(f"{NAME}: built {found}, expected {expected}: {'the same' if found == expected else 'DIFFERENT'}")
    return 0 if found == expected else 1


if __name__ == "__main__":
    sys.exit(main())
