"""The truth beside a clip: what happens in it, when, at which angles. Format and terms: docs/truth_format.md.

`read_truth` is the only loader; the benchmarks use it too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import msgspec

SCHEMA: Final = "posecoach.truth/1"
SUFFIX = ".truth.json"

Side = Literal["left", "right", "both"]


class TruthError(ValueError):
    """A file that is no truth of this version; says which file, what is wrong and what to do."""


class Camera(msgspec.Struct, frozen=True):
    """Where the camera stood; `fps` is None for a variable frame rate. The sign of the yaw: docs/truth_format.md."""

    yaw_deg: float
    height_m: float
    distance_m: float
    near_side: Literal["left", "right"] | None
    size_wh: tuple[int, int]
    fps: float | None


class Phase(msgspec.Struct, frozen=True):
    """A phase, with the side for those that have one."""

    phase: str
    side: Side | None
    start_s: float
    end_s: float


class Repetition(msgspec.Struct, frozen=True):
    """A repetition; `hold_s` is the still time in it, 0 for exercises without a hold."""

    index: int
    side: Side | None
    start_s: float
    end_s: float
    hold_s: float
    faults: tuple[str, ...]


class Fault(msgspec.Struct, frozen=True):
    """A rule broken, from when to when."""

    rule: str
    phase: str
    side: Side | None
    start_s: float
    end_s: float


class Truth(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that is known of a clip. `t_s` and the lists of `angles` have one value per frame.

    also: exercises that a clip without one of ours, or of one coached by name alone, may rightly be taken for.
    """

    schema: Literal["posecoach.truth/1"]
    clip: str
    shows: str
    exercise: str | None
    body: str | None
    outfit: str | None
    split: Literal["tune", "test"]
    camera: Camera
    room: str
    light: str
    person_spans_s: tuple[tuple[float, float], ...]
    phases: tuple[Phase, ...]
    repetitions: tuple[Repetition, ...]
    faults: tuple[Fault, ...]
    t_s: tuple[float, ...]
    angles: dict[str, tuple[float, ...]]
    also: tuple[str, ...] = ()


def write_truth(truth: Truth, path: Path) -> None:
    """Write a truth as JSON, one line per series and per entry of a list."""
    path.write_bytes(_laid_out(msgspec.to_builtins(truth)))


def read_truth(path: Path) -> Truth:
    """Read a truth. TruthError if the file is missing, damaged or of another version."""
    try:
        truth = msgspec.json.decode(path.read_bytes(), type=Truth)
    except OSError as error:
        raise TruthError(f"{path}: cannot be read ({error.strerror}); render it with: "
                         "python -m sample_videos.render") from error  # fmt: skip
    except msgspec.DecodeError as error:
        raise TruthError(f"{path}: is no {SCHEMA} ({error}); render the clip again") from error
    for name, series in truth.angles.items():
        if len(series) != len(truth.t_s):
            raise TruthError(
                f"{path}: {name} has {len(series)} values for {len(truth.t_s)} frames; render the clip again"
            )
    return truth


def truth_path(clip_path: Path) -> Path:
    """Where the truth of a clip is: beside it."""
    return clip_path.with_suffix(SUFFIX)


def _laid_out(content: dict[str, object]) -> bytes:
    """JSON with the long lists on one line each, so that a difference between two versions can be read."""
    lines = [f"{_json(name)}: {_value(value)}" for name, value in content.items()]
    return ("{\n " + ",\n ".join(lines) + "\n}\n").encode()


def _value(value: object) -> str:
    if isinstance(value, dict) and any(isinstance(item, (list, tuple)) for item in value.values()):
        return "{\n  " + ",\n  ".join(f"{_json(k)}: {_json(v)}" for k, v in value.items()) + "\n }"
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(_json(item) for item in value) + "\n ]"
    return _json(value)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
