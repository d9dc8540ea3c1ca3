"""Names of keys, on every system; and a key that is held down."""

from __future__ import annotations

import pytest

from posecoach.live.keys import COMMANDS, Repeats, key_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (-1, ""),
        (ord("n"), "n"),
        (ord("N"), "n"),
        (ord("7"), "7"),
        (ord(" "), " "),
        (27, "q"),
        (ord("q"), "q"),
        (10, "enter"),
        (13, "enter"),
        (65361, "left"),
        (65362, "up"),
        (65363, "right"),
        (65364, "down"),
        (2490368, "up"),
        (2621440, "down"),
        (63232, "up"),
        (63233, "down"),
        (0xFFE1, ""),
        (9, ""),
    ],
)
def test_codes_have_names(code: int, name: str) -> None:
    """Qt's of Linux (tried in a window), those of Windows, those of macOS; shift alone is no key."""
    assert key_name(code) == name


def test_space_and_p_pause_and_pain_has_a_key_of_its_own() -> None:
    assert (COMMANDS[" "], COMMANDS["p"], COMMANDS["x"]) == ("pause", "pause", "pain")


def test_a_key_that_is_held_down_counts_once() -> None:
    repeats = Repeats()
    times_s = [10.0, 10.5, 10.54, 10.58, 10.62, 12.0]
    assert [repeats.held("n", t_s) for t_s in times_s] == [False, True, True, True, True, False]


def test_another_key_is_another_key_at_once() -> None:
    repeats = Repeats()
    assert [repeats.held(code, 10.0) for code in "nb"] == [False, False]
