"""Render the sample videos: `python -m sample_videos.render [NAME...|--all]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from sample_videos.render.catalogue import CLIPS
from sample_videos.render.catalogue.variants import PLANS, variants
from sample_videos.render.produce import render_all

SAMPLE_VIDEOS = Path(__file__).parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Render what is asked for; 0 done, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.list:
        for clip in CLIPS.values():
            print(f"{clip.name:40} {clip.split}  {clip.duration_s:5.1f} s  {clip.shows}")
        return 0
    known = PLANS if options.variants else CLIPS
    names = list(known) if options.all else options.names
    if not names:
        parser.error("name the clips to render, or say --all; --list shows them")
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            what = "exercise" if options.variants else "clip"
            hint = f"; did you mean {near[0]!r}?" if near else "; see --list"
            parser.error(f"there is no {what} {name!r}{hint}")
    if options.variants:
        names = [clip.name for name in names for clip in variants(name, options.variants)]
    options.out.mkdir(parents=True, exist_ok=True)
    paths = render_all(names, options.out, options.workers, options.sheet)
    for done, path in enumerate(paths, start=1):
        print(f"[{done}/{len(names)}] {path} {path.stat().st_size / 1000:.0f} KB", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sample_videos.render", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips to render")
    parser.add_argument("--all", action="store_true", help="render every clip")
    parser.add_argument(
        "--variants",
        type=int,
        metavar="N",
        help="clips drawn at random in place of the catalogue's: N of each exercise that is named, or of all",
    )
    parser.add_argument("--list", action="store_true", help="list the clips and what they show")
    parser.add_argument(
        "--out", type=Path, default=SAMPLE_VIDEOS, help="folder to write to (default: %(default)s)"
    )
    parser.add_argument(
        "--workers", type=int, default=1, help="clips rendered at once (default: %(default)s)"
    )
    parser.add_argument("--sheet", action="store_true", help="also write a contact sheet of each clip")
    return parser


if __name__ == "__main__":
    sys.exit(main())
