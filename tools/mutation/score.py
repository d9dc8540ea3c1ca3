"""The score of the mutants tried, of each area, and which survivors nobody has accounted for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tools.mutation.areas import AREAS

JUSTIFIED: Final = Path(__file__).with_name("survivors.toml")


def told(drawn: Sequence[str], results: Mapping[str, Mapping[str, str]]) -> int:
    """Print the score; return 1 if an area misses its target or a survivor has no reason, else 0."""
    reasons = justified()
    status = 0
    for name, area in AREAS.items():
        tried = [one for one in drawn if one.startswith(area.folders) and one in results]
        alive = [one for one in tried if not results[one]["result"].startswith("killed")]
        equal = [one for one in alive if without_line(one) in reasons]
        counted = len(tried) - len(equal)
        if not counted:
            continue
        share = (len(tried) - len(alive)) / counted
        print(
            f"{name}: {len(tried) - len(alive)} of {len(tried)} killed, {len(equal)} change nothing: "
            f"{share:.1%} (wanted: {area.target:.0%})"
        )
        status |= share < area.target
        for one in alive:
            print(f"  {results[one]['result']}: {one}  ({reasons.get(without_line(one), 'not justified')})")
    return int(status)


def justified() -> dict[str, str]:
    """Return why mutants may survive, by what they change."""
    found = tomllib.loads(JUSTIFIED.read_text(encoding="utf-8"))["survivor"]
    return {f"{one['path']} {one['change']}": one["reason"] for one in found}


def without_line(mutant: str) -> str:
    """Return a mutant's name without line and column, which move with every edit."""
    place, _, change = mutant.partition(" ")
    return f"{place.partition(':')[0]} {change}"
