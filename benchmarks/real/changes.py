"""What changed against an earlier result, and where: to see what tuning the coach did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from benchmarks.accuracy.scoring import TOLERANCE_S, overlap_s
from benchmarks.accuracy.tables import NONE, share
from benchmarks.real.program import InputError
from benchmarks.real.scoring import Judged, JudgedFault, Result
from benchmarks.real.summary import Real, summarise
from benchmarks.real.tables import overview

Sign = Literal["worse", "better", "other"]
ORDER: tuple[Sign, ...] = ("worse", "better", "other")
PHASES_DIFFER = 0.02
"""Smaller changes of the share in which phases agree are not told."""

Key = tuple[bool, str, str]
"""Of changed faults: whether they came, the verdict, the rule."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed about a recording."""

    sign: Sign
    recording: str
    text: str


def read_result(path: Path) -> Real:
    """Return an earlier result of `--json`.

    Raises InputError.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Real)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): name a file made with --json") from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{path} is no result of this benchmark: {error}") from error


def difference(old: Real, new: Real) -> Iterator[str]:
    """Yield lines: figures that changed, over the recordings in both; then what changed in them, the worse first."""
    names = old.recordings.keys() & new.recordings.keys()
    before, after = _only(old, names), _only(new, names)
    yield from _figures(before, after)
    found = changes(before.recordings, after.recordings)
    width = max((len(change.recording) for change in found), default=0)
    for change in found:
        yield f"{change.sign:6}  {change.recording:{width}}  {change.text}"
    counts = ", ".join(f"{sum(change.sign == sign for change in found)} {sign}" for sign in ORDER)
    changed = len({change.recording for change in found})
    yield f"{counts}; {changed} of {len(names)} recordings changed"


def _only(real: Real, names: set[str]) -> Real:
    return summarise([one for one in real.recordings.values() if one.name in names], real.posecoach_version)


def _figures(before: Real, after: Real) -> Iterator[str]:
    first, second = overview(before), overview(after)
    for old, new in zip(first.rows, second.rows, strict=True):
        for how, was, now in zip(first.headings[1:], old[1:], new[1:], strict=True):
            if was != now:
                yield f"{new[0]}, {how}: {was} → {now}"


def changes(old: Mapping[str, Result], new: Mapping[str, Result]) -> list[Change]:
    """Return what changed in the recordings that both have, the worse first."""
    found = [change for name in sorted(old.keys() & new.keys()) for change in _changes(old[name], new[name])]
    return sorted(found, key=lambda change: ORDER.index(change.sign))


def _changes(old: Result, new: Result) -> Iterator[Change]:
    def change(sign: Sign, text: str) -> Change:
        return Change(sign, new.name, text)

    if old.expected != new.expected:
        yield change("other", "what is expected changed")
    if old.auto.exercise != new.auto.exercise:
        sign = _sign(old.taken_rightly - new.taken_rightly)
        yield change(sign, f"taken for {old.auto.exercise or NONE} → {new.auto.exercise or NONE}")
    if old.named and new.named:
        was, now = len(old.named.repetitions), len(new.named.repetitions)
        if was != now:
            sign = _sign((new.missed + new.invented) - (old.missed + old.invented))
            low, high = new.expected.repetitions
            right = f"{low}" if low == high else f"{low} to {high}"
            yield change(sign, f"repetitions {was} → {now} ({right} is right)")
        if old.named.cannot_judge != new.named.cannot_judge:
            yield change("other", _cannot_judge(old.named, new.named))
    was_share, now_share = old.agreement, new.agreement
    if was_share is not None and now_share is not None and abs(now_share - was_share) >= PHASES_DIFFER:
        yield change(_sign(was_share - now_share), f"phases agree {share(was_share)} → {share(now_share)}")
    for (came, verdict, rule), times in sorted(_faults(old, new).items()):
        yield change(_fault_sign(verdict, came), f"{verdict} {rule} {'new' if came else 'gone'}: {times}")


def _sign(worse_by: float) -> Sign:
    return "worse" if worse_by > 0 else "better" if worse_by < 0 else "other"


def _fault_sign(verdict: str, came: bool) -> Sign:
    if verdict == "arguable":
        return "other"
    return "better" if (verdict == "true") == came else "worse"


def _cannot_judge(old: Judged, new: Judged) -> str:
    was, now = set(old.cannot_judge), set(new.cannot_judge)
    parts = [
        f"{text}: {', '.join(sorted(rules))}"
        for text, rules in (("no longer judged", now - was), ("judged now", was - now))
        if rules
    ]
    return "; ".join(parts)


def _faults(old: Result, new: Result) -> dict[Key, str]:
    """Return when faults came or went, each with the reviews in which it did."""
    places: dict[tuple[Key, float], list[str]] = {}
    for how, was, now in (("named", old.named, new.named), ("auto", old.auto, new.auto)):
        for came, fault in _changed(was.faults if was else (), now.faults if now else ()):
            places.setdefault(((came, fault.verdict, fault.rule), fault.start_s), []).append(how)
    times: dict[Key, list[str]] = {}
    for (key, start_s), hows in sorted(places.items()):
        only = "" if new.named is None or len(hows) == 2 else f" ({hows[0]} only)"
        times.setdefault(key, []).append(f"{start_s:.1f} s{only}")
    return {key: ", ".join(texts) for key, texts in times.items()}


def _changed(old: Sequence[JudgedFault], new: Sequence[JudgedFault]) -> Iterator[tuple[bool, JudgedFault]]:
    """Yield (whether it came, fault) of those that are in one review and not, at the same time, in the other."""
    left = list(new)
    for fault in old:
        same = next((other for other in left if _same(fault, other)), None)
        if same is None:
            yield False, fault
        else:
            left.remove(same)
    yield from ((True, fault) for fault in left)


def _same(fault: JudgedFault, other: JudgedFault) -> bool:
    alike = (fault.rule, fault.verdict) == (other.rule, other.verdict)
    return alike and overlap_s(fault, other) >= -TOLERANCE_S
