"""From a description to its verdict: the posed skeleton measured, judged with room for error, and looked at as seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from sample_videos.render import truth as truths
from sample_videos.render.clip import HOLDS
from sample_videos.render.judge import Fault, Motion
from sample_videos.render.measure import Track, measured
from sample_videos.render.script import PhaseSpan, Repetition
from sample_videos.render.unruly.asking import (
    ALSO,
    HALVES,
    HOLD_S,
    NEEDED,
    RULE_NEEDS,
    changes,
    large_enough,
    tells_what_it_is,
)
from sample_videos.render.unruly.description import Side
from sample_videos.render.unruly.filmed import Filmed
from sample_videos.render.unruly.limits import POSITIONS, Limits, broken
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.verdict import SCHEMA, Seen, Verdict

Spans = Sequence[tuple[float, float]]

#: Off the axis that an exercise needs by more than this, nothing is sure [deg]; faults are not from a little before.
_FAULTS_DEG, _REPETITIONS_DEG = 33.0, 36.0
#: Hands behind the head hide from a camera nearer to the head.
_LEAST_YAW_DEG: Final = {"thoracic_rotation": -8.0}
#: A position fault must last so long in a repetition to be sure, and a repetition so many frames and seconds.
_LASTING_S, _FEWEST_FRAMES, _SHORTEST_S = 0.8, 8, 0.7
#: A hand that speaks, points or scratches for more than this share of a circle of both arms does not go round.
_AWAY_SHARE: Final = 0.25


def verdict_of(stage: Stage) -> Verdict:
    """The verdict of a clip."""
    return _Grading(stage).verdict()


@dataclass(frozen=True)
class _View:
    """How far the camera is off the axis that the exercise needs."""

    off_deg: float
    faults: bool
    repetitions: bool


class _Grading:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.description = stage.description
        self.exercise = self.description.exercise
        self.film = Filmed(stage)
        self.window_s = self.film.window_s
        self.times_s = self.film.times_s
        near = self.description.camera.near
        self.near: Side = near or "left"
        # Changes count from the person's own neutral, which may never be seen.
        track = Track.of([stage.play.neutral(), *self.film.figures])
        from_neutral = measured(track, near)
        self.values = {name: series[1:] for name, series in from_neutral.items()}
        self.motion = Motion(self.times_s, {**self.values, **changes(from_neutral)})
        self.phases = stage.play.phases if self.exercise else []
        self.unsure: set[str] = set()

    def verdict(self) -> Verdict:
        description = self.description
        seen = [self._seen(repetition, whole) for repetition, whole in self.repetitions]
        sure = list(self._sure_faults(seen))
        return Verdict(
            schema=SCHEMA,  # type: ignore[arg-type]  # the constant is the literal
            seed=description.seed,
            number=description.number,
            kind=description.kind,
            traits=description.traits,
            truth=self._truth(),
            must_be_recognised=any(map(self._tells_what_it_is, self.repetitions, seen)),
            also=self._also(),
            unsure=tuple(sorted(self.unsure)),
            repetitions=tuple(seen),
            sure=tuple(map(self._told, sure)),
            possible=tuple(map(self._told, self._possible_faults)),
            otherwise=tuple(self._seen(repetition, whole) for repetition, whole in self._otherwise),
        )

    def _tells_what_it_is(self, filmed: tuple[Repetition, bool], how: Seen) -> bool:
        inside = self.film.during(filmed[0].start_s, filmed[0].end_s)
        return how.sure and tells_what_it_is(self.exercise or "", self.values, inside)

    def _also(self) -> tuple[str, ...]:
        sides = {meant.side for meant in self.description.repetitions}
        plain = self.exercise == "hip_lift_twist" and sides == {None}
        return ("plain_bridge", "bridge") if plain else ALSO.get(self.description.kind, ())

    @cached_property
    def repetitions(self) -> list[tuple[Repetition, bool]]:
        """Those of which something is filmed; whole: they are, and all of it is."""
        return self._filmed_of(self.stage.play.repetitions if self.exercise else [])

    @cached_property
    def _otherwise(self) -> list[tuple[Repetition, bool]]:
        """The repetitions from the second half of one to the first half of the next."""
        halves = HALVES.get(self.exercise or "", frozenset())
        found = []
        for (before, whole_before), (after, whole_after) in pairwise(self.stage.play.repetitions):
            first, second = (
                [p.start_s for p in self.phases if p.phase in halves and self._inside(p, repetition)]
                for repetition in (before, after)
            )
            if len(first) == len(second) == 2:
                joined = Repetition(len(found), None, first[1], second[1], ())
                found.append((joined, whole_before and whole_after))
        return self._filmed_of(found)

    def _filmed_of(self, repetitions: Sequence[tuple[Repetition, bool]]) -> list[tuple[Repetition, bool]]:
        start_s, end_s = self.window_s
        found = []
        for repetition, whole in repetitions:
            common_s = min(repetition.end_s, end_s) - max(repetition.start_s, start_s)
            if common_s > 0.1:
                inside = repetition.start_s >= start_s - 1e-6 and repetition.end_s <= end_s + 1e-6
                lying_on = self.exercise == "hook_lying" and common_s >= HOLD_S
                found.append((repetition, whole and (inside or lying_on)))
        return found

    @cached_property
    def view(self) -> _View:
        """The angle between the camera's axis and the one that the exercise needs."""
        camera, wanted = self.stage.camera, self.description.camera
        away = camera.position - np.asarray(camera.target)
        up_deg = float(np.degrees(np.arctan2(away[2], np.hypot(away[0], away[1]))))
        off_deg = float(
            np.degrees(np.arccos(np.cos(np.radians(wanted.yaw_deg)) * np.cos(np.radians(up_deg))))
        )
        hidden = wanted.yaw_deg < _LEAST_YAW_DEG.get(self.exercise or "", -90.0)
        return _View(
            off_deg, off_deg <= _FAULTS_DEG and not hidden, off_deg <= _REPETITIONS_DEG and not hidden
        )

    def _seen(self, repetition: Repetition, whole: bool) -> Seen:
        start_s, end_s = self.film.clipped(repetition.start_s, repetition.end_s)
        span = (repetition.start_s, repetition.end_s)
        inside = self.film.during(*span)
        reasons = {
            "partial": not whole,
            "view": not self.view.repetitions,
            "cut off": not self.film.in_frame(NEEDED[self.exercise or ""], *span),
            "crossed": self.film.crossed(*span),
            "hand away": self.exercise == "arm_circles" and self._hand_away(*span),
            "somebody else": any(passer.walks == 0 for passer in self.description.passers),
            "small": not large_enough(self.exercise or "", self.values, inside, end_s - start_s),
            "few frames": int((inside & self.film.shown).sum()) < _FEWEST_FRAMES
            or end_s - start_s < _SHORTEST_S,
        }
        self.unsure |= {reason for reason, there in reasons.items() if there}
        sure = not any(reasons.values())
        return Seen(repetition.side, start_s, end_s, sure, sure and self._side_sure(repetition, inside))

    def _hand_away(self, start_s: float, end_s: float) -> bool:
        """Whether a hand does something else in a repetition, for more than a moment of it."""
        away_s = 0.0
        for gesture in self.description.gestures:
            there_s = gesture.start_s + gesture.rise_s / 2.0
            gone_s = gesture.start_s + gesture.rise_s + gesture.stay_s + gesture.fall_s / 2.0
            away_s += max(0.0, min(end_s, gone_s) - max(start_s, there_s))
        return away_s > _AWAY_SHARE * (end_s - start_s)

    def _side_sure(self, repetition: Repetition, inside: npt.NDArray[np.bool_]) -> bool:
        """Whether the side of a repetition can be told from the picture."""
        if self.exercise != "hip_lift_twist":
            return True
        turned_deg = float(np.abs(self.values["trunk_rotation_deg"][inside]).max())
        if repetition.side is None:
            return not self.description.gestures
        # With the feet far away and the camera near the head end the far shoulder is hidden.
        knees = self.values[f"{self.near}_knee_flexion_deg"][inside]
        return turned_deg >= 14.0 and not (
            self.description.camera.yaw_deg < -10.0 and float(knees.min()) < 80.0
        )

    def _sure_faults(self, seen: list[Seen]) -> Iterator[Fault]:
        """Faults that must be found: those of sure repetitions, by near limbs, beyond the limit for certain."""
        if self.exercise is None or not self.view.faults:
            return
        found = broken(self._limits(1).of(self.exercise), self.motion, self.phases)
        for (repetition, _), how in zip(self.repetitions, seen, strict=True):
            if not how.sure:
                continue
            own = [
                fault
                for fault in found
                if repetition.start_s - 1e-6 <= fault.start_s < repetition.end_s - 1e-6
            ]
            yield from (fault for fault in own if self._is_sure(fault, own))

    def _is_sure(self, fault: Fault, of_repetition: list[Fault]) -> bool:
        """Whether a fault of a sure repetition must be found."""
        start_s, end_s = self.window_s
        if fault.start_s < start_s or fault.end_s > end_s:
            return False
        if not self.film.in_frame(RULE_NEEDS.get(fault.rule, ()), fault.start_s, fault.end_s):
            return False
        lasting_s = sum(other.end_s - other.start_s for other in of_repetition if other.rule == fault.rule)
        if fault.rule in POSITIONS and lasting_s < _LASTING_S:
            return False
        return not self._hidden(fault)

    def _hidden(self, fault: Fault) -> bool:
        """Faults that no single camera can see from where this one is."""
        if fault.rule == "pelvis_forward":
            return abs(self.description.camera.yaw_deg) > 8.0
        if self.exercise == "thoracic_rotation" and fault.rule in {"slow", "hold_long_enough"}:
            # An elbow that is drawn in hides the shoulder, and hands that leave the head take the shoulders along.
            return any(
                other.rule in {"elbows_wide", "hands_behind_head"}
                and other.start_s < fault.end_s + 1.0
                and other.end_s > fault.start_s - 1.0
                for other in self._broken
            )
        return False

    @cached_property
    def _possible_faults(self) -> list[Fault]:
        """Faults that are true, or might be: a report of one is not wrong."""
        if self.exercise is None:
            return []
        found = broken(self._limits(-1).of(self.exercise), self.motion, self.phases)
        found += self._broken
        found += list(self._matters_of_words())
        start_s, end_s = self.window_s
        return sorted(
            {fault for fault in found if fault.end_s > start_s and fault.start_s < end_s},
            key=lambda fault: (fault.start_s, fault.rule),
        )

    @cached_property
    def _broken(self) -> list[Fault]:
        """The faults by the exact limits."""
        return broken(Limits(0).of(self.exercise), self.motion, self.phases) if self.exercise else []

    def _matters_of_words(self) -> Iterator[Fault]:
        """Remarks that the truth has no rule for, and halves alone, which may be told as what is missing."""
        exercise = self.exercise
        repetitions = [repetition for repetition, _ in self.stage.play.repetitions]
        for before, after in pairwise(repetitions):
            if after.side and before.side == after.side:
                yield Fault("sides_alternate", "", after.side, after.start_s - 1.0, after.end_s + 2.0)
        whole_s = (0.0, self.stage.play.duration_s)
        if exercise == "cat_cow":
            if "half_repetition" in self.description.traits:
                yield from (Fault(rule, "", None, *whole_s) for rule in ("spine_arched", "spine_rounded"))
            if self.description.neutral.pose.get("hands_ahead", 0.0) > 0.1 or self.description.gestures:
                yield Fault("shoulders_over_hands", "", None, *whole_s)
        if exercise == "hip_lift_twist" and (
            self.description.neutral.posture != "hands_at_back" or self.description.gestures
        ):
            yield Fault("hands_at_back", "", None, *whole_s)
        if exercise == "arm_circles" and "one_sided" in self.description.traits:
            yield from (Fault(rule, "", None, *whole_s) for rule in ("arms_together", "full_circle"))
        if exercise == "thoracic_rotation" and "hands_off_between" in self.description.traits:
            yield Fault("elbows_wide", "", None, *whole_s)

    def _limits(self, slack: int) -> Limits:
        capture = self.description.capture
        frame_s = (1.0 + 2.0 * capture.dropped) / capture.fps
        near = self.near if self.description.camera.near else None
        return Limits(slack, near, 1.0 + 0.6 * min(self.view.off_deg / _REPETITIONS_DEG, 1.0), frame_s)

    def _truth(self) -> truths.Truth:
        """The exact truth of what is filmed."""
        description, camera = self.description, self.stage.camera
        told = tuple(
            self._told(fault) for fault in self._broken if self.film.overlaps(fault.start_s, fault.end_s)
        )
        spec = truths.Camera(
            description.camera.yaw_deg, round(float(camera.position[2]), 3), round(camera.distance_m, 3),
            description.camera.near, camera.size_wh, description.capture.fps,
        )  # fmt: skip
        return truths.Truth(
            schema=truths.SCHEMA,
            clip=description.name,
            shows=" ".join(description.traits) or "nothing unruly",
            exercise=self.exercise,
            body=description.person.body,
            outfit=description.person.top,
            split="tune",
            camera=spec,
            room=description.capture.room,
            light=description.capture.light,
            person_spans_s=tuple(self.film.whole_in_frame()),
            phases=tuple(
                truths.Phase(phase.phase, phase.side, *self.film.clipped(phase.start_s, phase.end_s))
                for phase in self.phases
                if self.film.overlaps(phase.start_s, phase.end_s)
            ),
            repetitions=tuple(
                self._true_repetition(repetition, told) for repetition, whole in self.repetitions if whole
            ),
            faults=told,
            t_s=tuple(round(float(t_s), 3) for t_s in self.film.frames_s - self.window_s[0]),
            angles={
                name: tuple(
                    round(float(value), 1 if name.endswith("_deg") else 3)
                    for value in series[self.film.shown]
                )
                for name, series in self.values.items()
            },
        )

    def _true_repetition(self, repetition: Repetition, faults: Iterable[truths.Fault]) -> truths.Repetition:
        start_s, end_s = self.film.clipped(repetition.start_s, repetition.end_s)
        rules = {fault.rule for fault in faults if start_s - 1e-3 <= fault.start_s < end_s - 1e-3}
        own = [phase for phase in self.phases if self._inside(phase, repetition)]
        held = next((name for name in HOLDS if any(phase.phase == name for phase in own)), None)
        hold_s = sum(phase.end_s - phase.start_s for phase in own if phase.phase == held)
        return truths.Repetition(
            repetition.index, repetition.side, start_s, end_s, round(hold_s, 3), tuple(sorted(rules))
        )

    @staticmethod
    def _inside(phase: PhaseSpan, repetition: Repetition) -> bool:
        return phase.start_s >= repetition.start_s - 1e-6 and phase.end_s <= repetition.end_s + 1e-6

    def _told(self, fault: Fault) -> truths.Fault:
        return truths.Fault(
            fault.rule, fault.phase, fault.side, *self.film.clipped(fault.start_s, fault.end_s)
        )
