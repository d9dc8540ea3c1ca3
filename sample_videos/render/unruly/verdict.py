"""What is true of an unruly clip, and what may be asked of somebody who only sees its picture.

`Verdict.truth` is the truth of docs/truth_format.md, exact to the angle. Beside it stands what a camera can know:

- A repetition or a fault that is `sure` must be found. It is seen whole, from a view that its exercise can be judged
  from, with its joints in the picture, and beyond its limit by more than the measuring error.
- What is only `possible` is true or might be: whoever reports it is not wrong, and whoever does not misses nothing.
- Whatever else is reported is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from sample_videos.render.truth import Fault, Truth, TruthError

SCHEMA = "posecoach.verdict/1"
SUFFIX = ".verdict.json"


class Seen(msgspec.Struct, frozen=True):
    """A repetition as it can be seen. `hold_s` is 0; it is there so that it can be paired like any other."""

    side: Literal["left", "right"] | None
    start_s: float
    end_s: float
    sure: bool
    side_sure: bool
    hold_s: float = 0.0


class Verdict(msgspec.Struct, frozen=True):
    """What is true of a clip. `also` are other exercises that it may be taken for; `unsure` says why less is sure.

    `must_be_recognised`: enough of the exercise is sure. `sure` and `possible` are faults; what is sure is possible.
    `otherwise` are the repetitions if the other half of a cycle is counted as the first: a cat and a cow are one in
    either order, and who comes in the middle cannot know.
    """

    schema: Literal["posecoach.verdict/1"]
    seed: int
    number: int
    kind: str
    traits: tuple[str, ...]
    truth: Truth
    must_be_recognised: bool
    also: tuple[str, ...]
    unsure: tuple[str, ...]
    repetitions: tuple[Seen, ...]
    sure: tuple[Fault, ...]
    possible: tuple[Fault, ...]
    otherwise: tuple[Seen, ...] = ()

    @property
    def exercise(self) -> str | None:
        """The exercise, None for a near relative."""
        return self.truth.exercise

    @property
    def clip(self) -> str:
        """Name of the clip."""
        return self.truth.clip

    def without_angles(self) -> Verdict:
        """The verdict without the values of every frame: all that scoring needs."""
        return msgspec.structs.replace(self, truth=msgspec.structs.replace(self.truth, t_s=(), angles={}))


def write_verdicts(verdicts: list[Verdict], path: Path) -> None:
    """Write verdicts as JSON, one to a line."""
    lines = b",\n".join(msgspec.json.encode(verdict) for verdict in verdicts)
    path.write_bytes(b"[\n" + lines + b"\n]\n")


def read_verdicts(path: Path) -> list[Verdict]:
    """Read verdicts. TruthError if the file is missing, damaged or of another version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Verdict])
    except OSError as error:
        raise TruthError(f"{path}: cannot be read ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise TruthError(f"{path}: is no list of {SCHEMA} ({error}); make it again") from error
