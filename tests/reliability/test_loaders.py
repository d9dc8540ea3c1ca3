"""Files that somebody made to do harm: recordings, exercises and routines are read, or refused in one line."""

from __future__ import annotations

import io
import math
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecoach.errors import PosecoachError, RecordingError
from posecoach.exercises.loader import builtin_exercises, find_problems, read_exercise
from posecoach.exercises.routines import find_routine_problems, read_routine
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.pose.recording import read_recording
from tests.exercise_files import MINIMAL
from tests.memory import peak_bytes
from tests.reliability.amount import times

SHAPES = {"t_s": (), "image_px": (33, 2), "world_m": (33, 3), "visibility": (33,), "back_outline": (40,)}
EXTREMES = [0.0, -1.0, 1e-300, 1e6, 1e7, 1e30, math.inf, -math.inf, math.nan]
AGAIN = settings(max_examples=times(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
ROUTINE = """\
schema = "posecoach.routine/1"
key = "mine"
name = "Mine"
summary = "One of each."

[[sources]]
name = "somebody"

[[steps]]
exercise = "cat_cow"
"""


def saved(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def read_or_refuse(read: Callable[[], Any]) -> Any:
    """Return what was read, None if it was refused, which must be in one line that is not endless."""
    try:
        return read()
    except PosecoachError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 5000
    return None


headers = st.builds(
    lambda kind, shape, order: (
        f"{{'descr': '{kind}', 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()
    ),
    st.sampled_from(["<f4", "<f8", "<i8", "|b1", "<U9999", "|O", "<M8[ns]", ">f4", "<f999", "|V99999"]),
    st.sampled_from(["()", "(3,)", "(3, 33, 2)", "(99999999999999,)", "(-1,)", "(3, 33, 99999999)", "[3]"]),
    st.sampled_from(["False", "True", "None"]),
)
forged = st.builds(
    lambda header, rest: b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + rest,
    headers,
    st.binary(max_size=200),
)


@st.composite
def arrays(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw the arrays of a recording, of which any may be wild, forged, missing or of another length."""
    count = draw(st.integers(0, 5))
    parts = {
        "schema": saved(np.array("posecoach.poses/1")),
        "model_sha256": saved(np.array(draw(st.sampled_from(["", "x" * 64, "x" * 500])))),
        "size_wh": saved(
            np.array(draw(st.sampled_from([[640, 480], [1, 1], [0, 5], [2**40, 1], [16384, 16384]])))
        ),
        "outline_given": saved(np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), bool)),
        "mask_bits": saved(np.zeros((count, 480, 80), np.uint8)),
    }
    for name, shape in SHAPES.items():
        values = np.linspace(0.0, 1.0, math.prod((count, *shape))).reshape(count, *shape)
        if draw(st.booleans()) and values.size:
            values.flat[draw(st.integers(0, values.size - 1))] = draw(st.sampled_from(EXTREMES))
        parts[name] = saved(values.astype("<f8" if name == "t_s" else "<f4"))
    for name in draw(st.lists(st.sampled_from(sorted(parts)), max_size=2)):
        parts[name] = draw(st.one_of(forged, st.binary(max_size=300), st.just(b"")))
    for name in draw(st.lists(st.sampled_from(sorted(parts)), max_size=1)):
        del parts[name]
    return parts


@given(
    arrays(), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
)
@settings(AGAIN, max_examples=times(400))
def test_whatever_stands_in_a_recording_it_is_read_or_refused(
    tmp_path: Path, parts: dict[str, bytes], packing: int
) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w", packing) as bundle:
        for name, part in parts.items():
            bundle.writestr(f"{name}.npy", part)

    def read() -> None:
        recording = read_or_refuse(lambda: read_recording(path))
        for pose in recording.poses if recording is not None else ():
            assert math.isfinite(pose.t_s)
            assert not np.isinf(pose.image_px).any()

    assert peak_bytes(read) < 2**24


@pytest.mark.parametrize("count", [10_000, 1_000_000])
def test_a_list_of_contents_cannot_claim_more_than_the_file_has(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("t_s.npy", saved(np.arange(count, dtype="<f8")))
        bundle.writestr("image_px.npy", saved(np.zeros((1, 33, 2), "<f4")))
    content = path.read_bytes()
    entry = content.rindex(b"image_px.npy") - 46  # PKWARE's APPNOTE 4.3.12: the sizes stand at 20 and 24
    claim = 2**31
    sizes = claim.to_bytes(4, "little") * 2
    path.write_bytes(content[: entry + 20] + sizes + content[entry + 28 :])

    def read() -> None:
        with pytest.raises(RecordingError):
            read_recording(path)

    assert peak_bytes(read) < 2**24 + 32 * count


values = st.one_of(
    st.integers(),
    st.floats().map(lambda value: str(value).replace("inf", "inf")),
    st.sampled_from(
        ['""', '"x"', "true", "[]", "{}", "[[]]", "[{}]", "1e308", "-1e308", "0", "1e-308", "2020-01-01"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_characters='"\\', categories=["L", "N", "Z", "S"]), max_size=20
    ).map(lambda text: f'"{text}"'),
    st.sampled_from(
        ['"hip_height"', '"knee_flexion_deg"', '"up"', '"down"', '"change"', '"speed"', '"peak"']
    ),
)
ASSIGNMENT = re.compile(r"(?<=[\w\"] = )(?:\"[^\"\n]*\"|-?[\d.]+|true|false)")


def mutated(draw: st.DrawFn, text: str) -> str:
    """Draw a text in which some values are others, and some lines are missing, doubled or nonsense."""
    for _ in range(draw(st.integers(1, 4))):
        spots = list(ASSIGNMENT.finditer(text))
        if not spots:
            break
        spot = draw(st.sampled_from(spots))
        text = f"{text[: spot.start()]}{draw(values)}{text[spot.end() :]}"
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 2))):
        number = draw(st.integers(0, len(lines) - 1))
        lines[number : number + 1] = draw(
            st.sampled_from(
                [[], [lines[number]] * 2, ["[[phases]]"], ["[a.b]"], ["x = ["], [lines[number][::-1]]]
            )
        )
    return "\n".join(lines)


@st.composite
def exercise_texts(draw: st.DrawFn) -> str:
    return mutated(draw, MINIMAL)


@given(exercise_texts())
@example(MINIMAL.replace('feature = "hip_height"\nat_least', 'feature = ""\nat_least'))
@example(MINIMAL.replace('after = ["down"]', 'onset = ""\nafter = ["down"]'))
@settings(AGAIN, max_examples=times(400))
def test_an_exercise_file_is_read_or_refused_and_what_is_read_can_be_judged(text: str) -> None:
    told = find_problems(text, "mine.toml")
    exercise = read_or_refuse(lambda: read_exercise(text, "mine.toml"))
    assert (exercise is None) == bool(told)
    if exercise is None:
        return
    judge = ExerciseJudge(exercise)
    for index in range(60):
        row = [math.sin(index / 9 + k) * 100 for k in range(len(judge.signals.names))]
        judge.step(index / 15, row, judgeable=True)
    judge.finish()


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda content: content.decode("latin-1")))
@AGAIN
def test_any_text_is_no_exercise(text: str) -> None:
    assert read_or_refuse(lambda: read_exercise(text, "mine.toml")) is None


@given(st.data())
@AGAIN
def test_a_routine_file_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.composite(lambda draw: mutated(draw, ROUTINE))())
    exercises = builtin_exercises()
    told = find_routine_problems(text, "mine.toml", exercises)
    routine = read_or_refuse(lambda: read_routine(text, "mine.toml", exercises))
    assert (routine is None) == bool(told)


LIMIT_S = 20.0
"""Of computing; the longest takes two, and without the limits on lines and problems minutes to hours."""
HUGE = 190_000
WICKED = {
    "brackets": "a = " + "[\n" * (HUGE // 2),
    "braces": "a = " + "{a = " * 300,
    "dots": "\n".join(".".join(["a"] * 300 + [f"k{number}"]) + " = 1" for number in range(300)),
    "tables": "\n".join(f"[t{number}]" for number in range(HUGE // 10)),
    "rules": "[[rules]]\n" * (HUGE // 10),
    "unknown keys": MINIMAL + "".join(f"k{number} = 1\n" for number in range(HUGE // 12)),
    "one long line": "a = " + "9" * HUGE,
    "phases": MINIMAL + '[[phases]]\nname = "p"\nlabel = "p"\n' * (HUGE // 40),
    "steering the terminal": MINIMAL.replace('name = "My bridge"', 'name = "\\u001b[2J"'),
    "spaces": "\n".join([" " * 1900] * 90),
}


@pytest.mark.parametrize("what", WICKED)
def test_a_file_that_is_made_to_keep_the_reader_busy_is_refused_soon(what: str) -> None:
    start_s = time.process_time()
    told = find_problems(WICKED[what], "mine.toml")
    assert 1 <= len(told) <= 100
    assert time.process_time() - start_s < LIMIT_S
