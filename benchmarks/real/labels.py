"""What somebody saw in the recordings of real people: `labels.json`, which lies beside them.

One object for each recording, by its file's name. Read are:

    expected     exercise (null: none of ours), also (further keys that would be right), repetitions [lowest, highest],
                 faults (true ones), arguable (counted neither way)
    phases       [{"phase", "t0", "t1"}] in seconds, or null
    tol_s        how well the times could be read
    usable       [[start, end]] in seconds; also as usable_s. Absent: the whole recording
    exercise_key, library_repetitions
                 which exercise is done in a recording of exercises that the program may not have yet
    exercise_true, reps
                 the same in the older labels, where the exercise is named in words

Some recordings show the same clips as others that were labelled later; what is done in them is read from those.
Everything else in it is for people.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from benchmarks.real.program import InputError

LABELS = "labels.json"
LABELLED_AGAIN = {
    "torso_twist_a": "lib_seated_twist_b",
    "torso_twist_b": "lib_seated_twist_a",
    "supine_twist_a": "lib_supine_twist_a",
    "supine_twist_b": "lib_supine_twist_b",
}
"""Recordings of the same clips as others that were labelled later, with the exercise that is done in them."""
RECORDING_SUFFIX = ".npz"


class Seen(msgspec.Struct, frozen=True):
    """A span of one phase as somebody saw it; it begins and ends at media times [s]."""

    phase: str
    start_s: float = msgspec.field(name="t0")
    end_s: float = msgspec.field(name="t1")


class Expected(msgspec.Struct, frozen=True):
    """What a review should find.

    exercise: None if it is none of the program's. also: further exercises that are as right. repetitions: the lowest
    and the highest right answer. faults: rules that are broken. arguable: rules of which nobody can say. by_name: the
    exercise is coached when it is named, and `auto` is to leave it alone.
    """

    exercise: str | None
    repetitions: tuple[int, int]
    faults: tuple[str, ...] = ()
    arguable: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    by_name: bool = False
    faults_seen: bool = True
    """Whether somebody looked for faults; if not, none that is reported counts."""

    @property
    def accepted(self) -> frozenset[str]:
        """The exercises that are right."""
        return frozenset((self.exercise, *self.also)) if self.exercise else frozenset()


class Label(msgspec.Struct, frozen=True):
    """One recording as somebody saw it."""

    duration_s: float
    tol_s: float
    expected: Expected
    phases: tuple[Seen, ...] | None = None
    usable: tuple[tuple[float, float], ...] | None = None
    usable_s: tuple[tuple[float, float], ...] | None = None
    exercise_key: str | None = None
    library_repetitions: tuple[int, int] | None = None
    exercise_true: str | None = None
    reps: int | None = None

    @property
    def spans_s(self) -> tuple[tuple[float, float], ...]:
        """The spans [s] in which the person, and nothing else, is shown."""
        return self.usable or self.usable_s or ((0.0, float("inf")),)

    def expects(self, known: Collection[str], by_name: Collection[str] = ()) -> Expected:
        """Return what a program that has the exercises `known` should find, without those `by_name` under `auto`.

        A recording of an exercise that the program did not have when it was labelled is to be left alone until the
        program has it. From then on it should be recognised, with its repetitions; nobody looked for faults.
        """
        key, count = self.exercise_key, self.library_repetitions
        if key is None and self.exercise_true is not None and self.reps is not None:
            key, count = _as_key(self.exercise_true), (self.reps, self.reps)
        if self.expected.exercise is not None or key not in known or count is None:
            return self.expected
        return Expected(exercise=key, repetitions=count, faults_seen=False, by_name=key in by_name)


def read_labels(folder: Path, only: str | None = None) -> dict[str, Label]:
    """Return the labels of a folder's recordings by name; `only` keeps the names that fit a pattern such as cat_cow_*.

    Raises InputError if there are none that can be read, or if a recording is missing: a benchmark over fewer
    recordings looks better than it is.
    """
    path = folder / LABELS
    try:
        labels = msgspec.json.decode(path.read_bytes(), type=dict[str, Label])
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}): name the folder of the recordings"
        ) from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{path} does not have the form of labels: {error}") from error
    for older, newer in LABELLED_AGAIN.items():
        if older in labels and newer in labels:
            labels[older] = msgspec.structs.replace(
                labels[older],
                exercise_key=labels[newer].exercise_key,
                library_repetitions=labels[newer].library_repetitions,
            )
    chosen = {
        name: label for name, label in sorted(labels.items()) if only is None or fnmatchcase(name, only)
    }
    if not chosen:
        raise InputError(f"{path} has no recording of that name")
    for name in chosen:
        if not recording_path(folder, name).exists():
            raise InputError(f"{recording_path(folder, name)} is missing: {LABELS} names it")
    return chosen


def _as_key(words: str) -> str:
    """Return the key that an exercise named in words has: "child's pose" is childs_pose."""
    return words.lower().replace("'", "").replace("-", "_").replace(" ", "_")


def recording_path(folder: Path, name: str) -> Path:
    """Return where a recording lies."""
    return folder / f"{name}{RECORDING_SUFFIX}"
