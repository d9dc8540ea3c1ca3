"""What a file of exercises, a routine or a plan says in other languages, when it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from posecoach.cli.output import output_console
from posecoach.exercises.wording import untranslated
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.languages import languages, load_words


def tell_untranslated(
    translations: Mapping[str, Mapping[str, str]], texts: Iterable[str], words: Words
) -> None:
    """Say which texts of a file that carries translations have none; those that posecoach knows need none."""
    for language, lacking in untranslated(translations, texts).items():
        catalogue = load_words(language) if language in languages() else ENGLISH
        for text in lacking:
            if catalogue(text) == text:
                told = words("not translated into {language}: {text}", language=language, text=text)
                output_console().print(f"  {told}", soft_wrap=True, markup=False)
