"""A program with a real window, for the tests: its arguments are what it shows (exercise, page, both, or
many: a page with more to choose than has room) and what
a person does; prints what came of it.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Sequence

from posecoach.drawing.colours import VERMILION
from posecoach.drawing.pages import choice_page
from posecoach.live.window import Window
from tests.drawing.scenes import ARM, fault, picture, pose, snapshot
from tests.drawing.test_pages import EXERCISES, MANY, ROUTINES
from tests.live.x11 import Person

PATIENCE_S = 20.0


def act(window: Window, keys: Sequence[str]) -> None:
    person = Person()
    while not window._appeared:
        time.sleep(0.01)
    time.sleep(0.5)  # to be there is not yet to take keys
    for key in keys:
        match key:
            case "close":
                person.close("posecoach")
            case "click":
                person.click((300, 420))
            case "more":
                person.click((1250, 500))
            case "resize":
                person.resize("posecoach", (1600, 900))
            case _:
                person.press(key)
        time.sleep(0.2)


def exercise(window: Window, patience_s: float) -> str:
    """Show an exercise; return how it stands with the window, and what was asked for."""
    asked: list[str] = []
    until = math.inf
    while not window.ended and time.monotonic() < until:
        if window._appeared and math.isinf(until):
            until = time.monotonic() + patience_s
        window.show(picture(), snapshot(fault(), pose(ARM)))
        window.attend(10)
        asked += window.commands()
    if window.ended:
        return "ended"
    canvas = window._overlay._canvas
    situation = f"{'helping' if window._helping else 'open'} {canvas.shape[1]}x{canvas.shape[0]}"
    stopped = ["stopped"] if (canvas == VERMILION).all(axis=-1).any() else []
    return " ".join([situation, *asked, *stopped])


def main() -> None:
    window = Window(full_screen=False, large=sys.argv[1] == "many")
    keys = sys.argv[2:]
    threading.Thread(target=act, args=(window, keys), daemon=True).start()
    if sys.argv[1] == "both":
        exercise(window, PATIENCE_S)
    if sys.argv[1] != "exercise":
        answer = window.page(MANY if sys.argv[1] == "many" else choice_page(ROUTINES, EXERCISES))
        print(answer, "ended" if window.ended else "open")
    else:
        print(exercise(window, PATIENCE_S if keys[0] in ("q", "Escape", "close") else 2.0))
    window.close()
    window.close()


main()
