"""The share of a phase in which the camera's view allowed verdicts."""

from __future__ import annotations


class ViewShare:
    """Counts the time of a phase in which the view allowed verdicts."""

    __slots__ = ("_allowed_s", "_now", "_total_s")

    def __init__(self) -> None:
        """Begin with a view that allows verdicts."""
        self._now = True
        self.begin_phase()

    def begin_phase(self) -> None:
        """Count from here."""
        self._total_s = self._allowed_s = 0.0

    def add(self, dt_s: float, allowed: bool) -> None:
        """Count the time since the frame before; NaN or nothing for the first."""
        self._now = allowed
        if dt_s > 0.0:
            self._total_s += dt_s
            self._allowed_s += dt_s if allowed else 0.0

    @property
    def share(self) -> float:
        """The share, 0..1; what holds now if no time has passed."""
        return self._allowed_s / self._total_s if self._total_s > 0.0 else float(self._now)
