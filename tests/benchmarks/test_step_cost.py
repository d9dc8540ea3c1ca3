"""The speed benchmark on a few frames, so that it does not rot; how fast they are is not asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.step_cost import EXERCISES


@pytest.mark.slow
def test_step_cost_of_a_few_frames(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "step.json"
    assert main(["step", "--frames", "60", "--json", str(target)]) == 0
    document = json.loads(target.read_text())
    assert [step["exercise"] for step in document["steps"]] == list(EXERCISES)
    assert [step["outline"] for step in document["steps"]] == [False, True]
    for step in document["steps"]:
        assert step["frames"] == 60
        assert 0 < step["median_ms"] <= step["p95_ms"] <= step["p99_ms"]
    for allocation in document["allocations"]:
        assert 0 < allocation["largest_bytes"] < allocation["frame_bytes"]
    assert "cat_cow" in capsys.readouterr().out
