"""Which languages there are, which one the system speaks, and how texts are looked up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from posecoach.errors import UsageError
from posecoach.report.history_words import moment
from posecoach.report.progress import short_day
from posecoach.words.catalogue import ENGLISH
from posecoach.words.languages import languages, load_words, system_language
from posecoach.words.phrase import counted

KNOWN = ", ".join(languages())


def test_english_comes_first() -> None:
    assert languages()[0] == "en"
    assert "de" in languages()
    assert "es" in languages()
    assert "fr" in languages()


@pytest.mark.parametrize("language", ["de", "DE", "de_AT", "de-CH", "de_DE.UTF-8", " de "])
def test_language_may_be_told_with_country_and_encoding(language: str) -> None:
    assert load_words(language)("Hold still") == "Bleib ruhig"


def test_any_kind_of_spanish_is_spanish() -> None:
    assert [load_words(code)("Hold still") for code in ("es", "es_MX", "es-419")] == ["No te muevas"] * 3


def test_a_moment_of_a_session_is_no_time_of_day_in_spanish() -> None:
    hurt = load_words("es")("it hurt: {place}, at {time}", place="Gato-vaca", time="0:10,2")
    assert hurt == "dolió: Gato-vaca, en 0:10,2"


def test_a_moment_of_a_session_is_no_time_of_day_in_french() -> None:
    hurt = load_words("fr")("it hurt: {place}, at {time}", place="Chat-vache", time="0:10,2")
    assert hurt.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == (
        "ça a fait mal : Chat-vache, après 0:10,2"
    )
    assert load_words("fr")("it hurt at {time}", time="0:10,2") == "ça a fait mal après 0:10,2"


def test_any_kind_of_french_is_french() -> None:
    assert [load_words(code)("Hold still") for code in ("fr", "fr_CA", "fr-CH")] == ["Ne bouge plus"] * 3


def test_french_counts_nothing_in_the_singular() -> None:
    assert [load_words("fr")(counted("{count} session", "{count} sessions", n)) for n in (0, 1, 2)] == [
        "0 séance",
        "1 séance",
        "2 séances",
    ]


def test_english_needs_no_catalogue() -> None:
    assert load_words("en_GB") is ENGLISH
    assert ENGLISH("Hold still") == "Hold still"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("dd", "there is no language 'dd'; did you mean 'de'?"),
        ("xx", f"there is no language 'xx'; choose from {KNOWN}"),
        ("", f"there is no language ''; choose from {KNOWN}"),
        ("../de", f"there is no language '../de'; choose from {KNOWN}"),
    ],
)
def test_unknown_language_names_the_nearest(language: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_words(language)
    assert str(caught.value) == message


def test_text_of_ones_own_exercise_stays_as_it_is() -> None:
    assert load_words("de")("Wiggle your toes") == "Wiggle your toes"


def test_values_are_translated_too() -> None:
    assert load_words("de")("Next: {title}", {"title": "Cat-cow"}) == "Als Nächstes: Katze und Kuh"
    assert load_words("de")("of {aim}", {"aim": 6}) == "von 6"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_AT"}, "de"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de"}, "de"),
        ({"LANGUAGE": "xx:de:en", "LANG": "xx_XX.UTF-8"}, "de"),
        ({"LANGUAGE": "", "LANG": "de_DE"}, "de"),
        ({"LANG": "es_AR.UTF-8"}, "es"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_system_speaks_the_first_language_that_there_are_words_in(
    environment: dict[str, str], language: str
) -> None:
    assert system_language(environment) == language


def test_the_first_of_a_month_is_an_ordinal_in_french_alone() -> None:
    days = (date(2026, 12, 1), date(2026, 12, 2))
    for language, told in {
        "en": ["1 Dec", "2 Dec"],
        "de": ["1. Dez", "2. Dez"],
        "es": ["1 dic", "2 dic"],
        "fr": ["1er déc.", "2 déc."],
    }.items():
        assert [short_day(day, load_words(language)) for day in days] == told
    at = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    assert moment(at, at.date(), load_words("fr")) == "mar 1er déc. 07:30"
