"""A posture is added by its row in the table: nothing else has to know it."""

from __future__ import annotations

import pytest
from rich.console import Console

from posecoach.cli.exercise_page import page
from posecoach.coaching.coach import Coach
from posecoach.coaching.phrases import posture_words
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.silhouette import Wanted, make_silhouette
from posecoach.drawing.snapshot import Snapshot
from posecoach.errors import ExerciseFileError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import read_exercise
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.postures.figure import FeatureValues, Figure
from posecoach.postures.posture import Posture, chain
from posecoach.postures.table import POSTURES, posture_of, stick_figure
from tests.drawing.scenes import state
from tests.exercise_files import MINIMAL
from tests.poses import CameraPlace, every, standing

CAMERA = CameraPlace(scale=300.0)
FOLDED = [standing(t_s, CAMERA, trunk_inclination_deg=70.0) for t_s in every(30.0, 1.0)]
UPRIGHT = [standing(t_s, CAMERA) for t_s in every(30.0, 1.0)]


def recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    return incline_deg > 45.0 / slack


def figure(values: FeatureValues, view: str) -> Figure:
    return Figure([[(0.0, 0.0), (0.0, 1.6), (0.9, 1.8)]])


ROW = Posture(
    key="folded",
    meaning="upright legs, trunk folded forward",
    place="folded",
    start="Folded forward",
    get_into={"side": "Fold forward, side to the camera"},
    at_a_glance={"side": "Fold forward"},
    level=False,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=recognise,
    silhouettes={"side": chain((0.0, 0.0, 0.1), (0.0, 1.6, 0.15), (0.9, 1.8, 0.15))},
    figure=figure,
)


@pytest.fixture(autouse=True)
def folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POSTURES, "folded", ROW)


def exercise() -> Exercise:
    return read_exercise(MINIMAL.replace('"hook_lying"', '"folded"'), "mine.toml")


def test_a_posture_without_a_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(POSTURES, "folded")

    with pytest.raises(
        ExerciseFileError, match=r"mine\.toml:5: posture: 'folded' is not known here; valid are: "
    ):
        exercise()


def test_a_view_that_it_has_no_words_for_is_refused() -> None:
    text = MINIMAL.replace('"hook_lying"', '"folded"').replace('"side"', '"front"')

    with pytest.raises(ExerciseFileError, match=r"mine\.toml:6: view: 'folded' is seen from: side"):
        read_exercise(text, "mine.toml")


@pytest.mark.parametrize(("poses", "key"), [(FOLDED, "folded"), (UPRIGHT, "standing")])
def test_it_is_recognised(poses: list[Pose], key: str) -> None:
    body = Body()
    for pose in poses:
        body.update(pose)

    assert posture_of(body) == key


@pytest.mark.parametrize(("poses", "placed"), [(FOLDED, True), (UPRIGHT, False)])
def test_the_coach_waits_for_it(poses: list[Pose], placed: bool) -> None:
    coach = Coach(exercise())
    for pose in poses:
        coach.step(pose)

    assert coach.state.in_position is placed


def test_it_is_said_shown_and_written_in_its_words() -> None:
    waiting = state(stage="setup", posture="folded", view="side", in_position=False)
    console = Console(width=120)
    with console.capture() as said:
        console.print(page(exercise()))

    assert posture_words(exercise()) == "Fold forward, side to the camera"
    assert message_for(Snapshot(waiting, Pose.nobody(1.0))).text == "Fold forward"
    assert "Folded forward." in said.get()


def test_it_has_a_silhouette_and_a_figure() -> None:
    assert make_silhouette(Wanted("folded", "side"), (640, 480), 7.0) is not None
    assert make_silhouette(Wanted("folded", "front"), (640, 480), 7.0) is None
    assert stick_figure("folded", "side", {}).bounds() == (0.0, 0.9, 0.0, 1.8)
