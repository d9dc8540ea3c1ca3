"""No text of the coach promises a cure, names an illness that somebody has, or tells to go on in pain."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.reliability.feeding import ROOT

PROMISES = re.compile(
    r"""
    \b(?:
      cur(?:e|es|ed|ing)\b
    | heal(?:s|ed|ing)?\b
    | remed(?:y|ies)\s+(?:for|against)\b
    | diagnos\w+
    | therap(?:y|ies|eutic)\b
    | treat(?:s|ed|ing|ment|ments)?\b
    | prevent(?:s|ed|ing)?\s+(?:\w+\s+){0,3}(?:pain|injur\w+|disease|illness|hernia\w*|slipped|sciatica|arthritis)
    | (?:relie(?:f|ve|ves|ved|ving)|eas(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|end(?:s|ed)?|rid|free)\s+
      (?:\w+\s+){0,4}(?:pain|pains|ache|aches|sciatica|arthritis)
    | pain[- ]free
    | fix(?:es|ed)?\s+(?:your|the|a)\s+(?:back|spine|posture|disc|vertebra\w*)
    | realign\w* | adjust\s+your\s+(?:spine|vertebra\w*)
    | guarantee\w*
    | clinically\s+(?:proven|tested)
    | medically\s+(?:proven|tested|approved)
    | doctor[- ]approved
    | no\s+risk | risk[- ]free | completely\s+safe | perfectly\s+safe | harmless\s+for
    | you\s+(?:have|suffer\s+from)\s+(?:a\s+|an\s+)?(?:hernia|herniated|slipped|scoliosis|sciatica|arthritis|osteo\w+)
    | (?:heilt|heilen|heilung|geheilt|lindert|lindern|diagnos\w+|therapie\w*|schmerzfrei\w*|garantier\w*)\b
    | (?:verhinder|vermeide|beseitig)\w*\s+(?:\w+\s+){0,3}(?:schmerz|verletzung)\w*
    | trotz\s+(?:\w+\s+)?schmerzen\s+weiter\w*
    | (?:cura(?:r|n|rá|ción)?|sana(?:r|n)?|alivi(?:a|an|ar|o))\b
    | (?:diagnóstic|terap(?:ia|éutic)|garanti[zc])\w*
    | (?:evit|previen|prevén|elimin|quit)\w*\s+(?:\w+\s+){0,3}(?:dolor|lesi[oó]n)\w*
    | a\s+pesar\s+del\s+dolor\s+\w+
    | (?:guéri(?:r|t|s|son)|soign(?:e|er|ent)|soulag(?:e|er|ent)|garanti\w*|thérapi\w+|diagnosti\w+)\b
    | (?:prévien|préven|évit|élimin|supprim)\w*\s+(?:\w+\s+){0,3}(?:douleur|blessure)\w*
    | malgré\s+(?:la\s+)?douleur
    | (?:push|work|go|train)\s+through\s+(?:the\s+)?pain | no\s+pain,?\s+no\s+gain | ignore\s+(?:the\s+)?pain
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:no|not|never|neither|nor|without|cannot|can't|isn't|doesn't|instead of|kein|keine|keinen|nicht|nie|ohne"
    r"|ni|nunca|sin|pas|aucun|aucune|jamais|sans)\b"
    r"[^.;:!?]*$",
    re.IGNORECASE,
)
"""A clause that denies it: "this is no diagnosis", "it does not replace treatment"."""

NOT_OF_HEALTH = re.compile(
    r"treat(?:s|ed|ing)? (?:as|like|\w+ (?:as|like|alike|the same))|treat your own back\b|healing, seated",
    re.IGNORECASE,
)
"""What only sounds like it: treating something as something else, and the names of two sources."""


def spoken() -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that a person reads or hears."""
    patterns = (
        "posecoach/exercises/**/*.toml",
        "extra_exercises/*.toml",
        "posecoach/words/**/*.*",
        "posecoach/judging/**/*.py",
        "posecoach/coaching/*.py",
        "posecoach/guiding/*.py",
        "posecoach/drawing/*.py",
        "posecoach/cli/*.py",
        "posecoach/live/*.py",
        "posecoach/voice/*.py",
        "posecoach/history/*.py",
        "posecoach/report/**/*.*",
        "posecoach/*.py",
        "docs/*.md",
        "*.md",
    )
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix in {".toml", ".py", ".md", ".html", ".js", ".json", ".po"}:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def promises(text: str) -> list[str]:
    """Return the promises in a text, each with the sentence that it stands in, but not what is denied."""
    flat = re.sub(r"\s+", " ", text)
    found = []
    for match in PROMISES.finditer(flat):
        before = flat[max(0, match.start() - 200) : match.start()]
        if NEGATED.search(before) or NOT_OF_HEALTH.match(flat, match.start()):
            continue
        found.append(flat[max(0, match.start() - 60) : match.end() + 40])
    return found


def test_no_text_promises_a_cure_or_a_diagnosis() -> None:
    texts = list(spoken())
    assert len(texts) > 60
    assert {where: found for where, text in texts if (found := promises(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "This exercise cures back pain.",
        "It heals the discs.",
        "Get rid of your back pain in a week!",
        "relieves lower back pain",
        "Our diagnosis: a weak core.",
        "Prevents injuries.",
        "A pain-free back, guaranteed.",
        "You have a herniated disc.",
        "Push through the pain.",
        "It is not hard; it cures.",
        "Diese Übung heilt den Rücken.",
        "Garantiert schmerzfrei!",
        "Este ejercicio cura la espalda.",
        "Evita lesiones y alivia el dolor.",
        "Sigue: a pesar del dolor continúa.",
        "Cet exercice soulage le dos.",
        "Il évite toute blessure.",
        "Continue malgré la douleur.",
    ],
)
def test_a_promise_is_found(text: str) -> None:
    assert promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "This is no diagnosis.",
        "It does not replace treatment by a doctor.",
        "posecoach is not a medical device and cannot diagnose, treat or cure anything.",
        "Stop if it hurts.",
        "Pain, numbness or weakness: stop, and see a doctor.",
        "Der Trainer ist kein Arzt und stellt keine Diagnose.",
        "El entrenador no es un médico y no da diagnósticos.",
        "Dolor: detente y consulta con un médico.",
        "Le coach ne pose pas de diagnostic.",
        "Douleur : arrête et consulte un médecin.",
        "Health: accuracy of the joints, secure files.",
    ],
)
def test_cautious_words_are_left_alone(text: str) -> None:
    assert promises(text) == []


def test_every_exercise_says_when_to_stop() -> None:
    for path in sorted((ROOT / "posecoach" / "exercises" / "files").glob("*.toml")):
        cautions = re.search(
            r"^cautions = \[(.*?)^\]", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        assert cautions is not None, path.name
        assert re.search(r"\b(?:stop|pain|hurts?)\b", cautions[1], re.IGNORECASE), path.name


def test_the_readme_and_the_help_say_when_to_see_a_doctor() -> None:
    for path in (ROOT / "README.md", ROOT / "posecoach" / "cli" / "arguments.py"):
        assert re.search(r"\bstop\b[^#]*\bsee a doctor\b", path.read_text(encoding="utf-8"), re.IGNORECASE), (
            path.name
        )
