"""Nothing that is measured on scripted people changes unnoticed, from wherever the camera sees them."""

from __future__ import annotations

import pytest

from tests.features.stored_features import Scene, differences, kept, measured, scenes


@pytest.mark.parametrize("scene", [pytest.param(scene, id=scene[0]) for scene in scenes()])
def test_it_is_measured_as_it_was(scene: Scene) -> None:
    name, poses = scene
    assert differences(measured(poses), kept()[name]) == [], (
        "if that is meant: python -m tests.features.stored_features"
    )


def test_another_value_and_another_number_of_frames_are_told() -> None:
    then = {"knee": [3, 10.0], "hip": [2, 4.0], "near": [3, 1.0]}
    now = {"knee": [3, 10.01], "hip": [1, 4.0], "near": [3, 1.001]}

    assert differences(now, then) == [
        "hip: [1, 4.0], kept was [2, 4.0]",
        "knee: [3, 10.01], kept was [3, 10.0]",
    ]
