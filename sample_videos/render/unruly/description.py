"""What an unruly clip is made of: plain data, the same bytes for the same seed and number.

Everything that is drawn stands in a `Description`, so that figures, frames and truth follow from it alone. Times are
seconds of the timeline, in which the clip is a window: what happens before its start and after its end is never seen.
Poses name the parameters of a posture (`postures.py`) that differ from its defaults.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Side = Literal["left", "right"]


class Beat(msgspec.Struct, frozen=True, omit_defaults=True):
    """One movement or pause: within `seconds` to `pose` of a posture, from wherever the beat before ended.

    `phase` starts with it ("" goes on with the one before, "-" ends it); `arc` leaves the way and comes back to it;
    `even` moves at an even speed.
    """

    posture: str
    seconds: float
    pose: dict[str, float] = {}
    phase: str = ""
    side: Side | None = None
    arc: dict[str, float] = {}
    even: bool = False


class Meant(msgspec.Struct, frozen=True, omit_defaults=True):
    """A repetition: the beats from `first` up to, not including, `after`.

    `whole`: a repetition as the contract defines one. Otherwise a program may count it or not.
    """

    first: int
    after: int
    side: Side | None = None
    whole: bool = True


class Gesture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A hand that leaves what it does for a while: to a place of `hands.py`, perhaps waving there."""

    hand: Side
    place: str
    start_s: float
    rise_s: float
    stay_s: float
    fall_s: float
    wave_m: float = 0.0
    wave_hz: float = 1.0


class Nod(msgspec.Struct, frozen=True, omit_defaults=True):
    """A head that looks elsewhere for a while, + down and + to the left."""

    start_s: float
    rise_s: float
    stay_s: float
    fall_s: float
    down_deg: float = 0.0
    left_deg: float = 0.0


class Sway(msgspec.Struct, frozen=True):
    """A parameter that is never still: amplitude in its own unit, rate, and phase in turns."""

    name: str
    amplitude: float
    hz: float
    turn: float


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who it is: a blend of two bodies, scaled, in clothes of any colours; hair down to `hair_m` if it is long."""

    body: str
    other: str
    share: float
    scale: float
    top: str
    bottom: str
    sleeve: Literal["none", "short", "long"]
    legs: Literal["short", "knee", "long"]
    feet: Literal["bare", "socks", "shoes"]
    footwear: str
    looseness: float
    hair_m: float = 0.0


class Passer(msgspec.Struct, frozen=True):
    """Somebody else: walks past at a depth [m] behind (+) or in front (-) of the person, or stands there.

    `aside_m` is where they stand, or how far from the middle their way begins; `walks` 0 stands, 1 walks to the right
    of the picture, -1 to the left.
    """

    person: Person
    depth_m: float
    aside_m: float
    walks: int
    start_s: float


class Camera(msgspec.Struct, frozen=True):
    """Where the camera stands; `near` and the sign of the yaw are as in docs/truth_format.md.

    `fill` is the person's share of the picture, over 1 too close; pans are shares of the picture by which the person
    is moved right and up. `roll_deg` + turns the camera clockwise.
    """

    near: Side | None
    yaw_deg: float
    height_m: float
    roll_deg: float
    fov_deg: float
    fill: float
    pan_right: float
    pan_up: float
    size_wh: tuple[int, int]


class Capture(msgspec.Struct, frozen=True):
    """What the camera makes of it: frames per second, the share of them that is lost, light and sensor.

    `brightness` is a factor, `noise` a standard deviation of 1/255, `blur_px` a Gaussian, `jpeg` a quality in percent.
    """

    fps: float
    dropped: float
    jitter: float
    light: str
    brightness: float
    noise: float
    blur_px: float
    jpeg: int
    room: str


class Description(msgspec.Struct, frozen=True):
    """One clip. `exercise` None: none of ours; `kind` is what is done, `traits` what is unruly about it.

    `neutral` is the posture and pose that changes are measured against; `window_s` the part of the timeline that is
    filmed; `shown_s` the part of the timeline that the picture is framed for.
    """

    seed: int
    number: int
    exercise: str | None
    kind: str
    traits: tuple[str, ...]
    person: Person
    camera: Camera
    capture: Capture
    neutral: Beat
    beats: tuple[Beat, ...]
    repetitions: tuple[Meant, ...]
    gestures: tuple[Gesture, ...]
    nods: tuple[Nod, ...]
    sways: tuple[Sway, ...]
    passers: tuple[Passer, ...]
    window_s: tuple[float, float]
    shown_s: tuple[float, float]

    @property
    def name(self) -> str:
        """Name of the clip, without an ending."""
        return f"unruly_{self.seed}_{self.number:03}_{self.kind}"

    def as_json(self) -> bytes:
        """The description as bytes: two descriptions are the same clip if these are."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @property
    def sha256(self) -> str:
        """Checksum of the description."""
        return hashlib.sha256(self.as_json()).hexdigest()
