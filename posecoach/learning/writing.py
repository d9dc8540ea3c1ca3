"""The exercise file that is proposed, as commented TOML. Everything in it that was guessed says so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from posecoach.features.extract import get_feature
from posecoach.learning.phases import Phases
from posecoach.learning.proposal import Proposal, number, quoted, range_of, sizes
from posecoach.learning.repeating import STILL_ERRORS
from posecoach.learning.timing import Hold, Way, hold, path_of, ways
from posecoach.plain_text import for_terminal
from posecoach.postures.table import POSTURES

FAR_SHARE: Final = 0.7
FAST_SHARE: Final = 0.5
"""Shares of the smallest and of the fastest movement seen that still are as they should be."""

REST_ERRORS: Final = 3.0
"""Others may rest this many errors of the feature away from where these people did; or half a movement, one that goes
both ways a whole one: the camera stands elsewhere, and what moves both ways tells where its middle is."""

MOST_WAYS: Final = 4
"""An example shows no more than this many ways there and back: all that it is for is seen in them."""

ALSO_SHOWN: Final = 5
"""Other movements that an example carries along, for the figure that is drawn from it."""


def exercise_text(proposal: Proposal) -> str:
    """Return the text of the exercise file."""
    timed = ways(proposal.movement, proposal.recordings)
    parts = (
        _head(proposal),
        _dosage(proposal),
        _neutral(proposal),
        Phases(proposal, hold(timed)).text(),
        _rules(proposal, timed, hold(timed)),
        _example(proposal, timed),
    )
    return "\n".join(parts)


def _head(proposal: Proposal) -> str:
    first, moved = proposal.recordings[0], proposal.movement
    posture = POSTURES[first.posture]
    through = sorted({key for one in proposal.recordings for key in one.through})
    counted = "\n".join(
        f"#   {for_terminal(one.name)}: {found.count}"
        for one, found in zip(proposal.recordings, moved.found, strict=True)
    )
    also = "\n".join(f"#   {one.feature}: {range_of(one)}" for one in proposal.also)
    return f"""\
# An exercise proposed by 'posecoach exercises learn', for you to correct. All of it was guessed from these
# recordings of the movement done well; the number of repetitions that were seen in each stands behind it:
{counted}
# If that is wrong, the file is. docs/own_exercise.md explains each part; 'posecoach exercises --check' checks it.
#
# Repetitions are told by {moved.feature}. {for_terminal(get_feature(moved.feature).meaning)}
# It went through {range_of(moved)}.
# These moved as often, and may serve in rules of your own:
{also or "#   none"}
schema = "posecoach.exercise/1"
key = {quoted(proposal.key)} # what you type
name = {quoted(proposal.name)} # what is shown
summary = {quoted(proposal.name + ", learned from recordings.")} # say what to do
posture = "{first.posture}" # guessed from the start of the recordings
view = "{first.view}" # guessed: the camera stood nearest to this
camera = "From {"your side" if first.view == "side" else "the front"}, 2 to 4 m away, your whole body in view."
steps = [ # what to do, one sentence each: write your own
    {quoted(posture.get_into[first.view] + ".")},
    "Be still for a second, so that the coach learns how you start.",
    "Move, and come back to where you started.",
]
cautions = ["Stop at once if it hurts, and ask a health professional."] # when to stop, and who should not do it
""" + (f"through = {json.dumps(through)} # the recordings pass through these as well\n" if through else "")


def _dosage(proposal: Proposal) -> str:
    sided = str(proposal.movement.kind == "both sides").lower()
    return f"""[[sources]]
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
    return f"""# The start: where {moved.feature} rests. Others may rest elsewhere: widen it then.
[[neutral]]
feature = "{moved.feature}"
typical = {number(moved.feature, sum(rests) / len(rests))} # the mean of the recordings
least = {number(moved.feature, min(rests) - slack)}
most = {number(moved.feature, max(rests) + slack)}
still_range = {number(moved.feature, still)} # how far it may move in a second that counts as still
lies = "{lies}" # {where}
moves = {number(moved.feature, (low + high) / 2.0)} # ... once it has moved this far: half of the smallest movement
{share}source = "measured at rest in {len(rests)} recordings: correct it"
"""


def _rules(proposal: Proposal, timed: Sequence[Sequence[Way]], held: Hold | None) -> str:
    moved = proposal.movement
    fastest_s = min(way.fastest_s for some in timed for way in some)
    error = get_feature(moved.feature).error
    count = sum(moved.counts)
    measured = f"measured in {count} repetitions, {len(proposal.recordings)} recordings: correct it"
    there = ["up", "down"] if proposal.cycle else ["out"]
    hold = (
        f"""
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
"""
        if held is not None and not proposal.cycle
        else ""
    )
    return f"""# What is judged. These only tell ("info"): nobody knows yet what is a fault. Write rules of your own.
[[rules]]
name = "far_enough"
kind = "reach"
feature = "{moved.feature}"
of = "size"
at_least = {number(moved.feature, FAR_SHARE * moved.smallest)}
margin = {number(moved.feature, min(error, moved.smallest / 4.0))} # the error of the feature, which is forgiven
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
phases = {json.dumps(there if proposal.cycle else [*there, "back"])}
severity = "info"
cue = "More slowly"
fault = "Too fast"
why = "In the recordings it went more slowly."
source = "half of the fastest movement, {measured}"
{hold}"""


def _example(proposal: Proposal, timed: Sequence[Sequence[Way]]) -> str:
    moved = proposal.movement
    kept = [one for repetition in moved.found[0].repetitions for one in repetition][:MOST_WAYS]
    shown = [way for way in timed[0] if way.excursion in kept]
    features = [moved.feature, *(one.feature for one in proposal.also[:ALSO_SHOWN])]
    path = path_of(shown, proposal.recordings[0], features, moved.found[0].rest)
    points = "\n".join(f"    [{t_s:.2f}, {{{_values(values)}}}]," for t_s, values in path)
    sides = ["left" if way.excursion.sign > 0 else "right" for way in shown]
    told = f"sides = {json.dumps(sides)}\n" if proposal.sided else ""
    return f"""# From {for_terminal(proposal.recordings[0].name)}, smoothed.
[[examples]]
name = "done well"
repetitions = {len(shown) // 2 if proposal.cycle else len(shown)}
{told}path = [
{points}
]
"""


def _values(values: Mapping[str, float]) -> str:
    given = ", ".join(f"{name} = {number(name, value)}" for name, value in values.items())
    return f" {given} " if given else ""
