"""The language is known before argparse reads the option that names it, and is the one that argparse reads."""

from __future__ import annotations

import pytest

from posecoach.cli.arguments import build_parser
from posecoach.cli.main import main
from posecoach.cli.parser import language_of


@pytest.mark.parametrize(
    "argv",
    [
        ["--language", "de", "history"],
        ["history", "--language=de"],
        ["--lang", "de", "history"],
        ["history", "--lan=de"],
        ["history", "--l", "de"],
        ["--language", "fr", "history", "--language", "de"],
        ["live", "--large-text", "--lang=de"],
    ],
)
def test_the_language_is_the_one_that_argparse_reads(
    argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    assert build_parser().parse_args(argv).language == "de"
    assert language_of(argv) == "de"


@pytest.mark.parametrize(
    "argv",
    [["history"], ["live", "--large-text"], ["live", "--l", "cat_cow"], ["--", "de"], ["-l", "de"], []],
)
def test_what_is_not_the_option_leaves_the_languages_of_the_system(
    argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    assert language_of(argv) == "es"


def test_a_language_that_does_not_exist_is_refused_however_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for option in ("--language", "--lang"):
        with pytest.raises(SystemExit):
            raise SystemExit(main([option, "xx", "history"]))
        assert "there is no language 'xx'" in capsys.readouterr().err
