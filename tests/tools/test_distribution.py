"""Wheel and sdist hold what they should, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.distribution import MODEL, MOST_MB, build, contents, needed, problems


def test_what_is_missing_astray_or_too_large_is_named() -> None:
    files = ["posecoach/a.py", "posecoach/__pycache__/a.pyc", "sample.mp4", "build/x"]
    assert list(problems(files, ["posecoach/a.py", MODEL], 20.04, 12.0)) == [
        f"{MODEL} is missing",
        "build/x does not belong there",
        "posecoach/__pycache__/a.pyc does not belong there",
        "sample.mp4 does not belong there",
        "20.0 MB, more than 12",
    ]


@pytest.mark.slow
def test_wheel_and_sdist_are_whole(tmp_path: Path) -> None:
    built = build(tmp_path / "dist")
    assert [path.suffix for path in built] == [".whl", ".gz"]
    for path in built:
        size_mb = path.stat().st_size / 1e6
        assert list(problems(contents(path), needed(path), size_mb, MOST_MB[path.suffix])) == []
