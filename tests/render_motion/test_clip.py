"""Clips: people stand where the camera needs them, rollers roll, time stamps are media time."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.render.catalogue import CLIPS
from sample_videos.render.clip import Clip, props_of, rollers_of
from sample_videos.render.postures.supine import ROLLER_RADIUS_M
from sample_videos.render.props import Chair

LYING = ["hip_lift_twist_clean_b", "foam_roll_knees_b", "thoracic_rotation_clean_a"]
ON_HANDS_AND_KNEES = ["cat_cow_flat_back_a", "cat_cow_clean_far_c", "bird_dog_clean_a", "childs_pose_clean_b"]


def distance_m(clip: Clip, bone: str) -> float:
    """From the camera to a joint, at the start."""
    figure = clip.actors[0].figure(0.0)
    (place,) = clip.actors[0].to_world([figure.joint(bone)])
    return float(np.linalg.norm(place - clip.camera.position))


@pytest.mark.parametrize("name", [n for n, clip in CLIPS.items() if clip.view.near and clip.actors])
def test_the_near_side_is_nearer_to_the_camera(name: str) -> None:
    """Hip and shoulder of the side that the truth calls near."""
    clip = CLIPS[name]
    near, far = ("left", "right") if clip.view.near == "left" else ("right", "left")
    for joint in ("hip", "shoulder"):
        assert distance_m(clip, f"{near}_{joint}") < distance_m(clip, f"{far}_{joint}")


@pytest.mark.parametrize("name", [*LYING, *ON_HANDS_AND_KNEES])
def test_a_positive_yaw_brings_the_feet_nearer_than_the_head(name: str) -> None:
    """For people on the floor."""
    clip = CLIPS[name]
    assert clip.view.yaw_deg > 0.0
    assert distance_m(clip, f"{clip.view.near}_ankle") < distance_m(clip, "head")


def test_the_hold_of_a_repetition_is_told_from_the_way_to_it() -> None:
    """A toe touch is held in its reach; a bird-dog that reaches out is held after it."""
    for name, held in (("toe_touch_clean_a", "reach"), ("bird_dog_clean_a", "hold")):
        clip = CLIPS[name]
        truth = clip.truth()
        first = next(phase for phase in truth.phases if phase.phase == held)
        assert truth.repetitions[0].hold_s == pytest.approx(first.end_s - first.start_s, abs=2e-3)


@pytest.mark.parametrize("name", ["foam_roll_clean_a", "foam_roll_clean_b"])
def test_the_roller_rolls_without_slip_half_as_far_as_the_trunk(name: str) -> None:
    """On the floor and under the back alike."""
    clip = CLIPS[name]
    actor = clip.actors[0]
    times_s = np.linspace(0.0, clip.duration_s, 40)
    rollers = [roller for t_s in times_s for roller in rollers_of(actor, float(t_s))]
    rolled = np.radians([roller.turn_deg for roller in rollers]) * ROLLER_RADIUS_M
    moved = np.array([roller.centre[0] for roller in rollers])
    assert np.ptp(moved) > 0.07
    assert rolled - rolled[0] == pytest.approx(moved - moved[0], abs=1e-6)
    trunk = np.array([actor.to_world([actor.figure(float(t_s)).joint("spine01")])[0, 0] for t_s in times_s])
    assert trunk - trunk[0] == pytest.approx(2.0 * (moved - moved[0]), abs=1e-5)
    assert {roller.centre[2] for roller in rollers} == {ROLLER_RADIUS_M}


@pytest.mark.parametrize("name", [name for name in CLIPS if name.startswith("seated_")])
def test_who_sits_has_a_chair_under_them_and_its_back_behind_theirs(name: str) -> None:
    """The seat is under the hips; the back of the chair, if there is one, is free of the person's at the start."""
    clip = CLIPS[name]
    actor = clip.actors[0]
    (chair,) = props_of(actor, 0.0)
    assert isinstance(chair, Chair)
    corners = chair.mesh()[0]
    hips = actor.to_world([actor.figure(0.0).middle("hip")])[0]
    assert (corners.min(axis=0)[:2] < hips[:2]).all()
    assert (corners.max(axis=0)[:2] > hips[:2]).all()
    assert corners[:, 2].min() == pytest.approx(0.0, abs=1e-6)
    above = corners[corners[:, 2] > chair.seat_m + 0.01]
    if actor.chair_back:
        turned = np.radians(actor.heading_deg)
        back = np.array([-np.sin(turned), np.cos(turned)])  # where the person's back is
        trunk = actor.to_world(actor.figure(0.0).part("trunk"))
        assert (above[:, :2] @ back).min() > (trunk[:, :2] @ back).max()
    else:
        assert not len(above)


@pytest.mark.parametrize("name", list(CLIPS))
def test_time_stamps_increase_in_whole_milliseconds(name: str) -> None:
    """At the rate of the view, or at one that varies between 15 and 55 frames/s."""
    clip = CLIPS[name]
    steps = np.diff(clip.t_s)
    assert clip.t_s[0] == 0.0
    assert clip.t_s[-1] < clip.duration_s
    assert np.round(clip.t_s * 1000.0) == pytest.approx(clip.t_s * 1000.0, abs=1e-6)
    if clip.view.fps is None:
        assert 1.0 / 55.0 < steps.min() < 0.03
        assert 0.05 < steps.max() < 1.0 / 15.0
    else:
        assert steps == pytest.approx(1.0 / clip.view.fps, abs=0.0011)
