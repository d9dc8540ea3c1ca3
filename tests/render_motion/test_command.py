"""`python -m sample_videos.render`: lists, refuses what is not there, renders a clip with its truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_videos.render.__main__ import main
from sample_videos.render.catalogue import CLIPS
from sample_videos.render.truth import read_truth

pytest.importorskip("moderngl", reason="rendering needs the extra [render]")


def test_the_list_names_every_clip_with_its_half(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(CLIPS)
    assert [line.split()[1] for line in lines] == [clip.split for clip in CLIPS.values()]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name the clips to render, or say --all; --list shows them"),
        (["cat_cow_clean_aa"], "there is no clip 'cat_cow_clean_aa'; did you mean 'cat_cow_clean_a'?"),
        (["xyz"], "there is no clip 'xyz'; see --list"),
        (["--variants", "2", "cat_co"], "there is no exercise 'cat_co'; did you mean 'cat_cow'?"),
    ],
)
def test_wrong_usage_is_one_clear_error(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, and what to do."""
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"python -m sample_videos.render: error: {message}"


@pytest.mark.slow
def test_a_clip_is_rendered_with_its_truth_and_again_the_same(tmp_path: Path) -> None:
    """Two runs give the same bytes."""
    name = "negative_empty_room_a"
    for folder in ("one", "two"):
        assert main([name, "--out", str(tmp_path / folder)]) == 0
    one, two = ((tmp_path / folder / f"{name}.mp4").read_bytes() for folder in ("one", "two"))
    assert one == two
    truth = read_truth(tmp_path / "one" / f"{name}.truth.json")
    assert (truth.exercise, truth.person_spans_s, truth.repetitions) == (None, (), ())
