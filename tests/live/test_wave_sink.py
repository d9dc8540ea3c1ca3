"""A wave asks the coach for a pause."""

from __future__ import annotations

from benchmarks.waves.stored import read_stored
from posecoach.events import Command
from posecoach.live.wave_sink import WaveSink
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from tests.coaches import FakeCoach


class Asked(FakeCoach):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Command] = []

    def command(self, command: Command) -> None:
        self.asked.append(command)


def test_somebody_who_waves_asks_for_one_pause() -> None:
    coach = Asked()
    sink = WaveSink(coach)
    for pose in read_stored()[2, "lying"].poses:
        sink(Moment(pose), (), CoachState())
    sink(None, (), CoachState())
    assert coach.asked == ["pause"]
