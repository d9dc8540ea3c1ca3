"""The pages about a person's plan: what they say for given values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from posecoach.drawing import page_texts as texts
from posecoach.drawing.page import ENTER, QUIT, Bullets, Key, Page, Paragraph
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_

OTHER: Final = "o"
"""The key that leads from the plan to everything else."""
TODAY: Final = N_("Today in your plan")
NOTHING_LEFT: Final = N_("Nothing more in your plan today")
WEEK: Final = N_("{plan}, week {week}")
WEEK_OF: Final = N_("{plan}, week {week} of {weeks}")
BESIDES: Final = N_("Besides, without the camera")
KEEP_IN_MIND: Final = N_("Keep in mind")
STOP: Final = N_("Your plan says: stop here")


def planned_page(
    plan: str,
    week: int,
    weeks: int | None,
    to_do: Sequence[str],
    besides: Sequence[str],
    notes: Sequence[str],
    missed: str,
    words: Words = ENGLISH,
) -> Page:
    """Return today's part of a plan: ENTER = begin it, OTHER = choose something else, QUIT = leave.

    weeks: how long the plan goes on, None = until it is ended. to_do: exercises with their amounts; none = all is done.
    """
    head = words(
        WEEK if weeks is None else WEEK_OF, plan=plan, week=week, **({"weeks": weeks} if weeks else {})
    )
    blocks: list[Paragraph | Bullets] = [Paragraph(head, "lead")]
    if missed:
        blocks.append(Paragraph(missed))
    for heading, points in (("", to_do), (BESIDES, besides), (KEEP_IN_MIND, notes)):
        if points:
            blocks.append(Bullets(words(heading) if heading else "", tuple(points)))
    if not to_do:
        return Page(
            words(NOTHING_LEFT),
            tuple(blocks),
            (
                Key(ENTER, words(texts.ENTER_KEY), words(texts.CHOOSE_OTHER)),
                Key(QUIT, "q", words(texts.LEAVE)),
            ),
            "done",
        )
    return Page(
        words(TODAY),
        tuple(blocks),
        (
            Key(ENTER, words(texts.ENTER_KEY), words(texts.START)),
            Key(OTHER, OTHER, words(texts.CHOOSE_OTHER)),
            Key(QUIT, "q", words(texts.LEAVE)),
        ),
    )


def plan_stop_page(say: str, words: Words = ENGLISH) -> Page:
    """Return what the plan says when it is to be interrupted; ENTER and QUIT close it."""
    return Page(
        words(STOP),
        (Paragraph(say, "lead"),),
        (Key(ENTER, words(texts.ENTER_KEY), words(texts.CLOSE)),),
        "stop",
    )
