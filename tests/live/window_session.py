"""A program with a real window, for the tests: what a person does is its argument; prints what came of it."""

from __future__ import annotations

import sys
import threading
import time

from posecoach.live.window import Window
from tests.live.scenes import ARM, fault, picture, pose, snapshot
from tests.live.x11 import Person

PATIENCE_S = 20.0


def act(what: str) -> None:
    person = Person()
    time.sleep(0.5)  # the window has to be on the screen
    match what:
        case "close":
            person.close("posecoach")
        case "resize":
            person.resize("posecoach", (1600, 900))
        case _:
            person.press(what)


def main() -> None:
    window = Window()
    until = time.monotonic() + (2.0 if sys.argv[1] in ("h", "space", "resize") else PATIENCE_S)
    threading.Thread(target=act, args=(sys.argv[1],), daemon=True).start()
    while not window.ended and time.monotonic() < until:
        window.show(picture(), snapshot(fault(), pose(ARM)))
        window.attend(10)
    if window.ended:
        print("ended")
    else:
        canvas = window._overlay._canvas
        print(f"{'helping' if window._helping else 'open'} {canvas.shape[1]}x{canvas.shape[0]}")
    window.close()
    window.close()


main()
