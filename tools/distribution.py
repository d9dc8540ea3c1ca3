# noqa: INP001 - a script, not a package
"""Builds the wheel and the sdist in dist/, and looks into them (make dist).

python tools/distribution.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DIST: Final = ROOT / "dist"
MODEL: Final = "posecoach/_models/pose_landmarker_full.task"
MOST_MB: Final = {".whl": 12.0, ".gz": 14.0}
"""9.1 and 11.0 MB at 0.1.0, of which the model is 9.0 (it hardly packs): anything beyond is a file gone astray."""
NEEDED_IN_SDIST: Final = frozenset(
    {"pyproject.toml", "README.md", "LICENSE", "models/LICENSE", "models/pose_landmarker_full.task"}
)
LEFT_OUT: Final = (".mp4", ".pyc", ".sqlite3", ".log")


def problems(files: Iterable[str], needed: Iterable[str], size_mb: float, most_mb: float) -> Iterator[str]:
    """Yield what is wrong with a distribution: files that are missing or gone astray, and its size."""
    there = set(files)
    for name in sorted(set(needed) - there):
        yield f"{name} is missing"
    for name in sorted(there):
        if name.endswith(LEFT_OUT) or "__pycache__" in name or name.startswith(("build/", ".venv/", "dist/")):
            yield f"{name} does not belong there"
    if size_mb > most_mb:
        yield f"{size_mb:.1f} MB, more than {most_mb:g}"


def contents(archive: Path) -> list[str]:
    """Return the files in a wheel or an sdist, the sdist's without the folder that holds them all."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as packed:
        return [one.name.partition("/")[2] for one in packed if one.isfile()]


def needed(archive: Path) -> set[str]:
    """Return the files that must be in a wheel or an sdist, by their names there."""
    package = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "posecoach").rglob("*") if path.is_file()
    }
    package = {name for name in package if "__pycache__" not in name}
    return package | ({MODEL} if archive.suffix == ".whl" else NEEDED_IN_SDIST)


def build(folder: Path) -> list[Path]:
    """Build both into an empty folder; return them."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    return sorted(folder.glob("posecoach-*"))


def main() -> int:
    """Build, look, and say what was found; return the exit status."""
    wrong = False
    for archive in build(DIST):
        files, size_mb = contents(archive), archive.stat().st_size / 1e6
        print(f"{archive.relative_to(ROOT)}: {len(files)} files, {size_mb:.1f} MB")
        for problem in problems(files, needed(archive), size_mb, MOST_MB[archive.suffix]):
            print(f"  {problem}")
            wrong = True
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
