"""The phases of a proposed exercise, its proof, and what one repetition is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from posecoach.learning.proposal import REST_SHARE, Proposal, number, sizes
from posecoach.learning.timing import Hold

PROOF_SHARE: Final = 0.5
"""What somebody does who has moved this share of the smallest movement that was seen is taken for the exercise."""


@dataclass(frozen=True, slots=True)
class Phases:
    """The phases of a proposal, its proof, and what one repetition is."""

    proposal: Proposal
    held: Hold | None

    def text(self) -> str:
        """Return their part of the file."""
        moved = self.proposal.movement
        phases = {"one way": self._there_and_back, "both sides": self._there_and_back, "cycle": self._cycle}
        names = ("up", "down") if moved.kind == "cycle" else ("out", *(["hold"] * self._holds), "back")
        pattern = "cycle" if moved.kind == "cycle" else "sequence"
        return f"""
# What must be seen once before it counts: half of the smallest movement in the recordings.
[proof]
when = [{self._beyond(PROOF_SHARE)}]

[repetition]
pattern = "{pattern}" # {"each phase once, in any order" if pattern == "cycle" else "from the first phase to the last"}
phases = {json.dumps(names)}
report = ["{moved.feature}"]

# The phases. Rename them and their labels: the program does not know what they are called.
[[phases]]
name = "rest"
label = "Start"
{phases[moved.kind]()}"""

    @property
    def _holds(self) -> bool:
        return self.held is not None and self.proposal.movement.kind != "cycle"

    def _there_and_back(self) -> str:
        moved = self.proposal.movement
        sided = "sided = true # its sign tells the side: positive = left\n" if self.proposal.sided else ""
        hold = self._hold(self.held) if self.held is not None else ""
        last = '"out", "hold"' if self._holds else '"out"'
        return f"""
[[phases.enter]]
after = ["back", {last}]
when = [{self._within()}] # nearly back

[[phases]]
name = "out"
label = "Move"
signal = "{moved.feature}"
{sided}
[[phases.enter]]
after = ["rest"]
onset = "{moved.feature}" # it began where this began to move
when = [{self._beyond(self.proposal.out_share)}] # this share of the smallest movement: {self.proposal.out_share:g}
{hold}
[[phases]]
name = "back"
label = "Come back"
signal = "{moved.feature}"

[[phases.enter]]
after = [{last}]
onset = "{moved.feature}"
dwell_s = 0.15
when = [{{ feature = "{moved.feature}", of = "retreat", at_least = 0.3 }}] # this share of the way is given up
"""

    def _hold(self, held: Hold) -> str:
        name = self.proposal.movement.feature
        return f"""
[[phases]]
name = "hold"
label = "Hold"
signal = "{name}"
hold_aim_s = {held.typical_s:.1f} # as long as it was mostly held in the recordings: correct it

[[phases.enter]]
after = ["out"]
dwell_s = 0.15
when = [{{ feature = "{name}", of = "speed_share", at_most = 0.25 }}] # it has come to rest
"""

    def _cycle(self) -> str:
        up, down = self._end("up", "down", 1), self._end("down", "up", -1)
        return f"""
[[phases.enter]]
after = ["up", "down"]
dwell_s = 0.3
when = [{self._within()}] # nearly back
{up}{down}"""

    def _end(self, name: str, other: str, sign: int) -> str:
        moved = self.proposal.movement
        gate = number(moved.feature, sign * self.proposal.out_share * sizes(moved)[sign > 0])
        limit = "at_least" if sign > 0 else "at_most"
        return f"""
[[phases]]
name = "{name}"
label = "{name.capitalize()}"
signal = "{moved.feature}"

[[phases.enter]]
after = ["rest", "{other}"]
onset = "{moved.feature}"
when = [{{ feature = "{moved.feature}", of = "change", {limit} = {gate} }}]
"""

    def _beyond(self, share: float) -> str:
        """Return the condition that it is beyond a share of the smallest movement from rest."""
        moved = self.proposal.movement
        return self._condition("at_least", share * moved.smallest)

    def _within(self) -> str:
        return self._condition(
            "at_most", REST_SHARE * self.proposal.out_share * self.proposal.movement.smallest
        )

    def _condition(self, limit: str, size: float) -> str:
        moved = self.proposal.movement
        of, opposite = "size", limit
        if moved.kind == "one way":
            of, size = "change", moved.sign * size
            if moved.sign < 0:
                opposite = "at_most" if limit == "at_least" else "at_least"
        return f'{{ feature = "{moved.feature}", of = "{of}", {opposite} = {number(moved.feature, size)} }}'
