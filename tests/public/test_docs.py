"""The pages for other programs: their examples run, and they say what is so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import posecoach as pc
from posecoach.features.registry import FEATURES
from posecoach.report.exports import EXPORTS
from posecoach.testing import every, film, hands_and_knees, keypoints_coco17, standing
from tests.conftest import ROOT
from tests.poses import CameraPlace
from tests.reviewed import recorded
from tools.review_schema import written

__all__ = ["recorded"]

DOCS = ROOT / "docs"
FENCED = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOUCH = [
    (0.0, {"trunk_inclination_deg": 3.0}),
    (1.5, {}),
    (4.5, {"trunk_inclination_deg": 100.0}),
    (5.5, {}),
    (8.5, {"trunk_inclination_deg": 3.0}),
    (10.0, {}),
]


def examples(page: str) -> list[str]:
    return FENCED.findall((DOCS / page).read_text(encoding="utf-8"))


@pytest.fixture
def folder(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where somebody tries the examples; what they register is forgotten afterwards."""
    with np.load(recorded) as arrays:
        kept = dict(arrays)
    kept["image_px"][:3] = np.nan  # as in most videos: nobody is seen well in every frame
    np.savez(tmp_path / "poses.npz", **kept)
    shutil.copy(ROOT / "extra_exercises" / "plain_bridge.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    features, exports = dict(FEATURES), dict(EXPORTS)
    yield tmp_path
    for known, before in ((FEATURES, features), (EXPORTS, exports)):
        for name in set(known) - set(before):
            del known[name]  # type: ignore[attr-defined]


def marks() -> list[Any]:
    return [SimpleNamespace(x=i / 100, y=i / 50, z=i / 10, visibility=0.9) for i in range(33)]


def names() -> dict[str, Any]:
    """Return what an example may take for granted: landmarks that another program made."""
    touch = film(standing, TOUCH, every(30.0, 10.0), CameraPlace(scale=300.0))
    return {
        "pc": pc,
        "result": SimpleNamespace(pose_landmarks=[marks()], pose_world_landmarks=[marks()]),
        "keypoints": np.array([keypoints_coco17(pose) for pose in touch]),
    }


@pytest.mark.parametrize("number", range(len(examples("api.md"))))
def test_the_examples_of_the_api_run(
    number: int, folder: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a pose recording in place of the video, except for the loop over frames."""
    text = examples("api.md")[number]
    if "open_source" in text:
        shutil.copy(request.getfixturevalue("person_video"), folder / "me.mp4")
    text = text.replace('"me.mp4"', '"poses.npz"') if "open_source" not in text else text
    before = 'review = pc.review("poses.npz")\n' if "review.save" in text and "pc.review" not in text else ""
    run = names()
    exec(compile(before + text, f"api.md, example {number + 1}", "exec"), run)  # noqa: S102 - our own page
    if "events" in run:
        assert any(isinstance(event, pc.RepetitionDone) for event in run["events"])
    if "scores.csv" in text:
        assert (folder / "out" / "scores.csv").read_text().startswith("repetition,score\n1,")
    assert not re.search(r"\bnan\b", capsys.readouterr().out), (
        "where something was not seen, the example says so"
    )


def test_the_examples_of_recordings_run(folder: Path) -> None:
    for text in examples("recordings.md"):
        exec(compile(text, "recordings.md", "exec"), {})  # noqa: S102 - our own page
    kept, given = pc.read_recording(folder / "kept.npz"), pc.read_recording(folder / "poses.npz")
    assert [pose.t_s for pose in kept.poses] == [pose.t_s for pose in given.poses]


def test_every_public_name_is_in_the_page_of_the_api() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    missing = [name for name in pc.__all__ if not re.search(rf"\b{re.escape(name)}\b", text)]
    assert missing == ["__version__"]


def test_the_schema_of_the_review_and_its_page_are_those_of_the_types() -> None:
    for path, text in written().items():
        assert path.read_text(encoding="utf-8") == text, "run: python tools/review_schema.py"


def test_a_review_has_the_keys_of_the_schema(recorded: Path, tmp_path: Path) -> None:
    definitions = json.loads((DOCS / "review.schema.json").read_text(encoding="utf-8"))["$defs"]

    def check(value: Any, schema: dict[str, Any]) -> None:
        if "$ref" in schema:
            schema = definitions[schema["$ref"].rpartition("/")[2]]
            assert set(schema["required"]) <= set(value) <= set(schema["properties"])
            for key, inner in value.items():
                check(inner, schema["properties"][key])
        elif schema.get("type") == "array" and "items" in schema and schema["items"]:
            for inner in value:
                check(inner, schema["items"])

    document = json.loads(pc.review(recorded, exercise="auto").to_json())
    assert document["segments"]
    check(document, {"$ref": "#/$defs/Review"})


def test_the_page_of_recordings_names_every_array_with_its_type_and_shape(recorded: Path) -> None:
    page = (DOCS / "recordings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \|", page, re.MULTILINE)
    with np.load(recorded) as arrays:
        frames = len(arrays["t_s"])
        found = [
            (
                name,
                "text" if array.dtype.kind == "U" else str(array.dtype),
                str(array.shape).replace(str(frames), "T") if array.shape else "–",
            )
            for name, array in arrays.items()
        ]
    assert sorted(rows) == sorted(found)


def test_the_fakes_see_what_they_are_told_to() -> None:
    text = examples("api.md")[-1]
    run: dict[str, Any] = {}
    exec(compile(text, "api.md, fakes", "exec"), run)  # noqa: S102 - our own page
    assert [pose.image_px.tolist() for pose in run["poses"]] == [
        pose.image_px.tolist() for pose in run["cow"]
    ]
    assert run["cow"][0].image_px.tolist() == hands_and_knees(0.0, bow=0.0).image_px.tolist()
