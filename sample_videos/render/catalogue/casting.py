"""Short ways to write a clip of one person from the side or from the front."""

from __future__ import annotations

from sample_videos.render.clip import HEADING_DEG, Actor, Clip, Split, View
from sample_videos.render.script import Script


def solo(
    what: str,
    shows: str,
    split: Split,
    cast: tuple[str, str],
    script: Script,
    view: View,
    stage: tuple[str, str],
    exercise: str | None = None,
    also: tuple[str, ...] = (),
) -> Clip:
    """A clip of one person; `cast` is body and outfit, `stage` is room and light."""
    body, outfit = cast
    room, light = stage
    actor = Actor(body, outfit, script, HEADING_DEG[view.near])
    return Clip(what, shows, exercise, split, (actor,), view, room, light, also=also)
