"""Whatever exercise file is accepted can be judged: no file that reads well may fail while somebody exercises."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, get_args

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from posecoach.exercises.declaration import Exercise, Of
from posecoach.exercises.validation import problems_of
from posecoach.judging.exercise_judge import ExerciseJudge
from tests.exercise_files import bridge
from tests.judging.test_properties import check, run

FEATURES = st.sampled_from(["hip_height", "knee_flexion_deg", "trunk_rotation_deg"])
PHASES = ["a", "b", "c"]
RULES = ["r", "s"]
OF = st.sampled_from(get_args(Of))
limit = st.sampled_from([-0.5, 0.0, 0.1, 0.3, 1.0])
limits = st.one_of(
    st.fixed_dictionaries({"at_least": limit}),
    st.fixed_dictionaries({"at_most": limit}),
)
condition = st.builds(
    lambda feature, of, bound: {"feature": feature, "of": of, **bound}, FEATURES, OF, limits
)
conditions = st.lists(condition, min_size=1, max_size=2)
seconds = st.sampled_from([0.0, 0.1, 0.5])
names = st.lists(st.sampled_from(PHASES), min_size=1, max_size=3, unique=True)
enter = st.fixed_dictionaries(
    {"after": names, "when": conditions, "dwell_s": seconds},
    optional={"onset": FEATURES, "anew": st.booleans()},
)


def phase(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"name": st.just(name), "label": st.just(name), "enter": st.lists(enter, min_size=1, max_size=2)},
        optional={
            "signal": FEATURES,
            "first_when": conditions,
            "hold_aim_s": st.just(3.0),
        },
    ) | st.fixed_dictionaries(
        {
            "name": st.just(name),
            "label": st.just(name),
            "enter": st.lists(enter, max_size=2),
            "signal": FEATURES,
        },
        optional={
            "sided": st.booleans(),
            "rebase": st.dictionaries(FEATURES, limit, max_size=1),
            "shown_as": st.sampled_from(PHASES),
        },
    )


said = {"cue": st.sampled_from(["one", "two"]), "why": st.just("so"), "source": st.just("me")}
anywhere = {"phases": names, "severity": st.sampled_from(["info", "correct", "stop"])}


def rule(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return rules of all kinds, each with what its kind allows."""
    named = {"name": st.just(name), **said}
    kinds = [
        st.fixed_dictionaries(
            {**named, "kind": st.just("limit"), "feature": FEATURES, "of": OF, "at_least": limit},
            optional={**anywhere, "given": conditions, "dwell_s": seconds, "margin": st.just(0.1)},
        ),
        st.fixed_dictionaries(
            {**named, "kind": st.just("reach"), "feature": FEATURES, "at_most": limit},
            optional={**anywhere, "best_share": st.just(0.5), "of": st.sampled_from(["change", "size"])},
        ),
        st.fixed_dictionaries(
            {**named, "kind": st.sampled_from(["duration", "movement_time"]), "at_least": st.just(1.0)},
            optional={**anywhere, "aim_s": st.just(3.0)},
        ),
        st.fixed_dictionaries({**named, "kind": st.just("alternate")}, optional=anywhere),
    ]
    return st.one_of(kinds)


repetition = st.fixed_dictionaries(
    {"pattern": st.sampled_from(["cycle", "sequence", "each"]), "phases": names},
    optional={
        "report": st.lists(FEATURES, max_size=2),
        "travel": st.lists(FEATURES, max_size=2),
        "missing": st.dictionaries(st.sampled_from(PHASES), st.sampled_from(RULES), max_size=2),
        "attempts": st.lists(
            st.fixed_dictionaries({"phase": st.sampled_from(PHASES), "when": conditions}), max_size=1
        ),
        "shortest_s": st.just(0.2),
    },
)
neutral = [
    {"feature": name, "typical": 0.0, "least": -1.0, "most": 1.0, "still_range": 0.5, "source": "me"}
    for name in ("hip_height", "knee_flexion_deg", "trunk_rotation_deg")
]
changes = st.fixed_dictionaries(
    {
        "phases": st.tuples(*(phase(name) for name in PHASES)),
        "rules": st.tuples(*(rule(name) for name in RULES)),
        "repetition": repetition,
        "neutral": st.just(neutral),
        "examples": st.just([]),
    },
    optional={"proof": st.fixed_dictionaries({"when": conditions})},
)
steps = st.lists(
    st.tuples(
        st.integers(1, 20),
        st.sampled_from([1 / 30, 0.2]),
        st.lists(st.sampled_from([-1.0, 0.0, 0.2, 0.6, math.nan]), min_size=3, max_size=3),
        st.sampled_from([True, True, False]),
    ),
    min_size=1,
    max_size=10,
)


def exercise_of(tables: dict[str, Any]) -> Exercise:
    whole = msgspec.to_builtins(bridge()) | tables
    return msgspec.convert(whole, Exercise)


def rows_of(
    parts: Sequence[tuple[int, float, list[float], bool]], count: int
) -> list[tuple[float, list[float], bool]]:
    rows, t_s = [], 0.0
    for frames, step_s, values, judgeable in parts:
        for _ in range(frames):
            t_s += step_s
            rows.append((t_s, (values * 2)[:count], judgeable))
    return rows


@given(changes, steps)
@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
def test_an_exercise_that_is_accepted_can_be_judged(
    tables: dict[str, Any], parts: list[tuple[int, float, list[float], bool]]
) -> None:
    exercise = exercise_of(tables)
    assume(not any(True for _ in problems_of(exercise)))
    judge = ExerciseJudge(exercise)
    rows = rows_of(parts, len(judge.signals.names))

    check(run(judge, rows), exercise, rows[-1][0])
