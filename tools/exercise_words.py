# noqa: INP001 - data of a script, not a package
"""What every key and word of an exercise file is for, in the words of docs/exercise_reference.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

import msgspec

from posecoach.exercises import declaration
from posecoach.exercises.conditions import CONDITIONS
from posecoach.judging.rules.kind import KINDS
from posecoach.postures.posture import ViewName
from posecoach.postures.table import POSTURES

TABLES: Final[Mapping[str, tuple[type[msgspec.Struct], str, Mapping[str, str]]]] = {
    "At the top of the file": (
        declaration.Exercise,
        "What it is, before the first heading.",
        {
            "schema": "version of this format",
            "key": "short name to type after commands: small letters, digits and `_`; unlike all others",
            "name": "name to show",
            "summary": "what is done, in a sentence",
            "posture": "posture it starts from; nothing is judged before the person is in it",
            "view": "from where the camera must see the person",
            "by_name": "`true`: it is coached only when it is named, because `auto` cannot tell it safely from another",
            "camera": "where to put the camera, in words",
            "steps": "what the person does, step by step",
            "cautions": "when to stop, and who should not do it",
            "fetch": "what to fetch before one gets into the posture, as a sentence; said first",
            "through": "postures that the exercise itself passes through, besides the one it starts from",
            "not_with": "for whom it is not, see below; said before the exercise",
            "sources": "where the exercise and its numbers come from",
            "dosage": "how much of it",
            "still_s": "seconds of stillness at the start from which the person's own neutral is taken",
            "neutral": "values of the starting posture",
            "proof": "what must have been seen before a recording counts as this exercise",
            "needs": "what a movement must show to be a repetition; one that shows less was given up",
            "requires": "what a repetition must show for the exercise to be recognised by it",
            "is_not": "what shows that a movement belongs to another exercise",
            "repetition": "what one repetition is",
            "phases": "the phases; the first is the one at rest",
            "rules": "what is judged",
            "examples": "movements with the verdict that they must get",
            "translations": "what the file says in other languages: a table for each, from text to translation",
        },
    ),
    "[[sources]]": (
        declaration.Source,
        "Where the exercise or a number comes from.",
        {"name": "book, paper, leaflet, own measurement", "note": "what it says"},
    ),
    "[dosage]": (
        declaration.Dosage,
        "How much is aimed at.",
        {
            "repetitions": "in one set",
            "per_side": "whether that is for each side",
            "per_day": "the most in a day",
            "source": "where these numbers come from",
        },
    ),
    "[[neutral]]": (
        declaration.Neutral,
        "A feature in the starting posture. What is called a change is the change from this value.",
        {
            "feature": "the feature",
            "typical": "what most people show: it tells rest from a held turn, and a start far from it is doubted",
            "least": "a still start with a mean below this is not taken for neutral",
            "most": "nor one with a mean above this",
            "still_range": "how far the feature may move in a second that counts as still",
            "lies": (
                "where it is found when nobody held still: `low` = at the low end of what the feature goes through; "
                "`between` = in the calm moments between both ends; `usual` = where it mostly is"
            ),
            "moves": "the range that shows that the exercise was done (for `low` and `between`)",
            "share": "without calm moments, how far up the range it usually lies (for `between`)",
            "given": "only moments count in which all of these hold",
            "zero": "report the feature as its difference from neutral, because its own zero means nothing",
            "source": "where these numbers come from",
        },
    ),
    "[proof]": (
        declaration.Proof,
        "What must have been seen once before a recording counts as this exercise; without it, the posture is enough.",
        {
            "when": "conditions that hold together",
            "or_when": "others that are as good, where those cannot be seen",
            "dwell_s": "for this long [s]",
        },
    ),
    "[[needs]], [[requires]] and [[is_not]]": (
        declaration.Mark,
        "What the whole body does in a repetition, and in other exercises. What is not seen speaks neither way.",
        {
            "text": "what is said when it decides, in a few words",
            "when": "traits that hold together, over the whole of a movement",
            "only_if": "traits of the movements that it is for; nothing is said of others",
            "source": "where these numbers come from",
        },
    ),
    "A trait": (
        declaration.Trait,
        "What a feature did over the whole of a movement. Exactly one of `at_least` and `at_most`.",
        {
            "feature": "the feature",
            "of": (
                "how far it moved (`range`), its `least` or `most` value, or how far its way there lies from its way "
                "back, on average (`loop`)"
            ),
            "across": "with `loop`: the other feature, in whose unit the distance of both ways is",
            "per": "with `range`: as a share of the range of this other feature",
            "both_sides": "with `range` in `[[requires]]`: what two repetitions in a row, one to each side, need",
            "at_least": "lower limit",
            "at_most": "upper limit",
            "dwell_s": "values that lasted less than this many seconds altogether are left out",
        },
    ),
    "[repetition]": (
        declaration.RepetitionPattern,
        "What one repetition is.",
        {
            "pattern": (
                "`sequence`: from the start of the first of the phases to the end of the last; `cycle`: each of them "
                "once, in any order; `each`: every one by itself"
            ),
            "phases": "the phases it is made of",
            "report": "features whose range in each repetition is reported",
            "travel": "features whose way from start to end is reported",
            "missing": "for a cycle: the rule that is broken when a phase was left out, by the phase's name",
            "attempts": "phases of a cycle that were only attempted",
            "parts": "for a sequence: phases without which a repetition is not whole",
            "also": "for a sequence: another form of it, made of other phases, that counts as well",
            "longest_s": "what takes longer is no repetition",
            "shortest_s": "what takes less is none either",
            "known_from_s": "what takes less counts, but `auto` does not recognise the exercise by it",
        },
    ),
    "[[repetition.attempts]]": (
        declaration.Attempt,
        "A phase of a cycle that was attempted without its movement (the head nods, the back stays).",
        {
            "phase": "the phase that it stands in for",
            "when": "conditions that hold together",
            "dwell_s": "for this long [s]",
        },
    ),
    "[[repetition.parts]]": (
        declaration.Part,
        "A phase that may be left out of a sequence. The repetition counts, but it costs points.",
        {
            "phase": "the phase",
            "advice": "what to do about it",
            "reason": "why what is judged in that phase alone cannot be judged",
        },
    ),
    "[[phases]]": (
        declaration.Phase,
        "A phase of the movement. A phase begins where its movement starts and lasts until the next one begins.",
        {
            "name": "short name, for rules and reports",
            "label": "name to show",
            "breath": "how to breathe in it",
            "signal": "the feature that moves in it",
            "sided": "whether the sign of the signal's change tells the side (positive = left)",
            "side_of": "another feature whose sign (of its change, with a neutral) tells the side (positive = left)",
            "first_when": "a recording begins in this phase if all of these hold at once",
            "hold_aim_s": "seconds to hold, if it is a hold",
            "rebase": (
                "features whose neutral is taken anew once the signal rests in this phase, unless they have left it "
                "by more than the number given"
            ),
            "hidden": "only the time between: followed, but not reported",
            "shown_as": "reported as if it were that other phase",
            "seconds": "least and most seconds of its breath, for the pacer; 3 to 4 if left out",
            "enter": "the ways into it",
        },
    ),
    "[[phases.enter]]": (
        declaration.Enter,
        "A way into the phase above it. A phase may have several.",
        {
            "after": "the phases that it can come from",
            "when": "conditions that hold together",
            "dwell_s": "for this long [s]",
            "onset": "feature by whose movement the true start is found, looking back",
            "anew": "what holds from the start of the phase before counts only after it has been false once",
            "settled": "only once the phase before has taken anew what it rebases",
        },
    ),
    "Conditions": (
        declaration.Condition,
        'Small tables in a list: `{ feature = "hip_height", of = "change", at_least = 0.12 }`.',
        {
            "feature": "the feature",
            "of": "what of it is meant, see below",
            "at_least": "it is at least this (give either this or `at_most`)",
            "at_most": "it is at most this",
        },
    ),
    "[[rules]]": (
        declaration.Rule,
        "One thing that is judged. Several rules may share a name where a thing has several signs.",
        {
            "name": "short name, for reports",
            "kind": "how it is judged, see below",
            "feature": "the feature (for `limit` and `reach`)",
            "of": "what of it is meant, see below",
            "at_least": "less is a fault (of the feature, or in seconds)",
            "at_most": "more is a fault",
            "margin": "a value counts as beyond its limit only by more than this: the measuring error",
            "best_share": "reach at least this share of the person's own best so far (for `reach`)",
            "aim_s": "seconds aimed at, over `at_least`: less costs a few points, but is no fault",
            "dwell_s": "how many seconds a limit must be exceeded",
            "phases": "where it applies; left out: in all",
            "given": "a limit is judged only while all of these hold, other rules only in a phase in which they held",
            "severity": "how much it matters, see below",
            "more_range": "the cue asks for more range of movement: said twice in a set at most, unless it is shown",
            "cue": "what the coach says: a few words that can be spoken",
            "fault": "what is wrong when it is broken, in a word or two; without it, reports say the cue",
            "cue_too_little": "in a rule with both limits: what it says where `at_least` is broken",
            "cue_too_much": "and where `at_most` is",
            "why": "why it matters, in a sentence",
            "source": "where the limit comes from",
        },
    ),
    "[[examples]]": (
        declaration.Example,
        "A movement made of feature values, and what the coach must make of it. It is tried at 15, 30 and 60 frames/s.",
        {
            "name": "what it shows",
            "breaks": "the rules that it must break, and no other; left out: none",
            "repetitions": "how many it must count",
            "sides": "their sides in order, where they are to be checked",
            "path": (
                "`[[seconds, { feature = value, ... }], ...]`: between two entries the values move smoothly; what is "
                "not named stays; `nan` = not seen"
            ),
        },
    ),
}

WORDS: Final[Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]]] = {
    "`of`: what of a feature is meant": (
        get_args(declaration.Of),
        {
            "value": "its value",
            "change": "its change from the person's own neutral",
            "size": "the size of that change, whatever its sign",
            "rise": "its rise above its least in this phase",
            "fall": "its fall below its most in this phase",
            "speed": "its speed [unit/s], without sign",
            "speed_share": "that speed as a share (0 to 1) of the largest in this phase: small = come to rest",
            "peak": "the size of the largest change in this repetition",
            "retreat": "the share (0 to 1) of that peak given up again: 0.5 = half way back",
            "dip": "how far it sank in this phase, near to neutral or beyond, and rose again: the smaller of both",
            "hump": "the same the other way: how far it rose, and sank again",
        },
    ),
    "`kind` of a rule": (
        tuple(KINDS),
        {kind.name: kind.meaning for kind in KINDS.values()},
    ),
    "`severity` of a rule": (
        get_args(declaration.Severity),
        {
            "info": "worth a word, costs few points",
            "correct": "to be corrected",
            "stop": "said before anything else",
        },
    ),
    "`breath` of a phase": (
        get_args(declaration.Breath),
        {"in": "breathe in", "out": "breathe out", "free": "as one likes"},
    ),
    "`not_with`": (tuple(CONDITIONS), CONDITIONS),
    "`posture` and `through`": (
        tuple(POSTURES),
        {posture.key: posture.meaning for posture in POSTURES.values()},
    ),
    "`view`": (
        get_args(ViewName),
        {
            "side": "the person's side; beyond 40 degrees off it nothing is judged",
            "front": "the person faces the camera",
        },
    ),
}
