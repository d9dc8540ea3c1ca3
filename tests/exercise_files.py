"""A small exercise file that is valid, to be broken or changed in one place."""

from __future__ import annotations

import msgspec

from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import read_exercise

MINIMAL = """\
schema = "posecoach.exercise/1"
key = "my_bridge"
name = "My bridge"
summary = "Lift the hips."
posture = "hook_lying"
view = "side"
camera = "From your side."
steps = ["Lift the hips."]
cautions = ["Stop if it hurts."]

[[sources]]
name = "Somebody who knows"

[dosage]
repetitions = 5
per_day = 20
source = "few"

[repetition]
pattern = "sequence"
phases = ["up"]
report = ["hip_height"]

[[neutral]]
feature = "hip_height"
typical = 0.0
least = -0.1
most = 0.1
still_range = 0.05
source = "lying"

[[phases]]
name = "down"
label = "Down"

[[phases.enter]]
after = ["up"]
dwell_s = 0.2
when = [{ feature = "hip_height", of = "change", at_most = 0.1 }]

[[phases]]
name = "up"
label = "Up"
signal = "hip_height"

[[phases.enter]]
after = ["down"]
dwell_s = 0.2
when = [
    { feature = "hip_height", of = "change", at_least = 0.2 },
]

[[rules]]
name = "knees_bent"
kind = "limit"
feature = "knee_flexion_deg"
at_least = 60.0
cue = "Bend your knees"
why = "It is a bridge."
source = "the eye"

[[rules]]
name = "high"
kind = "reach"
feature = "hip_height"
at_least = 0.4
phases = ["up"]
cue = "Higher"
why = "It is a bridge."
source = "the eye"

[[examples]]
name = "one lift"
repetitions = 1
path = [
    [0.0, { hip_height = 0.0, knee_flexion_deg = 90.0 }],
    [1.0, {}],
    [3.0, { hip_height = 0.5 }],
    [5.0, { hip_height = 0.0 }],
    [6.0, {}],
]
"""


def bridge() -> Exercise:
    """Return the exercise of MINIMAL."""
    return read_exercise(MINIMAL, "bridge.toml")


def changed(**tables: object) -> Exercise:
    """Return the exercise of MINIMAL with some of its fields replaced, not validated."""
    return msgspec.structs.replace(bridge(), **tables)
