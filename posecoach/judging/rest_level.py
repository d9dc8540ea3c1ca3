"""Where a feature lies while a person is neutral, from what was seen of it: nobody has to hold still.

Pure functions over the samples of one stay in the starting posture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.exercises.declaration import Neutral

Column = NDArray[np.float64]

SAMPLE_S: Final = 0.08
"""How far apart samples are, of a stay that is not long."""

EXTREME_PERCENT: Final = (4.0, 96.0)
"""The ends of a feature's range, as percentiles: a spike or a wrong frame lies beyond them."""

LOW_SHARE: Final = 0.35
"""Where rest is the low end (hips down, trunk upright), this lowest share of the range is rest, as far as it is less
than what the exercise moves: who sits up afterwards stretches the range far beyond that. Smooth movement spends a third
of its time there, and people pause there besides."""

THIRDS: Final = (1.0 / 3.0, 2.0 / 3.0)
"""A swing goes from one outer third of the range to the other."""

CALM_S: Final = 0.5
CALM_SHARE: Final = 0.5
"""A feature is calm where it stays within this share of its `still_range` for this long: a second of that would still
count as still, and a movement of 3 s leaves it at once."""

PLATEAU_SHARES: Final = (0.2, 0.7)
PLATEAU_S: Final = 0.6
"""Calm moments of this length together, well away from both ends of the range, are the neutral itself."""

MOSTLY_SHARE: Final = 0.6
"""Most of the calm time is spent at rest if it is this share of all, and nearer to the typical value than the exercise
moves: who holds turns for seconds holds them on two sides, or far away."""

NEARER_SHARE: Final = 0.6
"""Who turns to one side only rests at one end of the range: at the one whose distance from the typical value is at
most this share of the other's. In rendered people who turn to one side 0.0 to 0.52; of ends alike neither is believed.
"""

END_SHARE: Final = 0.2
END_SWINGS: Final = 5
"""A still start within this share of the range at one of its ends is doubtful once the feature has gone there and back
twice, and there again: a person who goes only one way has been told so by then, or began in the middle."""

UNUSUAL_SHARE: Final = 0.5
"""A still start further from the typical value than this share of what the exercise moves is seldom neutral: 0.025 of
the back, whose neutral lies within 0.021 of the mean in two of three rendered bodies and in all recorded ones."""

USUAL_S: Final = 2.0
"""A feature must have been seen for this long to have a usual value."""

OFTEN_BY_TIMES: Final = 4
OFTEN_BY_S: Final = 0.6
APART_S: Final = 0.3
"""Who moves without a pause is at rest only in passing: so often, as many moments apart, and for this long altogether,
shows it as well as USUAL_S at a stretch. Chosen."""

USUAL_SPREAD: Final = 1.5
"""A value is usual only if 80 % of what was seen lies within this many `still_range`s."""

USUAL_SHARE: Final = 0.5
"""What the exercise moves, and other features tell to be at rest, passes through there without a stop: there 80 % may
lie within this share of what shows that the exercise was done."""


ASIDE_ERROR: Final = 2.0
"""What tells rest may waver by this much (degrees of the turn of shoulders against hips) by itself; chosen. Of so
little the line is not believed."""

BOTH_SIDES_SHARE: Final = 0.6
"""Who goes this share of what shows that the exercise was done to each side of a pause has paused at rest. Chosen, not
fitted: in a turn on the back, three times what lying shoulders waver by (6 degrees)."""

OFTEN_SHARE: Final = 0.45
OFTEN_S: Final = 4.0
"""A still second that was not the first is believed, of a feature that the exercise does not move, once the person has
stayed for so long and been near it for this share of the time: people hold still on the way, or at an end, too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Samples of one feature, in order, only where it was seen: media times [s] and values.

    aside: how far the feature that tells rest is from the middle of where it does, in its own unit; None without one.
    step_s: how far apart samples are that follow one another [s].
    """

    t_s: Column
    values: Column
    aside: Column | None = None
    step_s: float = SAMPLE_S

    def only(self, kept: NDArray[np.bool_]) -> Seen:
        """Return the samples that a mask keeps."""
        aside = None if self.aside is None else self.aside[kept]
        return Seen(self.t_s[kept], self.values[kept], aside, self.step_s)


@dataclass(frozen=True, slots=True)
class Level:
    """Where a feature lies while the person is neutral. rough: known only as a share of its range."""

    value: float
    rough: bool = False


def rest_level(neutral: Neutral, seen: Seen, swings: int) -> Level | None:
    """Return where a feature lies while the person is neutral; None if that is too uncertain.

    swings: how often the feature must have gone from one end of its range to the other before the ends are believed:
    a single swing may still be going on. 1: the stay is over, so that a side it never went to is one it did not go to.
    """
    if len(seen.t_s) < 2:
        return None
    level = _usual(neutral, seen) if neutral.lies == "usual" else _of_range(neutral, seen, swings)
    if level is None:
        return None
    more = _more_room(neutral, seen) if level.rough and neutral.share is not None else 0.0
    return level if neutral.least - more <= level.value <= neutral.most + more else None


def _more_room(neutral: Neutral, seen: Seen) -> float:
    """Return how far beyond its band a neutral may lie that is told by a movement there and back many times.

    Loose clothes, and a camera far aside, shift it; nobody holds an arched or a rounded back and swings about it.
    """
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    often = neutral.moves is not None and swings_of(seen.values, low, high) >= END_SWINGS
    return UNUSUAL_SHARE * neutral.moves if often and neutral.moves is not None else 0.0


def at_an_end(neutral: Neutral, seen: Seen, value: float, *, early: bool = True) -> bool:
    """Tell whether what was taken for the neutral has turned out to be an end of the feature's range.

    A person who holds still in a cow before beginning shows no other neutral; nor does one who never arches. A value
    that is unusual for a neutral is doubted as soon as the feature has moved far, and so is one that was taken when
    the person may have been under way (not early): slow ends are nearly still.
    """
    if len(seen.t_s) < 2 or neutral.moves is None or neutral.share is None:
        return False
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    if high - low < neutral.moves:
        return False
    doubted = not early or _unusual(neutral, value) or swings_of(seen.values, low, high) >= END_SWINGS
    return bool(doubted and min(value - low, high - value) < END_SHARE * (high - low))


def _unusual(neutral: Neutral, value: float) -> bool:
    """Tell whether a value is too far from the typical one to be taken for a neutral without more evidence."""
    if neutral.moves is None or neutral.typical is None:
        return False
    return abs(value - neutral.typical) > UNUSUAL_SHARE * neutral.moves


def rest_elsewhere(neutral: Neutral, seen: Seen, value: float, swings: int) -> Level | None:
    """Return where rest is if it turns out not to be what was taken for the neutral; None if that may be right."""
    if neutral.moves is None or len(seen.t_s) < 2:
        return None
    if neutral.lies == "low":
        return _lower_rest(neutral, seen, value, swings)
    if neutral.lies == "usual":
        return _usual_elsewhere(neutral, seen, value)
    if neutral.share is None:
        return _rest_between(neutral, seen, value, swings)
    return rest_level(neutral, seen, swings) if at_an_end(neutral, seen, value) else None


def _lower_rest(neutral: Neutral, seen: Seen, value: float, swings: int) -> Level | None:
    """Return where rest is if the feature, which rests at its low end, went far below what was taken for the neutral.

    Whoever is first seen with the chest pressed up, or leaning back, comes down from there, and is calm for a moment.
    """
    level = rest_level(neutral, seen, swings)
    if level is None or neutral.moves is None or value - level.value < neutral.moves:
        return None
    there = calm(seen, CALM_SHARE * neutral.still_range) & (seen.values <= level.value + neutral.still_range)
    return Level(level.value) if np.count_nonzero(there) * _step_s(seen) >= PLATEAU_S else None


def _usual_elsewhere(neutral: Neutral, seen: Seen, value: float) -> Level | None:
    """Return where rest is if the feature is usually far from what was taken for the neutral, where others tell rest.

    Whoever is first seen turned, shoulders against hips, and holds it, is later seen with the shoulders over the hips.
    """
    level = rest_level(neutral, seen, 1)
    if level is None or neutral.moves is None or not neutral.given:
        return None
    return level if abs(level.value - value) >= UNUSUAL_SHARE * neutral.moves else None


def _rest_between(neutral: Neutral, seen: Seen, value: float, swings: int) -> Level | None:
    """Return where rest is if the feature, which goes to both sides of it, pauses far from what was taken for it.

    Whoever is first seen in a turn, and holds it, comes back from there, pauses, and turns to the other side.
    """
    if neutral.moves is None:
        return None
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    least = BOTH_SIDES_SHARE * neutral.moves
    if high - low < 2.0 * least or abs(value - (low + high) / 2.0) < least:
        return None
    if swings_of(seen.values, low, high) < swings:
        return None
    quiet = calm(seen, CALM_SHARE * neutral.still_range)
    inside = (seen.values > low + least) & (seen.values < high - least)
    paused = quiet & inside & (np.abs(seen.values - value) > least)
    pause = seen.values[paused]
    if len(pause) * _step_s(seen) < PLATEAU_S:
        return None
    lowest, highest = np.percentile(pause, (10.0, 90.0))
    # People come back to rest after each turn, to a turn only now and then; who halts on the way has paused there once.
    there = _visits(quiet & (np.abs(seen.values - value) <= neutral.still_range))
    often = _visits(paused) >= max(there, 1) + (swings > 1)
    return Level(float(np.median(pause))) if often and highest - lowest <= neutral.still_range else None


def often_there(neutral: Neutral, seen: Seen, value: float) -> bool:
    """Tell whether what was taken for the neutral is usual; always of a feature that the exercise moves."""
    if neutral.moves is not None:
        return True
    if len(seen.t_s) < 2 or _seconds(seen) < OFTEN_S:
        return False
    near = np.abs(seen.values - value) <= neutral.still_range
    return float(np.mean(near)) >= OFTEN_SHARE


def _usual(neutral: Neutral, seen: Seen) -> Level | None:
    values = seen.values if seen.aside is None else _at_rest_in_passing(seen.values, seen.aside)
    low, high = np.percentile(values, (10.0, 90.0))
    spread = USUAL_SPREAD * neutral.still_range if neutral.moves is None else USUAL_SHARE * neutral.moves
    if not _long_enough(seen) or high - low > spread:
        return None
    return Level(float(np.median(values)))


def _at_rest_in_passing(values: Column, aside: Column) -> Column:
    """Return values as they would be where what tells rest is in the middle of where it does, by the line through all.

    Who swings passes there without a stop: what is seen on the way there and on the way on lies to both sides of it.
    """
    off = aside - np.mean(aside)
    slope = np.sum(off * values) / (np.sum(off**2) + len(aside) * ASIDE_ERROR**2)
    return np.asarray(values - slope * aside)


def _long_enough(seen: Seen) -> bool:
    """Tell whether a feature was seen at rest for long enough, or often in passing where another one tells rest."""
    if seen.aside is None:
        return _seconds(seen) >= USUAL_S
    seconds = len(seen.t_s) * seen.step_s
    stretches = 1 + int(np.count_nonzero(np.diff(seen.t_s) > max(APART_S, 1.5 * seen.step_s)))
    return seconds >= USUAL_S or (stretches >= OFTEN_BY_TIMES and seconds >= OFTEN_BY_S)


def _of_range(neutral: Neutral, seen: Seen, swings: int) -> Level | None:
    low, high = np.percentile(seen.values, EXTREME_PERCENT)
    if neutral.moves is None or high - low < neutral.moves or swings_of(seen.values, low, high) < swings:
        return None
    if neutral.lies == "low":
        reach = min(LOW_SHARE * (high - low), neutral.moves)
        return Level(float(np.median(seen.values[seen.values <= low + reach])))
    return _between(neutral, seen, (low, high), swings)


def _between(neutral: Neutral, seen: Seen, ends: tuple[float, float], swings: int) -> Level | None:
    """Return the level of the calm moments between both ends, else the usual value, if any."""
    low, high = ends
    at_rest = seen.only(calm(seen, CALM_SHARE * neutral.still_range))
    over = neutral.share is None and swings == 1
    if over and (level := _mostly(neutral, at_rest, _step_s(seen))) is not None:
        return level
    shares = (at_rest.values - low) / (high - low)
    plateau = at_rest.only((shares > PLATEAU_SHARES[0]) & (shares < PLATEAU_SHARES[1]))
    if len(plateau.t_s) * _step_s(seen) >= PLATEAU_S:
        value = float(np.median(plateau.values))
        return Level(value, rough=neutral.share is not None and _unusual(neutral, value))
    if neutral.share is None:
        return _nearer_end(neutral, at_rest, ends, _step_s(seen)) if over else None
    return Level(float(low + neutral.share * (high - low)), rough=True)


def _mostly(neutral: Neutral, at_rest: Seen, step_s: float) -> Level | None:
    """Return the level at which most of the calm time is spent, if that may be neutral."""
    values = np.sort(at_rest.values)
    if not len(values):
        return None
    after = np.searchsorted(values, values + neutral.still_range, side="right")
    within = after - np.arange(len(values))
    first = int(np.argmax(within))
    level = float(np.median(values[first : after[first]]))
    often = within[first] >= MOSTLY_SHARE * len(values) and within[first] * step_s >= 2.0 * PLATEAU_S
    typical, moves = neutral.typical, neutral.moves
    near = typical is not None and moves is not None and abs(level - typical) < moves
    return Level(level) if often and near else None


def _nearer_end(neutral: Neutral, at_rest: Seen, ends: tuple[float, float], step_s: float) -> Level | None:
    """Return the level of the calm moments at the end of the range that is clearly nearer to the typical value."""
    typical = neutral.typical
    if typical is None:
        return None
    near, far = sorted(ends, key=lambda end: abs(end - typical))
    if abs(near - typical) > NEARER_SHARE * abs(far - typical):
        return None
    there = at_rest.only(np.abs(at_rest.values - near) < END_SHARE * abs(far - near))
    if len(there.t_s) * step_s < PLATEAU_S:
        return None
    lowest, highest = np.percentile(there.values, (10.0, 90.0))  # rest and a short turn lie apart
    return (
        None if highest - lowest > neutral.still_range else Level(float(np.median(there.values)), rough=True)
    )


def _visits(there: NDArray[np.bool_]) -> int:
    """Return how often a place was come to, from a mask of the samples there."""
    return int(there[0]) + int(np.count_nonzero(there[1:] & ~there[:-1]))


def swings_of(values: Column, low: float, high: float) -> int:
    """Return how often values went from one outer third of a range to the other."""
    shares = (values - low) / (high - low)
    ends = np.where(shares < THIRDS[0], -1, np.where(shares > THIRDS[1], 1, 0))
    visited = ends[ends != 0]
    return int(np.count_nonzero(np.diff(visited)))


def calm(seen: Seen, reach: float) -> NDArray[np.bool_]:
    """Return the samples around which, for CALM_S, all values stay within a reach."""
    first = np.searchsorted(seen.t_s, seen.t_s - CALM_S / 2.0)
    after = np.searchsorted(seen.t_s, seen.t_s + CALM_S / 2.0, side="right")
    return np.array(
        [np.ptp(seen.values[a:b]) <= reach for a, b in zip(first, after, strict=True)], dtype=np.bool_
    )


def _step_s(seen: Seen) -> float:
    return float(np.median(np.diff(seen.t_s)))


def _seconds(seen: Seen) -> float:
    return len(seen.t_s) * _step_s(seen)
