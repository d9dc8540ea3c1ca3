"""Every text of the screen can be translated: all that is looked up is listed, and all that is listed is used."""

from __future__ import annotations

import itertools

from posecoach.drawing.cue_band import message_for
from posecoach.drawing.help import draw_help
from posecoach.drawing.page_texts import PAGE_TEXTS
from posecoach.drawing.pages import pain_page
from posecoach.drawing.panel import Numbers
from posecoach.drawing.round_gauges import Breath
from posecoach.drawing.texts import SCREEN_TEXTS
from posecoach.events import Stage
from posecoach.postures.table import POSTURES
from posecoach.words.catalogue import Words
from tests.drawing.scenes import picture, snapshot, state
from tests.drawing.test_pages import EXERCISES, RESULTS, ROUTINES, pages


class Asked(dict[str, str]):
    """A catalogue that notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def get(self, text: str, default: object = None) -> str:  # type: ignore[override]
        self.texts.add(text)
        return text


def everything_said(words: Words) -> None:
    postures = [(one.key, view) for one in POSTURES.values() for view in one.at_a_glance] + [("", "")]
    situations = itertools.product(
        Stage,
        postures,
        (("in", "left", "Cat-cow"), ("out", "right", "")),
        ((True, True), (True, False), (False, False)),
    )
    of = [
        state(
            stage=stage,
            posture=posture,
            view=view,
            breath=breath,
            side=side,
            person=person,
            in_position=placed,
            next_title=following,
            breath_share=0.5,
            step=1,
            steps=2,
            score=80.0,
        )
        for stage, (posture, view), (breath, side, following), (person, placed) in situations
    ]
    for one in [None, *map(snapshot, of)]:
        message_for(one, words)
        Numbers.of(one, words)
        Breath.of(one, words)
    draw_help(picture((1280, 500)), 7.2, words)
    pages(words)
    pain_page(words=words)


def test_the_list_of_texts_is_complete_and_holds_nothing_else() -> None:
    asked = Asked()
    everything_said(Words("asked", asked))
    names = {"Cat-cow", "Cow", "Pop your back", "Slower", "Hands: hidden", "Lower the camera", ""}
    names |= {one.title for one in (*ROUTINES, *EXERCISES, *RESULTS)} | {one.remark for one in ROUTINES}
    assert asked.texts - names == {*SCREEN_TEXTS, *PAGE_TEXTS}


def test_no_text_is_listed_twice() -> None:
    both = [*SCREEN_TEXTS, *PAGE_TEXTS]
    assert len(both) == len(set(both))
