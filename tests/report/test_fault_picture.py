"""Pictures of faults."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from posecoach.drawing.colours import FAULT
from posecoach.events import Fault
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.report.canvas import Canvas, picture_size
from posecoach.report.captions import Captions
from posecoach.report.fault_picture import Placing, fault_picture, near_of, plain_ground
from posecoach.results.evidence import Evidence
from tests.poses import film, hands_and_knees

WIDTH = 480


def fault(rule: str, value: float, limit: float, unit: str = "deg") -> Fault:
    return Fault(rule, None, None, 1.0, 2.0, "correct", value, limit, unit, "Straighten your arms")


def amount_of(picture: np.ndarray, colour: tuple[int, int, int]) -> int:
    """Return the number of pixels of a colour, nearly."""
    low, high = (np.clip(np.array(colour) + step, 0, 255) for step in (-12, 12))
    return int(cv2.inRange(picture, low, high).sum() // 255)


def test_person_fills_the_picture(evidence: Evidence) -> None:
    assert evidence.exercise is not None
    pose = evidence.poses[100]
    frame = np.zeros((720, 1280, 3), np.uint8)
    picture = fault_picture(frame, pose, evidence.exercise, fault("elbows_straight", 50.0, 25.0), WIDTH)
    assert picture.shape[1] == WIDTH
    assert picture.shape[1] / picture.shape[0] == pytest.approx(4 / 3, abs=0.05)
    rows, columns = np.nonzero(picture.any(axis=2))
    assert columns.max() - columns.min() > 0.5 * WIDTH
    assert rows.max() - rows.min() > 0.3 * picture.shape[0]


def test_joints_of_the_broken_rule_are_in_its_colour(evidence: Evidence) -> None:
    assert evidence.exercise is not None
    pose = evidence.poses[100]
    marked = fault_picture(None, pose, evidence.exercise, fault("elbows_straight", 50.0, 25.0), WIDTH)
    elsewhere = fault_picture(None, pose, evidence.exercise, fault("slow", 0.5, 1.0, "s"), WIDTH)
    assert amount_of(marked, FAULT["correct"]) > 100
    assert amount_of(elsewhere, FAULT["correct"]) == 0


def test_nobody_seen_leaves_the_frame_as_it_is(evidence: Evidence) -> None:
    assert evidence.exercise is not None
    frame = np.full((72, 128, 3), 90, np.uint8)
    nobody = replace(Pose.nobody(1.0), size_wh=(128, 72))
    picture = fault_picture(frame, nobody, evidence.exercise, fault("slow", 0.5, 1.0, "s"), WIDTH)
    assert (picture == 90).all()


def test_left_stays_left() -> None:
    """Only the live screen is a mirror."""
    (pose,) = film(hands_and_knees, [(0.0, {"bow": 0.0})], [0.0])
    points = Placing(0.0, 0.0, 0.5).points(pose, (640, 360))
    for landmark in (Landmark.NOSE, Landmark.LEFT_HIP):
        assert points[landmark] == pytest.approx(tuple(pose.image_px[landmark] * 0.5))


def test_near_side_is_kept_while_nobody_is_seen() -> None:
    assert near_of(Pose.nobody(0.0), "right") == "right"


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ((640, 480), (640, 480)),
        ((1920, 1080), (1280, 720)),
        ((321, 241), (640, 480)),
        ((1080, 1920), (720, 1280)),
    ],
)
def test_annotated_pictures_are_even_and_of_a_size_to_send(
    source: tuple[int, int], size: tuple[int, int]
) -> None:
    assert picture_size(source)[0] == size


def test_words_stand_below_the_picture(evidence: Evidence) -> None:
    canvas = Canvas((640, 480))
    part = canvas.show(plain_ground((640, 480)))
    before = part.copy()
    script = Captions(evidence)
    canvas.say(script.words(5.0), script.count(5.0))
    np.testing.assert_array_equal(part, before)
    assert canvas.size_wh[0] == 640
    assert canvas.size_wh[1] % 2 == 0
    assert canvas.pixels[480:].std() > 10


def test_script_says_cue_then_phase_and_counts(evidence: Evidence) -> None:
    script = Captions(evidence)
    cue = evidence.cues[0]
    assert script.words(cue.t_s + 0.1).text == cue.text
    assert script.words(4.7).text == "Cow"
    last = evidence.report.review.repetitions[-1]
    assert (script.count(0.0), script.count(last.end_s + 0.1)) == ("0 done", f"{last.index} done")
