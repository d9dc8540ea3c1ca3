"""Every English text of the pages, in one place.

The warnings are those of the guides. The red flags are those of the international framework (cauda equina syndrome,
fracture, malignancy, infection: L. M. Finucane et al. 2020, J Orthop Sports Phys Ther 50(7), 350-372,
doi:10.2519/jospt.2020.9971); NICE guideline NG59 (www.nice.org.uk/guidance/ng59) has the same four causes excluded
before exercise. A foot that drops is a sign of nerve damage. After recent surgery and in pregnancy exercise has
to be cleared first (the latter: ACOG Committee Opinion 804, 2020). The report and the README have the same list.
"""

from __future__ import annotations

from typing import Final

from posecoach.words.phrase import N_

WARNING: Final = N_("Before you begin")
WARNING_LEAD: Final = N_(
    "Move gently and slowly. Stop at once if anything hurts, and ask a health professional."
)
WARNING_NOTE: Final = N_(
    "The coach watches your form; it is not a doctor and does not diagnose. "
    "Exercising too often or too hard can strain muscles."
)
RED_FLAGS_TITLE: Final = N_("See a doctor first if any of these applies to you:")
RED_FLAGS: Final = (
    N_("a new problem with your bladder or bowels, or numbness between the legs"),
    N_("weakness in one or both legs, or a foot that drops"),
    N_("a recent fall or accident"),
    N_("fever together with back pain, or a weakened immune system"),
    N_("cancer, now or in the past"),
    N_("unexplained weight loss"),
    N_("pain that wakes you at night, or that no position relieves"),
    N_("osteoporosis, or long-term steroid use"),
    N_("recent surgery"),
    N_("pregnancy"),
)
HAVE_READ: Final = N_("I have read this; none of it applies to me")
ENTER_KEY: Final = N_("Enter")
"""As it stands on the key."""
LEAVE: Final = N_("Leave")

CHOICE: Final = N_("What would you like to do?")
ROUTINES: Final = N_("Routines")
EXERCISES: Final = N_("Exercises")
ON_THE_FLOOR: Final = N_("Exercises on the floor")
UPRIGHT: Final = N_("Standing or on a chair")
UNCHOSEN: Final = N_("Without choosing")
CHOOSE: Final = N_("Choose with the arrow keys, or press the key shown")
START: Final = N_("Start")

PAIN: Final = N_("Stopped")
PAIN_LEAD: Final = N_("Rest in a comfortable position.")
PAIN_AT: Final = N_("Stopped at: {title}.")
PAIN_SAVED: Final = N_("It is saved in your history; the next session asks about it first.")
PAIN_ADVICE: Final = (
    N_("Stop for today."),
    N_("If the pain was sharp, gets worse or stays, see a doctor or physiotherapist before you go on."),
)
PAIN_FLAGS: Final = N_(
    "Get help at once if you lose control of bladder or bowels, feel numb between the legs, "
    "or a leg becomes weak or a foot drops."
)
CLOSE: Final = N_("Close")

PAIN_BEFORE: Final = N_("How much does it hurt now?")
PAIN_AFTER: Final = N_("How much does it hurt now, after it?")
EFFORT: Final = N_("How hard was it?")
NEXT_PAGE: Final = N_("Continue")
IT_HURTS: Final = N_("It hurts: stop at once")
NO_ANSWER: Final = N_("No answer")
NO_PAIN_AT_ALL: Final = N_("0: no pain")
WORST_PAIN: Final = N_("10: the worst pain")
NO_EFFORT: Final = N_("0: no effort")
MOST_EFFORT: Final = N_("10: as hard as can be")

HURT: Final = N_("You stopped because it hurt")
HURT_AT: Final = N_("It was on {when}: {title}.")
HURT_WHEN: Final = N_("It was on {when}.")
HURT_TODAY: Final = N_("Today at {time}: {title}. Do no more today.")
HURT_TODAY_WHEN: Final = N_("Today at {time}. Do no more today.")
HURT_NOTE: Final = N_(
    "If it still hurts, do not exercise. "
    "If the pain was sharp, gets worse or stays, see a doctor or physiotherapist first."
)
EXERCISE_ANYWAY: Final = N_("Exercise all the same")
HURT_CHECK: Final = N_("Does it still hurt?")
NO_PAIN: Final = N_("It does not hurt, and none of these applies to me")

SUMMARY: Final = N_("Your session")
SUMMARY_GOOD: Final = N_("Well done")
SUMMARY_HEAD: Final = (N_("Exercise"), N_("Repetitions"), N_("Held"), N_("Score"), N_("Best"))
OF: Final = N_("{done} of {aim}")
SECONDS: Final = N_("{seconds} s")
NOTHING_DONE: Final = N_("You did not complete a repetition this time.")
WORK_ON: Final = N_("What to work on")
NOT_JUDGED: Final = N_("Not checked")
NEXT_TIME: Final = N_("Next time")

RESUME: Final = N_("Continue where you left off?")
RESUME_AT: Final = N_("Today you left {routine} at {exercise}.")
GO_ON: Final = N_("Continue there")
FROM_START: Final = N_("Start over")

ENOUGH: Final = N_("Enough for today")
ENOUGH_LEAD: Final = N_("You have reached today's limit: {title}.")
ENOUGH_NOTE: Final = N_("More will not help more, and may strain you. Your back benefits from the rest.")
CHOOSE_OTHER: Final = N_("Choose something else")
