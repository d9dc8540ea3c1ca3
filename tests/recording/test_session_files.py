"""What a session leaves on request, line by line and pose by pose."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.errors import OutputError
from posecoach.events import CueGiven, PersonFound, PersonLost
from posecoach.live.notices import Notices
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.recording import Recorder, read_recording
from posecoach.recording import background
from posecoach.recording.background import Behind
from posecoach.recording.session_files import EventLog, recorders, recording_to
from posecoach.state import CoachState
from tests import told
from tests.poses import every, film, hands_and_knees

STATE = CoachState()
POSES = film(hands_and_knees, [(0.0, {"bow": 0.0}), (1.0, {"bow": 0.05})], every(10.0, 1.0))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_event_is_a_line_with_all_that_it_says(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    fault = told.fault("slow", "cat", start_s=1.0, end_s=2.5, value=0.8, limit=1.0, unit="s", cue="Slower")
    done = told.repetition_done(4.0, "cat_cow", index=2, start_s=0.5, end_s=4.0, score=80.0, faults=("slow",))
    log(None, [PersonFound(0.25, "")], STATE)
    log(None, [told.raised(2.0, fault, "cat_cow"), done], STATE)
    log(None, [], STATE)
    log(None, [CueGiven(2.0, "cat_cow", "Slower", "correct", "slow", 1.0, 1.5)], STATE)
    log.close()
    log.close()

    first, second, third, fourth = lines(tmp_path / "events.jsonl")
    assert first == {"event": "PersonFound", "t_s": 0.25, "exercise": ""}
    assert second["event"] == "FaultRaised"
    assert {name: second[name] for name in ("rule", "start_s", "end_s", "value", "limit", "unit")} == {
        "rule": "slow",
        "start_s": 1.0,
        "end_s": 2.5,
        "value": 0.8,
        "limit": 1.0,
        "unit": "s",
    }
    assert (third["event"], third["index"], third["score"], third["faults"]) == (
        "RepetitionDone",
        2,
        80.0,
        ["slow"],
    )
    assert not {"repetition", "fault"} & (second.keys() | third.keys())
    assert (fourth["text"], fourth["broken_s"]) == ("Slower", 1.5)


def test_a_line_is_there_as_soon_as_it_is_known(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    log(None, [PersonFound(0.25, ""), PersonLost(0.5, "")], STATE)
    assert [line["event"] for line in lines(tmp_path / "events.jsonl")] == ["PersonFound", "PersonLost"]
    log.close()


def test_a_log_is_never_written_over_another(tmp_path: Path) -> None:
    EventLog(tmp_path / "events.jsonl").close()
    with pytest.raises(OutputError) as caught:
        EventLog(tmp_path / "events.jsonl")
    assert str(caught.value) == f"cannot write {tmp_path / 'events.jsonl'}: File exists"


def test_a_log_that_finds_no_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    log = EventLog(tmp_path / "events.jsonl")
    monkeypatch.setattr("posecoach.recording.session_files.write", full)
    log(None, [], STATE)
    with pytest.raises(OutputError) as caught:
        log(None, [PersonFound(0.25, "")], STATE)
    assert str(caught.value) == f"cannot write {tmp_path / 'events.jsonl'}: No space left on device"
    log.close()


def test_every_pose_is_recorded_and_the_end_is_none(tmp_path: Path) -> None:
    with Recorder(tmp_path / "poses.npz", (1280, 720), "5f41") as recorder:
        sink = recording_to(recorder)
        for pose in POSES:
            sink(Moment(pose), [], STATE)
        sink(None, [], STATE)
    found = read_recording(tmp_path / "poses.npz")
    assert [pose.t_s for pose in found.poses] == [pose.t_s for pose in POSES]
    assert (found.size_wh, found.model_sha256) == ((1280, 720), "5f41")


def test_a_session_leaves_poses_events_and_video_of_the_same_moments(tmp_path: Path) -> None:
    heard: list[str] = []
    sinks = list(recorders(tmp_path, (64, 48), ModelInfo("full.task", "5f41"), Notices(heard.append)))
    for index, pose in enumerate(POSES):
        frame = Frame(np.full((48, 64, 3), 20 * index, np.uint8), pose.t_s, index)
        for sink in sinks:
            sink(Moment(pose, frame), [PersonFound(pose.t_s, "")], STATE)
    for sink in sinks:
        sink(None, [], STATE)
        sink.close()

    assert heard == []
    assert [sink.error for sink in sinks] == [None, None, None]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.jsonl", "poses.npz", "video.mp4"]
    found = read_recording(tmp_path / "poses.npz")
    assert [pose.t_s for pose in found.poses] == [pose.t_s for pose in POSES]
    assert (found.size_wh, found.model_sha256) == ((64, 48), "5f41")
    assert [line["t_s"] for line in lines(tmp_path / "events.jsonl")] == [pose.t_s for pose in POSES]


def test_the_sinks_are_opened_one_by_one(tmp_path: Path) -> None:
    opened = recorders(tmp_path, (64, 48), ModelInfo("full.task", "5f41"), Notices(lambda _: None))
    first = next(opened)
    assert not (tmp_path / "events.jsonl").exists()
    second = next(opened)
    assert (tmp_path / "events.jsonl").exists()
    assert not (tmp_path / "video.mp4").exists()
    for sink in (first, second):
        sink.close()


def test_a_disk_that_hangs_at_the_end_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "END_S", 0.05)
    free = threading.Event()
    behind = Behind(lambda *_: bool(free.wait(10.0)), lambda: None)
    behind(None, [], STATE)
    with pytest.raises(
        OutputError, match=r"^the disk does not take the rest of the recording; choose another place$"
    ):
        behind.close()
    free.set()


def test_an_end_that_fails_is_told_but_not_in_the_place_of_what_failed_before() -> None:
    first, last = OutputError("the first"), OutputError("the last")

    def fails(error: OutputError) -> None:
        raise error

    for sink, told_of in ((lambda *_: fails(first), "the first"), (lambda *_: None, "the last")):
        behind = Behind(sink, lambda: fails(last))
        behind(None, [], STATE)
        with pytest.raises(OutputError, match=f"^{told_of}$"):
            behind.close()
        behind.close()


def test_two_minutes_of_steps_may_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    behind = Behind(lambda *_: bool(free.wait(10.0)), lambda: None)
    behind(None, [], STATE)
    while behind._steps.qsize():
        pass  # the first is at the disk
    for _ in range(120 * 30):
        behind(None, [], STATE)
    with pytest.raises(OutputError, match="the disk has taken nothing for a while"):
        behind(None, [], STATE)
    free.set()
    behind.close()
