"""The set of clips: every rule broken and kept in both halves, intentions borne out, people inside the picture."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from sample_videos.render.camera import project
from sample_videos.render.catalogue import CLIPS
from sample_videos.render.clip import Clip
from sample_videos.render.judge import RULES, Motion, faults_of
from sample_videos.render.measure import Track, measured
from sample_videos.render.truth import read_truth, truth_path

EXERCISES = sorted(RULES)
SPLITS = ("tune", "test")
OURS = [name for name, clip in CLIPS.items() if clip.exercise]
SOME = [
    "cat_cow_flat_back_a",
    "hip_lift_twist_feet_short_hold_b",
    "thoracic_rotation_hands_fast_a",
    "toe_touch_knees_fast_b",
    "seated_twist_short_leaned_fast_a",
]
STEP_S = 0.1
SAMPLE_VIDEOS = Path(__file__).parents[2] / "sample_videos"


def sparse(clip: Clip) -> np.ndarray:
    """Time stamps 0.1 s apart: enough to judge a motion by."""
    return np.arange(0.0, clip.duration_s, STEP_S)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_half_breaks_and_keeps_every_rule(exercise: str, split: str) -> None:
    """For each rule there are repetitions that break it and others that do not; one clip at least is clean."""
    clips = [clip for clip in CLIPS.values() if clip.exercise == exercise and clip.split == split]
    repetitions = [repetition for clip in clips for repetition in clip.actors[0].script.repetitions]
    broken = {rule for repetition in repetitions for rule in repetition.faults}
    assert broken == set(RULES[exercise])
    assert all(any(rule not in repetition.faults for repetition in repetitions) for rule in broken)
    assert any(
        not r.faults for clip in clips for r in clip.actors[0].script.repetitions if "clean" in clip.name
    )


def test_the_halves_share_neither_body_nor_camera() -> None:
    """What is tuned on one half has never seen the other."""
    bodies, cameras = defaultdict(set), defaultdict(set)
    for clip in CLIPS.values():
        cameras[clip.split].add((clip.view.yaw_deg, clip.view.height_m, clip.view.distance_m))
        if clip.actors:
            bodies[clip.split].add(clip.actors[0].body)
    assert not bodies["tune"] & bodies["test"]
    assert not cameras["tune"] & cameras["test"]


def test_cameras_rates_rooms_and_lights_vary() -> None:
    """What the set promises to contain."""
    views = [clip.view for clip in CLIPS.values()]
    assert {view.fps for view in views} >= {15.0, 24.0, 30.0, 60.0, None}
    assert {view.size_wh for view in views} >= {(640, 480), (1280, 720), (480, 640)}
    assert {view.near for view in views} == {"left", "right", None}
    assert all(abs(view.yaw_deg) <= 30.0 and 0.3 <= view.height_m <= 1.1 for view in views)
    assert {clip.room for clip in CLIPS.values()} == {"living", "studio"}
    assert {clip.light for clip in CLIPS.values()} == {"day", "lamp", "dim"}
    assert all(5.9 <= clip.duration_s <= 20.0 for clip in CLIPS.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_the_body_breaks_the_rules_that_the_script_means_to(name: str) -> None:
    """The faults measured on the posed body are those of the script, repetition by repetition."""
    assert_as_meant(CLIPS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(OURS) - set(SOME)))
def test_every_clip_breaks_the_rules_that_it_means_to(name: str) -> None:
    """The same for all other clips."""
    assert_as_meant(CLIPS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, clip in CLIPS.items() if clip.actors])
def test_nobody_sinks_jumps_or_leaves_the_picture(name: str) -> None:
    """Nothing is 1 cm under the floor, no joint moves faster than a quick arm, all of the person is in the picture."""
    clip = CLIPS[name]
    actor, before = clip.actors[0], None
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    for t_s in sparse(clip):
        figure = actor.figure(float(t_s))
        vertices = figure.vertices()
        assert float(vertices[:, 2].min()) > -0.01
        if before is not None and "leaving" not in name:
            assert float(np.linalg.norm(figure.joints - before, axis=1).max()) / STEP_S < 4.5
        before = figure.joints
        points = project(clip.camera, actor.to_world(vertices))
        low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
    if "leaving" not in name:
        assert (low > 10.0).all()
        assert (high < np.array(clip.camera.size_wh) - 10.0).all()


def assert_as_meant(clip: Clip) -> None:
    """Judge a clip at 10 frames/s and compare with its script."""
    assert clip.exercise is not None
    script, t_s = clip.actors[0].script, sparse(clip)
    values = measured(Track.of([clip.actors[0].figure(float(t)) for t in t_s]), clip.view.near)
    found = faults_of(clip.exercise, Motion(t_s, values), script.phases())
    for repetition in script.repetitions:
        broken = {f.rule for f in found if repetition.start_s - 1e-6 <= f.start_s < repetition.end_s - 1e-6}
        assert broken == set(repetition.faults)
    assert all(any(r.start_s - 1e-6 <= f.start_s < r.end_s for r in script.repetitions) for f in found)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(CLIPS))
def test_the_truth_that_is_committed_is_that_of_the_script(name: str) -> None:
    """Each clip lies there with the truth that its script gives today (angles compared once a second)."""
    path = SAMPLE_VIDEOS / f"{name}.mp4"
    assert path.exists()
    clip, truth = CLIPS[name], read_truth(truth_path(path))
    assert (truth.clip, truth.exercise, truth.split) == (name, clip.exercise, clip.split)
    assert truth.t_s == tuple(clip.t_s)
    if not clip.actors:
        return
    chosen = np.arange(0, len(clip.t_s), 24)
    values = measured(Track.of([clip.actors[0].figure(float(clip.t_s[i])) for i in chosen]), clip.view.near)
    for measure in (
        "left_knee_flexion_deg",
        "right_elbow_flexion_deg",
        "spine_flexion_deg",
        "trunk_rotation_deg",
    ):
        assert np.array(truth.angles[measure])[chosen] == pytest.approx(values[measure], abs=0.11)
