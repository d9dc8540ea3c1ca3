"""A review does each thing once: it hashes the model, opens the video, judges the poses, reads the user's files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posecoach.capture import video
from posecoach.cli.main import main
from posecoach.coaching.coach import Coach
from posecoach.exercises import loader
from posecoach.pose.mediapipe import model
from posecoach.pose.opening import check_model, model_path
from tests.conftest import ROOT


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counter[str]]:
    """Return a function that counts the calls of a function, by their first argument, from now on."""

    def count(owner: Any, name: str) -> Counter[str]:
        calls: Counter[str] = Counter()
        original = getattr(owner, name)

        def counting(*arguments: Any, **named: Any) -> Any:
            calls[str(arguments[0])] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, counting)
        return calls

    return count


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model has been looked at yet."""
    monkeypatch.setattr(model, "_checked", {})
    monkeypatch.setattr(model, "_waiting", {})


@pytest.mark.slow
@pytest.mark.usefixtures("forgotten")
def test_a_review_of_a_video_reads_and_hashes_the_model_once_and_opens_the_video_once(
    person_video: Path, counted: Callable[[Any, str], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []
    sha256 = hashlib.sha256

    def counting(content: bytes) -> Any:
        hashed.append(len(content))
        return sha256(content)

    monkeypatch.setattr(hashlib, "sha256", counting)
    read, opened = counted(model, "read_file"), counted(video, "Container")
    assert main(["review", str(person_video), "--exercise", "cat_cow"]) in {0, 4}
    assert read == {str(model_path()): 1}
    assert hashed == [model_path().stat().st_size]
    assert opened == {str(person_video): 1}


@pytest.mark.slow
@pytest.mark.usefixtures("forgotten")
def test_the_annotated_video_is_drawn_on_a_second_reading_and_nothing_else_is(
    person_video: Path, tmp_path: Path, counted: Callable[[Any, str], Counter[str]]
) -> None:
    """Faults are known only when all is judged, and an hour of frames does not fit into memory."""
    read, opened = counted(model, "read_file"), counted(video, "Container")
    assert main(["review", str(person_video), "--exercise", "cat_cow", "--out", str(tmp_path)]) in {0, 4}
    assert read == {str(model_path()): 1}
    assert opened == {str(person_video): 2}


@pytest.mark.usefixtures("forgotten")
def test_a_model_is_hashed_once_until_it_changes(
    tmp_path: Path, counted: Callable[[Any, str], Counter[str]]
) -> None:
    own = tmp_path / "own.task"
    own.write_bytes(model_path().read_bytes())
    read = counted(model, "read_file")
    first = check_model(own)
    assert check_model(own) == first
    assert read == {str(own): 1}
    own.write_bytes(model_path().read_bytes() + b"\0" * 4)
    assert check_model(own) != first
    assert read == {str(own): 2}


@pytest.mark.usefixtures("forgotten")
def test_what_was_read_to_be_hashed_is_what_the_network_is_made_of(
    counted: Callable[[Any, str], Counter[str]],
) -> None:
    read = counted(model, "read_file")
    check_model(loads_next=True)
    assert len(model.content(model_path())) == model_path().stat().st_size
    assert sum(read.values()) == 1
    model.content(model_path())  # another network: the 9 MB were not kept
    assert sum(read.values()) == 2


@pytest.mark.parametrize("exercise", ["cat_cow", "auto"])
def test_poses_are_judged_once(
    recorded: Path, tmp_path: Path, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with a report, whose plots and pictures stand on the values of every frame."""
    looks: Counter[str] = Counter()
    look = Coach.look

    def counting(coach: Coach) -> Any:
        looks[coach.exercise.key] += 1
        return look(coach)

    monkeypatch.setattr(Coach, "look", counting)
    command = ["review", str(recorded), "--exercise", exercise, "--no-video"]
    assert main([*command, "--out", str(tmp_path)]) == 0
    assert looks["cat_cow"] == 601
    assert set(looks.values()) == {601}


def test_the_users_exercises_are_read_once_for_many_recordings(
    recorded: Path, tmp_path: Path, counted: Callable[[Any, str], Counter[str]]
) -> None:
    own = next(iter(sorted((ROOT / "extra_exercises").glob("*.toml"))))
    read = counted(loader, "open_file")
    command = ["review", str(recorded), str(recorded), "--exercise", "cat_cow", "--exercises", str(own)]
    assert main(command) == 0
    assert read == {str(own): 1}
