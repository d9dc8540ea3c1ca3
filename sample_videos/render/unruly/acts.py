"""What somebody does: a posture to begin in, and a way to write it into a story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sample_videos.render.unruly.description import Side
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.postures import POSTURES
from sample_videos.render.unruly.story import SIDED, Story

View = Literal["side", "front"]


@dataclass
class Act:
    """One thing that is done. `exercise` None: none of ours. `phase` is that of its beginning.

    `sways` is how restless each parameter is (amplitude), `traits` what is unruly about it. `lying`: on the back or a
    side. `sided`: the phases that have the side of their repetition. `near`: the side toward the camera, where it is
    not any. `busy_hands`: they have no time to speak.
    """

    kind: str
    exercise: str | None
    view: View
    posture: str
    pose: Mapping[str, float]
    perform: Callable[[Story], None]
    phase: str = ""
    sways: Mapping[str, float] = field(default_factory=dict)
    traits: set[str] = field(default_factory=set)
    lying: bool = True
    sided: Collection[str] = SIDED
    near: Side | None = None
    busy_hands: bool = False

    @property
    def face_down(self) -> bool:
        """Whether it is done on hands and knees (or toes), or on the belly."""
        return POSTURES[self.posture].face_down


@dataclass(frozen=True)
class Tempo:
    """How fast and how restless somebody is: seconds of a movement and of a pause."""

    move_s: tuple[float, float]
    pause_s: tuple[float, float]

    def move(self, draw: Draw) -> float:
        """The time of one movement."""
        return draw.between(*self.move_s)

    def pause(self, draw: Draw) -> float:
        """The time of one pause; the shortest are none."""
        seconds = draw.between(*self.pause_s)
        return seconds if seconds >= 0.1 else 0.0


def tempo(draw: Draw, traits: set[str], slow: tuple[float, float] = (1.5, 2.8)) -> Tempo:
    """A tempo, and its name among the traits."""
    move = draw.weighted({"slow": 38.0, "brisk": 27.0, "fast": 22.0, "uneven": 13.0})
    pause = draw.weighted({"no_pauses": 55.0, "short_pauses": 25.0, "long_pauses": 20.0})
    traits |= {f"tempo_{move}", pause}
    moves = {"slow": slow, "brisk": (1.15, 1.7), "fast": (0.38, 0.66), "uneven": (0.5, 2.4)}
    pauses = {"no_pauses": (0.0, 0.05), "short_pauses": (0.2, 0.6), "long_pauses": (0.8, 2.2)}
    return Tempo(moves[move], pauses[pause])


def sides(draw: Draw, traits: set[str], count: int) -> list[Side]:
    """Sides in turn, one side only, or any."""
    way = draw.weighted({"in_turn": 65.0, "one_side_only": 18.0, "any_side": 17.0})
    if way != "in_turn":
        traits.add("one_sided" if way == "one_side_only" else "any_side")
    first = draw.one_of(("left", "right"))
    other = {"left": "right", "right": "left"}[first]
    options: dict[str, list[str]] = {
        "in_turn": [(first, other)[index % 2] for index in range(count)],
        "one_side_only": [first] * count,
        "any_side": [draw.one_of((first, other)) for _ in range(count)],
    }
    return options[way]  # type: ignore[return-value]  # mypy widens the strings


def both(name: str, value: float) -> dict[str, float]:
    """A parameter of both sides."""
    return {f"{side}_{name}": value for side in ("left", "right")}
