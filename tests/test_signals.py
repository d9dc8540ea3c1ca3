"""Ctrl-C, the system and a closed terminal end a command in order; so do surroundings in which nothing can begin."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from posecoach.signals import ENDING, end_in_order, put_off
from tests.conftest import ROOT

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


@pytest.mark.parametrize("name", ENDING)
def test_what_is_short_is_done_before_it_ends(name: str) -> None:
    done = False

    def short() -> None:
        nonlocal done
        with put_off():
            for _ in range(2):
                os.kill(os.getpid(), signal.Signals[name])
            done = True

    end_in_order()
    with pytest.raises(KeyboardInterrupt):
        short()
    assert done
    if name != "SIGHUP":  # which ends it once
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.Signals[name])


def test_what_is_short_in_a_worker_is_done_before_it_ends() -> None:
    lines = "import os, signal\nfrom posecoach.signals import put_off\nwith put_off():\n"
    lines += "    os.kill(os.getpid(), signal.SIGTERM)\n    print('done', flush=True)\nprint('never')"
    ended = subprocess.run(
        [sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGTERM, "done\n")


def test_what_is_short_leaves_alone_what_is_ignored_and_needs_nothing_in_a_thread() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with put_off():
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    end_in_order()
    before = signal.getsignal(signal.SIGINT)
    found: list[object] = []

    def short() -> None:
        with put_off():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=short)
    thread.start()
    thread.join()
    assert found == [before]


def program(before: str, *words: str, **environment: str) -> tuple[int, str]:
    """Run `python -m posecoach` after some lines of Python; return its exit status and what it said of an error."""
    code = f"import os, runpy, signal, sys\nsys.argv = {['posecoach', *words]!r}\n{before}\n"
    code += "runpy.run_module('posecoach', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


BEGINNING = """
class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.{number})
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("module", ["posecoach.cli.main", "posecoach.cli.exercises", "rich.table"])
def test_a_program_that_is_just_beginning_ends_with_the_same_status(module: str, number: str) -> None:
    assert program(BEGINNING.format(module=module, number=number), "exercises") == (
        130,
        "posecoach: interrupted\n",
    )


ONCE = """
import posecoach.cli.main as module
from posecoach.signals import end_in_order
def run(*_):
    end_in_order()
    exec('os.kill(os.getpid(), signal.SIGINT)')
module._run = run
"""
"""Where Python runs a text, as for a data class, it remembers Ctrl-C, and ends itself by it in the end."""
TWICE = """
before = module.remark
def remark(text):
    before(text)
    os.kill(os.getpid(), signal.SIGTERM)
module.remark = remark
"""


@pytest.mark.parametrize("lines", [ONCE, ONCE + TWICE])
def test_a_command_that_is_interrupted_says_so_with_its_status(lines: str) -> None:
    assert program(lines, "exercises") == (130, "posecoach: interrupted\n")


LATE = "\nimport atexit\natexit.register(lambda: os.write(2, b'W0000 a library\\n'))\n"
LOADING = """
def run(*_):
    from posecoach.pose.mediapipe.silence import quiet_stderr
    end_in_order()
    with quiet_stderr():
        os.kill(os.getpid(), signal.SIGINT)
module._run = run
"""


@pytest.mark.parametrize("lines", [ONCE + LATE, ONCE + LOADING + LATE])
def test_what_a_library_writes_while_it_is_interrupted_is_not_seen(lines: str) -> None:
    assert program(lines, "exercises") == (130, "posecoach: interrupted\n")


def test_what_is_told_to_end_again_and_again_ends_with_its_status() -> None:
    end = "\nimport atexit\natexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
    assert program(ONCE + end, "exercises") == (130, "posecoach: interrupted\n")


@pytest.mark.parametrize("number", ENDING)
def test_what_has_told_its_end_ends_with_its_status(number: str) -> None:
    last = f"""
class Last:
    def __del__(self, kill=os.kill, own=os.getpid(), number=signal.{number}):
        kill(own, number)
sys.modules["last"] = Last()
"""
    assert program(last, "exercises", "cat_cow") == (0, "")


def test_a_time_zone_that_is_none() -> None:
    told = "the time zone 'XYZ-99' lies a day or more from UTC: correct TZ"
    assert program("", "history", TZ="XYZ-99", LC_ALL="C") == (3, f"posecoach: {told}\n")


def test_it_works_without_docstrings() -> None:
    assert program("", "exercises", "cat_cow", PYTHONOPTIMIZE="2") == (0, "")
