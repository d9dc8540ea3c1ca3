"""The exercises of the warm-up, as unruly people do them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sample_videos.render.unruly.acts import Act, both, sides, tempo
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (7.5, 11.0)


def toe_touch(draw: Draw) -> Act:
    """Toe touches: any depth, bent knees, bounces at the bottom, arms that swing up between, half-hearted ones."""
    traits: set[str] = set()
    pace = tempo(draw, traits)
    depth = draw.weighted({"deep": 35.0, "usual": 40.0, "shallow": 25.0})
    traits.add(depth)
    share = draw.between(*{"deep": (0.95, 1.15), "usual": (0.65, 0.95), "shallow": (0.32, 0.6)}[depth])
    bounces = draw.chance(0.2)
    arms_up = draw.chance(0.3)
    if bounces:
        traits.add("half_repetition")
    if arms_up:
        traits.add("arms_up_between")
    knees_deg = draw.weighted({6.0: 60.0, 24.0: 15.0, 46.0: 25.0})
    start = {"stance": draw.between(0.9, 1.7), "knee_flexion_deg": draw.between(3, 9, 1)}
    target_s = draw.between(*_LONG_ENOUGH_S)

    def folded(size: float) -> dict[str, float]:
        return {
            "hips_back_deg": 9.0 * size,
            "pelvis_pitch_deg": 58.0 * size,
            "spine_flexion_deg": 52.0 * size,
            "neck_flexion_deg": draw.between(-24, 22, 1),
            "knee_flexion_deg": max(start["knee_flexion_deg"], knees_deg * draw.between(0.85, 1.2)),
            **both("arm_forward_deg", -6.0),
            **both("to_up", 0.0),
        }

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            with story.repetition(whole=share >= 0.5):
                story.to(folded(share), pace.move(draw), "folding")
                story.hold(max(pace.pause(draw), 0.15), "reach")
                if bounces:
                    for _ in range(draw.count(1, 3)):
                        story.to(folded(share * draw.between(0.78, 0.9)), 0.4)
                        story.to(folded(share), 0.4)
                story.back(pace.move(draw), "rising")
            if arms_up:
                story.to(both("to_up", 1.0), 0.7, "upright")
                story.hold(pace.pause(draw))
            else:
                story.hold(max(pace.pause(draw), 0.12), "upright")
        story.back(0.6)
        story.hold(0.4)

    sways = {"pelvis_pitch_deg": 0.8, "spine_flexion_deg": draw.between(0.4, 1.6), "aside_m": 0.008}
    return Act(
        "toe_touch", "toe_touch", "side", "standing", start, perform, "upright", sways, traits, lying=False
    )


_CIRCLES_S = {"slow": (2.0, 3.4), "brisk": (1.3, 2.0), "fast": (0.8, 1.25)}
_ARMS = ("left", "right")


@dataclass(frozen=True)
class _Circles:
    """A form of circles: which way round, in which time [s], with which arms, how late the second one [deg]."""

    form: str
    way: float
    turn_s: float
    lag_deg: float

    def write(self, story: Story, seconds: float) -> None:
        """One circle."""
        one = "left" if self.way > 0 else "right"
        if self.form == "half":
            _turn(story, _ARMS, 104.0, 0.5 * seconds, "circling")
            _turn(story, _ARMS, -104.0, 0.5 * seconds)
        elif self.form == "small":
            turns = both("circle_turns", story.value("left_circle_turns") + self.way)
            story.to(turns, 0.7 * seconds, "circling", even=True)
        elif self.form == "late":
            share = self.lag_deg / 360.0
            _turn(story, _ARMS[:1], self.way * self.lag_deg, 1.2 * share * seconds, "circling")
            _turn(story, _ARMS, self.way * (360.0 - self.lag_deg), (1.0 - share) * seconds)
            _turn(story, _ARMS[1:], self.way * self.lag_deg, 1.2 * share * seconds)
        else:
            arms = (one,) if self.form == "one_arm" else _ARMS
            _turn(story, arms, self.way * 360.0, seconds, "circling")


def _turn(story: Story, arms: Sequence[str], by_deg: float, seconds: float, phase: str = "") -> None:
    wanted = {f"{arm}_arm_turn_deg": story.value(f"{arm}_arm_turn_deg") + by_deg for arm in arms}
    story.to(wanted, seconds, phase, even=True)


def arm_circles(draw: Draw) -> Act:
    """Arm circles: full, half and small ones, one arm, one arm late, bent elbows, either way, any tempo."""
    pace = draw.weighted({"slow": 45.0, "brisk": 35.0, "fast": 20.0})
    form = draw.weighted({"full": 46.0, "half": 14.0, "small": 16.0, "one_arm": 10.0, "late": 14.0})
    traits = {f"tempo_{pace}", "shallow" if form in {"half", "small"} else "deep"}
    if form == "one_arm":
        traits.add("one_sided")
    circles = _Circles(
        form, draw.one_of((1.0, -1.0)), draw.between(*_CIRCLES_S[pace]), draw.between(18, 110, 1)
    )
    elbow_deg = draw.weighted(
        {draw.between(4, 16, 1): 72.0, draw.between(24, 40, 1): 12.0, draw.between(46, 80, 1): 16.0}
    )
    start = {"elbow_flexion_deg": elbow_deg, "stance": draw.between(0.9, 1.9)}
    if form == "small":
        start |= both("circle_m", draw.between(0.10, 0.26))
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            with story.repetition(whole=form != "one_arm"):
                circles.write(story, circles.turn_s * draw.between(0.88, 1.14))
        story.hold(0.5, "-")

    sways = {
        "pelvis_pitch_deg": 0.6,
        "spine_flexion_deg": draw.between(0.4, 1.6),
        "aside_m": draw.between(0.003, 0.02),
    }
    return Act(
        "arm_circles", "arm_circles", "front", "arms_circling", start, perform, "", sways, traits, lying=False
    )


def torso_twist(draw: Draw) -> Act:
    """Torso twists: any size and tempo, arms anywhere, pelvis along, straight through the middle, one side only."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    size = draw.weighted({"deep": 35.0, "usual": 45.0, "shallow": 20.0})
    traits.add(size)
    spine_deg = draw.between(*{"deep": (38, 50), "usual": (26, 38), "shallow": (13, 20)}[size], 1)
    pelvis_deg = draw.weighted(
        {draw.between(0, 8, 1): 58.0, draw.between(14, 26, 1): 17.0, draw.between(32, 46, 1): 25.0}
    )
    turns = sides(draw, traits, 12)
    arms = draw.weighted({"": 55.0, "hip": 20.0, "aside": 15.0, "chest": 10.0})
    start = {"knee_flexion_deg": draw.between(3, 12, 1), "stance": draw.between(1.1, 1.9)}
    if arms:
        start |= both(f"to_{arms}", 1.0)
        traits.add(f"arms_{arms}")
    head = draw.one_of((6.0, 6.0, -20.0))
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            sign = (1.0 if side == "left" else -1.0) * draw.between(0.88, 1.1)
            with story.repetition(side):
                pose = {"spine_twist_deg": spine_deg, "pelvis_turn_deg": pelvis_deg, "neck_twist_deg": head}
                story.to({name: sign * value for name, value in pose.items()}, pace.move(draw), "twist")
                story.hold(pace.pause(draw))
                story.back(pace.move(draw), "centre")
            story.hold(pace.pause(draw))
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.5)

    sways = {"spine_twist_deg": draw.between(0.4, 1.6), "spine_flexion_deg": 0.8, "aside_m": 0.008}
    posture = "arms_before_chest"
    return Act(
        "torso_twist", "torso_twist", "front", posture, start, perform, "centre", sways, traits, lying=False
    )
