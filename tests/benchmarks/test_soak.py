"""The soak: that it notices what grows, and that it runs at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.soak import Look, Soak, Watch


def soak(memory_mb: list[float], threads: list[int], files: list[int]) -> Soak:
    watch = Watch(1.0)
    rows = enumerate(zip(memory_mb, threads, files, strict=True))
    watch.looks = [Look(float(t_s), *row) for t_s, row in rows]
    return watch.soak("replay", 1.0)


def test_what_stays_the_same_is_no_problem() -> None:
    assert soak([50.0] + [200.0] * 19, [1] + [5] * 19, [7] * 20).problems == []


def test_memory_that_grows_is_a_problem() -> None:
    assert soak([200.0 + t_s for t_s in range(20)], [5] * 20, [7] * 20).problems == [
        "memory grew by 10.0 MB, 8.0 are allowed"
    ]


@pytest.mark.parametrize(("what", "threads", "files"), [("threads", 1, 0), ("files", 0, 1)])
def test_handles_that_become_more_are_a_problem(what: str, threads: int, files: int) -> None:
    found = soak(
        [200.0] * 20, [5 + threads * i // 4 for i in range(20)], [5 + files * i // 4 for i in range(20)]
    )
    assert found.problems == [f"{what} became more: 6 to 9"]


@pytest.mark.slow
def test_a_short_soak_holds_still(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "soak.json"
    assert main(["soak", "--hours", "0.05", "--minutes", "0.1", "--json", str(target)]) == 0
    replay, live = json.loads(target.read_text())
    assert (replay["name"], live["name"]) == ("replay", "live")
    assert replay["frames"] == 5400
    assert len(replay["looks"]) >= 90
    assert "Soak: what is held" in capsys.readouterr().out
