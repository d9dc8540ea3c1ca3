"""Ctrl-C, the system and a closed terminal end a command in order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from posecoach.signals import ENDING, end_in_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {name: signal.getsignal(signal.Signals[name]) for name in ENDING}
    yield
    for name, handler in before.items():
        signal.signal(signal.Signals[name], handler)


@pytest.mark.parametrize("name", ENDING)
def test_each_ends_a_command_as_ctrl_c_does(name: str) -> None:
    end_in_order()
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.Signals[name])


@pytest.mark.parametrize("name", ENDING)
def test_what_is_ignored_stays_ignored(name: str) -> None:
    signal.signal(signal.Signals[name], signal.SIG_IGN)
    end_in_order()
    assert signal.getsignal(signal.Signals[name]) is signal.SIG_IGN


def test_a_closed_terminal_ends_it_once() -> None:
    end_in_order()
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGHUP)
    os.kill(os.getpid(), signal.SIGHUP)
