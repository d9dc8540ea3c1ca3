"""Pauses: asked for by the person, or made because nobody is to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.coaching.phrases import SETUP, announced
from posecoach.events import Announced
from posecoach.pose.pose import NoPicture


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause since a media time [s]. away: nobody is to be seen, rather than the person asked for it.

    no_picture: why nobody is to be seen, if it is the camera that shows nothing.
    """

    since_s: float
    away: bool = False
    no_picture: NoPicture = ""

    def said(self, about: str, *, waves: bool) -> Announced:
        """Return what is said when it begins. about: the key of the exercise. waves: whether a wave ends it."""
        if self.no_picture:
            return announced(self.since_s, about, "no_picture", reason=SETUP[self.no_picture])
        asked = "paused_wave" if waves else "paused"
        return announced(self.since_s, about, "away" if self.away else asked)
