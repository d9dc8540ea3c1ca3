"""The delay of cues, summed up from the log of a voice."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from benchmarks.__main__ import main
from benchmarks.cue_delay import figures
from posecoach.voice.log import LoggedUtterance


def line(
    known_s: float, waited_s: float | None = 0.1, rule: str | None = "slow", span_s: float = 2.0
) -> LoggedUtterance:
    """A cue whose rule was broken 0.5 s before it was known."""
    queued = 1000.0 + known_s
    return LoggedUtterance(
        text="Slower",
        priority="correct",
        rule=rule,
        known_s=known_s,
        span_s=known_s - span_s,
        onset_s=known_s - 0.5,
        queued=queued,
        started=None if waited_s is None else queued + waited_s,
        ended=queued + 1.0,
        outcome="late" if waited_s is None else "spoken",
    )


def test_delay_is_the_way_to_the_verdict_and_the_wait_for_the_voice() -> None:
    found = figures([[line(10.0, 0.1), line(20.0, 0.3)]])
    assert (found.from_onset.cues, found.from_onset.median_s, found.from_onset.most_s) == (2, 0.7, 0.8)
    assert found.from_span.median_s == 2.2
    assert found.from_known.median_s == 0.2
    assert found.ok


def test_only_cues_that_were_begun_count() -> None:
    found = figures([[line(10.0), line(20.0, None), line(30.0, rule=None)]])
    assert found.from_onset.cues == 1
    assert found.outcomes == {"spoken": 2, "late": 1}


def test_same_cue_within_its_cool_down_is_found() -> None:
    found = figures([[line(10.0), line(17.9), line(18.0, rule="other")]])
    assert found.repeated == ["slow at 10.00 and 17.90 s"]
    assert not found.ok


def test_same_cue_in_another_session_is_no_repetition() -> None:
    assert figures([[line(10.0)], [line(12.0)]]).repeated == []


def test_log_without_cues_is_not_ok() -> None:
    assert not figures([[]]).ok


def write(path: Path, *lines: LoggedUtterance) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in lines))
    return path


@pytest.mark.parametrize(("waited_s", "status"), [(0.1, 0), (1.2, 1)])
def test_check_fails_when_cues_come_too_late(
    waited_s: float, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, result = write(tmp_path / "voice.jsonl", line(10.0, waited_s)), tmp_path / "figures.json"
    assert main(["cue_delay", str(log), "--check", "--json", str(result)]) == status
    assert json.loads(result.read_text())["ok"] is (status == 0)
    assert "Twice within the cool-down: none" in capsys.readouterr().out


def test_what_is_no_log_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cue_delay", str(tmp_path / "missing")]) == 3
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": 3}\n')
    assert main(["cue_delay", str(other)]) == 3
    missing, wrong = capsys.readouterr().err.splitlines()
    assert missing == f"benchmarks: {tmp_path / 'missing'}: cannot be read (No such file or directory)"
    assert wrong.startswith(f"benchmarks: {other}: is no log of a voice: ")
