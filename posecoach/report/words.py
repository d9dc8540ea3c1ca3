"""How values, limits and times are written in reports."""

from __future__ import annotations

from posecoach.events import Fault
from posecoach.exercises.declaration import Rule

_UNITS = {"deg": "°", "trunk lengths": " × trunk", "deg/s": "°/s", "trunk lengths/s": " × trunk a second"}


def amount(value: float | None, unit: str) -> str:
    """Return a value with its unit, in as many digits as mean something."""
    return "–" if value is None else _number(value, unit) + _unit(unit)


def amount_with_error(value: float | None, error: float | None, unit: str) -> str:
    """Return a value with its measuring error, if there is one, and its unit."""
    if value is None or error is None:
        return amount(value, unit)
    degrees = "°" if unit == "deg" else ""
    return f"{_number(value, unit)}{degrees} ± {_number(error, unit)}{_unit(unit)}"


def _number(value: float, unit: str) -> str:
    number = f"{value:.0f}" if abs(value) >= 20 or unit == "deg" else f"{value:.2g}"
    return number.replace("-", "−")


def _unit(unit: str) -> str:
    return _UNITS.get(unit, f" {unit}" if unit else "")


def clock(t_s: float) -> str:
    """Return a media time as minutes and seconds: 1:05.3."""
    tenths = round(t_s * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def limit_in_words(rule: Rule, fault: Fault) -> str:
    """Return what a rule wanted: "at least 60°", or a share of the person's own best."""
    if fault.limit is None:
        return ""
    if fault.limit in (rule.at_least, rule.at_most):
        side = "at least" if fault.limit == rule.at_least else "at most"
        return f"{side} {amount(fault.limit, fault.unit)}"
    side = "at least" if rule.at_least is not None else "at most"
    share = f", {rule.best_share:.0%} of your own best" if rule.best_share is not None else ""
    return f"{side} {amount(fault.limit, fault.unit)}{share}"
