"""Every English text of the pages, in one place: the key of its translation (see posecoach/words).

The warnings are those of the guides; the red flags are what any guideline on back pain sends to a doctor first.
"""

from __future__ import annotations

from typing import Final

WARNING: Final = "Before you begin"
WARNING_LEAD: Final = "Move gently and slowly. Stop at once if anything hurts, and ask a health professional."
WARNING_NOTE: Final = (
    "The coach watches your form; it is no doctor and makes no diagnosis. "
    "Exercising too often or too hard can strain muscles."
)
RED_FLAGS_TITLE: Final = "See a doctor first if you have:"
RED_FLAGS: Final = (
    "a new problem with bladder or bowels",
    "numbness between the legs",
    "weakness in both legs",
    "a recent fall or accident",
    "fever together with back pain",
)
HAVE_READ: Final = "I have read this, none of it applies"
LEAVE: Final = "Leave"

CHOICE: Final = "What would you like to do?"
ROUTINES: Final = "Routines"
EXERCISES: Final = "Exercises"
CHOOSE: Final = "Choose with the arrows, or press its key"
START: Final = "Start"

PAIN: Final = "Stopped"
PAIN_LEAD: Final = "Rest in a position that is comfortable."
PAIN_AT: Final = "Stopped at: {title}. The session is saved."
PAIN_SAVED: Final = "The session is saved."
PAIN_ADVICE: Final = (
    "Do no more today.",
    "If the pain was sharp, gets worse or stays, see a doctor or physiotherapist before you go on.",
)
PAIN_FLAGS: Final = (
    "Get help at once if you lose control of bladder or bowels, feel numb between the legs, "
    "or both legs become weak."
)
CLOSE: Final = "Close"

SUMMARY: Final = "Well done"
SUMMARY_HEAD: Final = ("Exercise", "Repetitions", "Held", "Score", "Best")
OF: Final = "{done} of {aim}"
SECONDS: Final = "{seconds} s"
NOTHING_DONE: Final = "No repetition was completed this time."
WORK_ON: Final = "To work on"
NOT_JUDGED: Final = "What could not be judged"
NEXT_TIME: Final = "Next time"

RESUME: Final = "Go on where you stopped?"
RESUME_AT: Final = "You stopped {routine} at {exercise} today."
GO_ON: Final = "Go on there"
FROM_START: Final = "Start from the beginning"

ENOUGH: Final = "Enough for today"
ENOUGH_LEAD: Final = "You have done all that is advised for one day: {title}."
ENOUGH_NOTE: Final = "More does not help more, and may strain you. Your back profits from the pause."
CHOOSE_OTHER: Final = "Choose something else"

PAGE_TEXTS: Final = (
    WARNING,
    WARNING_LEAD,
    WARNING_NOTE,
    RED_FLAGS_TITLE,
    *RED_FLAGS,
    HAVE_READ,
    LEAVE,
    CHOICE,
    ROUTINES,
    EXERCISES,
    CHOOSE,
    START,
    PAIN,
    PAIN_LEAD,
    PAIN_AT,
    PAIN_SAVED,
    *PAIN_ADVICE,
    PAIN_FLAGS,
    CLOSE,
    SUMMARY,
    *SUMMARY_HEAD,
    OF,
    SECONDS,
    NOTHING_DONE,
    WORK_ON,
    NOT_JUDGED,
    NEXT_TIME,
    RESUME,
    RESUME_AT,
    GO_ON,
    FROM_START,
    ENOUGH,
    ENOUGH_LEAD,
    ENOUGH_NOTE,
    CHOOSE_OTHER,
)
"""All of the above."""
