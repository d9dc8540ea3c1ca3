"""From poses to the requested features, compiled once."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.features import (  # noqa: F401  (importing registers their features)
    arms,
    back,
    front,
    joints,
    limbs,
    support,
    trunk,
)
from posecoach.features.body import Body
from posecoach.features.registry import FEATURES, Feature, feature

register_feature = feature
"""The same for features of your own: those of posecoach are registered before them, so that no name is taken twice."""


def feature_names() -> tuple[str, ...]:
    """Return the names of all features, in alphabetical order."""
    return tuple(sorted(FEATURES))


def get_feature(name: str) -> Feature:
    """Return a feature by name; KeyError if there is none."""
    return FEATURES[name]


class Extractor:
    """Measures a fixed list of features on a body; nothing is looked up by name per frame."""

    def __init__(self, names: Sequence[str]) -> None:
        """Compile a list of feature names; KeyError if one does not exist."""
        self.names = tuple(names)
        self._measures = tuple(FEATURES[name].measure for name in names)
        self.needs_outline = any(FEATURES[name].outline for name in names)

    def measure(self, body: Body) -> list[float]:
        """Return the values in the order of `names`; NaN = not seen."""
        return [measure(body) for measure in self._measures]
