"""The exercise file that is proposed, as commented TOML. Everything in it that was guessed says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from posecoach.features.extract import get_feature
from posecoach.learning.measuring import Measured
from posecoach.learning.repeating import STILL_ERRORS, Movement
from posecoach.learning.timing import Hold, Way, hold, path_of, ways
from posecoach.plain_text import for_lines
from posecoach.postures.table import POSTURES

OUT_SHARES: Final = (0.4, 0.5, 0.3)
REST_SHARE: Final = 0.7
"""A movement has begun at one of these shares of the smallest that was seen (the first with which the coach counts
right), and is over at that share of this one: others move less than the person in the recordings, and do not come back
to exactly where they were."""

PROOF_SHARE: Final = 0.5
FAR_SHARE: Final = 0.7
FAST_SHARE: Final = 0.5
"""Shares of the smallest and of the fastest movement seen that still are as they should be."""

REST_ERRORS: Final = 3.0
"""Others may rest this many errors of the feature away from where these people did; or half a movement, one that goes
both ways a whole one: the camera stands elsewhere, and what moves both ways tells where its middle is."""

MOST_WAYS: Final = 4
"""An example shows no more than this many ways there and back: all that it is for is seen in them."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What goes into the file. also: other movements that were counted alike.
    out_share: see OUT_SHARES."""

    key: str
    name: str
    recordings: Sequence[Measured]
    movement: Movement
    also: Sequence[Movement]
    out_share: float = OUT_SHARES[0]


def exercise_text(proposal: Proposal) -> str:
    """Return the text of the exercise file."""
    timed = ways(proposal.movement, proposal.recordings)
    parts = (
        _head(proposal),
        _dosage(proposal),
        _neutral(proposal),
        _Phases(proposal, hold(timed)).text(),
        _rules(proposal, timed, hold(timed)),
        _example(proposal, timed),
    )
    return "\n".join(parts)


def _head(proposal: Proposal) -> str:
    first, moved = proposal.recordings[0], proposal.movement
    posture = POSTURES[first.posture]
    through = sorted({key for one in proposal.recordings for key in one.through})
    counted = "\n".join(
        f"#   {for_lines(one.name)}: {found.count}"
        for one, found in zip(proposal.recordings, moved.found, strict=True)
    )
    also = "\n".join(f"#   {one.feature}: {_range(one, proposal.recordings)}" for one in proposal.also)
    return f"""\
# An exercise proposed by 'posecoach exercises learn', for you to correct. All of it was guessed from these
# recordings of the movement done well; the number of repetitions that were seen in each stands behind it:
{counted}
# If that is wrong, the file is. docs/own_exercise.md explains each part; 'posecoach exercises --check' checks it.
#
# Repetitions are told by {moved.feature} ({for_lines(get_feature(moved.feature).meaning)}
# It went through {_range(moved, proposal.recordings)}.
# These moved as often, and may serve in rules of your own:
{also or "#   none"}
schema = "posecoach.exercise/1"
key = {_quoted(proposal.key)} # what you type
name = {_quoted(proposal.name)} # what is shown
summary = {_quoted(proposal.name + ", learned from recordings.")} # say what to do
posture = "{first.posture}" # guessed from the start of the recordings
view = "{first.view}" # guessed: the camera stood nearest to this
camera = "From {"your side" if first.view == "side" else "the front"}, 2 to 4 m away, your whole body in view."
steps = [ # what to do, one sentence each: write your own
    {_quoted(posture.get_into[first.view] + ".")},
    "Be still for a second, so that the coach learns how you start.",
    "Move, and come back to where you started.",
]
cautions = ["Stop at once if it hurts and ask a health professional."] # when to stop, and who should not do it
""" + (f"through = {json.dumps(through)} # the recordings pass through these as well\n" if through else "")


def _dosage(proposal: Proposal) -> str:
    sided = str(proposal.movement.kind == "both sides").lower()
    return f"""
[[sources]]
name = "Recordings of my own"
note = "{sum(proposal.movement.counts)} repetitions in {len(proposal.recordings)} recordings"

[dosage]
repetitions = 8 # a placeholder: in a set
per_side = {sided}
per_day = 30 # a placeholder: the most in a day
source = "a placeholder, from nowhere: write what you advise"
"""


def _neutral(proposal: Proposal) -> str:
    moved = proposal.movement
    feature = get_feature(moved.feature)
    rests = [found.rest for found in moved.found]
    slack = max(REST_ERRORS * feature.error, moved.smallest / (2.0 if moved.kind == "one way" else 1.0))
    low, high = sizes(moved)
    still = min(STILL_ERRORS * feature.error, moved.smallest / 2.0)
    two = moved.kind != "one way"
    lies = "between" if two else "low" if moved.sign > 0 else "usual"
    share = f"share = {low / (low + high):.2f} # ... or at this share of the way up\n" if two else ""
    meant = {"between": "in its calm moments between both ends", "low": "at its low end"}
    where = f"without a still second it is found {meant.get(lies, 'where it mostly is')}"
    return f"""
# The start: where {moved.feature} rests. Others rest elsewhere than these people: widen it if the coach does not begin.
[[neutral]]
feature = "{moved.feature}"
typical = {_number(moved, sum(rests) / len(rests))} # the mean of the recordings
least = {_number(moved, min(rests) - slack)}
most = {_number(moved, max(rests) + slack)}
still_range = {_number(moved, still)} # how far it may move in a second that counts as still
lies = "{lies}" # {where}
moves = {_number(moved, (low + high) / 2.0)} # ... once it has moved this far: half of the smallest movement
{share}source = "measured at rest in {len(rests)} recordings: correct it"
"""


def sizes(moved: Movement) -> tuple[float, float]:
    """Return how far the smallest movement goes below rest, and above; 0 for a way that it does not go."""
    low, high = (
        min((one.size for one in moved.excursions if one.sign == sign), default=0.0) for sign in (-1, 1)
    )
    return low, high


@dataclass(frozen=True, slots=True)
class _Phases:
    """The phases of a proposal, its proof, and what one repetition is."""

    proposal: Proposal
    held: Hold | None

    def text(self) -> str:
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
        sided = "sided = true # its sign tells the side: positive = left\n" if self._sided else ""
        hold = self._hold() if self._holds else ""
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

    @property
    def _sided(self) -> bool:
        from posecoach.learning.choosing import SIDED

        moved = self.proposal.movement
        return moved.kind == "both sides" and moved.feature in SIDED

    def _hold(self) -> str:
        name = self.proposal.movement.feature
        return f"""
[[phases]]
name = "hold"
label = "Hold"
signal = "{name}"
hold_aim_s = {self.held.typical_s:.1f} # as long as it was mostly held in the recordings: correct it

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
        gate = _number(moved, sign * self.proposal.out_share * sizes(moved)[sign > 0])
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
        return self._condition("at_most", REST_SHARE * self.proposal.out_share * self.proposal.movement.smallest)

    def _condition(self, limit: str, size: float) -> str:
        moved = self.proposal.movement
        of, opposite = "size", limit
        if moved.kind == "one way":
            of, size = "change", moved.sign * size
            if moved.sign < 0:
                opposite = "at_most" if limit == "at_least" else "at_least"
        return f'{{ feature = "{moved.feature}", of = "{of}", {opposite} = {_number(moved, size)} }}'


def _rules(proposal: Proposal, timed: Sequence[Sequence[Way]], held: Hold | None) -> str:
    moved = proposal.movement
    cycle = moved.kind == "cycle"
    fastest_s = min(way.fastest_s for some in timed for way in some)
    error = get_feature(moved.feature).error
    count = sum(moved.counts)
    measured = f"measured in {count} repetitions of {_people(proposal)}: correct it"
    there = ["up", "down"] if cycle else ["out"]
    hold = f"""
[[rules]]
name = "hold_long_enough"
kind = "duration"
at_least = {held.shortest_s * FAST_SHARE:.1f}
margin = 0.2
aim_s = {held.typical_s:.1f}
phases = ["hold"]
severity = "info"
cue = "Hold a little longer"
fault = "Hold too short"
why = "It was held longer in the recordings."
source = "half of the shortest hold, {measured}"
""" if held is not None and not cycle else ""
    return f"""
# What is judged. These only tell ("info"): nobody knows yet which of it is a fault. Write rules of your own.
[[rules]]
name = "far_enough"
kind = "reach"
feature = "{moved.feature}"
of = "size"
at_least = {_number(moved, FAR_SHARE * moved.smallest)}
margin = {_number(moved, min(error, moved.smallest / 4.0))} # the error of the feature, which is forgiven
phases = {json.dumps(there)}
severity = "info"
more_range = true
cue = "A little further, if it is comfortable"
fault = "Not very far"
why = "In the recordings it went further."
source = "a share of {FAR_SHARE:g} of the smallest movement, {measured}"

[[rules]]
name = "slow"
kind = "movement_time"
at_least = {max(0.1, FAST_SHARE * fastest_s):.1f}
margin = 0.1
phases = {json.dumps(there if cycle else [*there, "back"])}
severity = "info"
cue = "More slowly"
fault = "Too fast"
why = "In the recordings it went more slowly."
source = "half of the fastest movement, {measured}"
{hold}"""


def _people(proposal: Proposal) -> str:
    return "one person" if len(proposal.recordings) == 1 else f"those in {len(proposal.recordings)} recordings"


def _example(proposal: Proposal, timed: Sequence[Sequence[Way]]) -> str:
    moved = proposal.movement
    found, some = moved.found[0], list(timed[0])
    cycle = moved.kind == "cycle"
    kept = [one for repetition in found.repetitions for one in repetition][:MOST_WAYS]
    shown = [way for way in some if way.excursion in kept]
    path = path_of(shown, found.rest, moved.feature)
    points = "\n".join(f"    [{t_s:.2f}, {{{_values(moved, values)}}}]," for t_s, values in path)
    sides = ["left" if way.excursion.sign > 0 else "right" for way in shown]
    told = f"sides = {json.dumps(sides)}\n" if _Phases(proposal, None)._sided else ""
    return f"""
# From {for_lines(proposal.recordings[0].name)}, smoothed.
[[examples]]
name = "done well"
repetitions = {len(shown) // 2 if cycle else len(shown)}
{told}path = [
{points}
]
"""


def _values(moved: Movement, values: dict[str, float]) -> str:
    return "".join(f" {name} = {_number(moved, value)} " for name, value in values.items())


def _range(moved: Movement, recordings: Sequence[Measured]) -> str:
    ends = [
        found.rest + one.sign * one.size for found in moved.found for one in (*found.excursions,)
    ] + [found.rest for found in moved.found]
    unit = get_feature(moved.feature).unit
    return f"{_number(moved, min(ends))} to {_number(moved, max(ends))} {'degrees' if unit == 'deg' else unit}".rstrip()


def _number(moved: Movement, value: float) -> str:
    """Return a value of a feature with as many digits as its error deserves, always with a point."""
    digits = 1 if get_feature(moved.feature).unit == "deg" else 3
    return f"{value + 0.0:.{digits}f}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
