"""The page of the history in a real browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.history.records import RatingRow
from posecoach.history.store import open_history
from tests.history.sessions import play, repetition
from tests.history.weeks import make_weeks
from tests.report.browser import chromium

pytestmark = pytest.mark.slow

SIZES = {"desktop": (1360, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    # Yesterday at noon: soon after midnight two sessions of one day would fall on two.
    noon = datetime.now().astimezone().replace(hour=12) - timedelta(days=1)
    make_weeks(folder / "data", noon)
    return write_page(folder)


def write_page(folder: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECOACH_DATA", str(folder / "data"))
        assert main(["history", "--html", str(folder / "history.html")]) == 0
    return folder / "history.html"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_opens_without_fetching_anything_and_without_complaint(size: str, dark: bool, page: Path) -> None:
    with chromium(*SIZES[size], dark=dark) as browser:
        browser.open(page)
        assert browser.complaints() == []
        assert browser.fetched() == {page.as_uri()}
        width, wide = browser.ask("[innerWidth, document.documentElement.scrollWidth]")
        assert wide <= width, "the page must not scroll sideways"
        inside = browser.ask(
            "(table => table.scrollWidth <= table.clientWidth)(document.querySelector('.scroll'))"
        )
        assert inside, "nor must the sessions"


def test_every_exercise_has_its_days_and_its_limit_in_a_plot(page: Path) -> None:
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(page)
        assert browser.ask("plots.length") == 7
        (number,) = browser.ask("plots.flatMap((plot, i) => plot.ariaLabel.startsWith('Cat-cow') ? [i] : [])")
        course = f"data.courses[{number}]"
        assert browser.ask(f"{course}.per_day") == 24
        assert browser.ask(f"plots[{number}].data.map(trace => trace.x.length)") == [9, 9]
        assert browser.ask(f"plots[{number}]._fullLayout.shapes[0].y0") == 24
        assert browser.ask("plots.every(plot => plot.ariaLabel.includes('score'))")


def test_what_is_dark_on_the_screen_is_light_on_paper(page: Path) -> None:
    with chromium(*SIZES["desktop"], dark=True) as browser:
        browser.open(page)
        text = "getComputedStyle(plots[0].querySelector('.annotation-text')).fill"
        on_screen = browser.ask(text)
        browser.as_on_paper(width_px=703)
        assert (
            browser.ask("getComputedStyle(document.documentElement).getPropertyValue('--text').trim()") != ""
        )
        browser.wait(f"{text} !== '{on_screen}'")
        body = browser.ask("getComputedStyle(document.querySelector('h1')).color")
        assert browser.ask(text) == body
        paper = browser.ask("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)"


def rated_page(folder: Path) -> Path:
    """Return a page whose only plot is that of what was rated, as wide as the page."""
    history = folder / "data"
    with open_history(history) as kept:
        for before in range(3):
            kept.keep_unbegun(
                "mine", datetime.now().astimezone() - timedelta(days=before), [RatingRow("pain_before", 3)]
            )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECOACH_DATA", str(history))
        assert main(["history", "--html", str(folder / "history.html")]) == 0
    return folder / "history.html"


def test_on_paper_a_plot_still_says_which_line_is_which(tmp_path: Path) -> None:
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(rated_page(tmp_path))
        browser.as_on_paper(width_px=703)
        browser.wait("document.querySelector('#rated g.legend') !== null")
        shown = browser.ask("getComputedStyle(document.querySelector('#rated g.legend')).display")
    assert shown != "none"


def test_a_name_that_looks_like_html_is_only_a_name(tmp_path: Path) -> None:
    with open_history(tmp_path / "data") as history:
        sink = history.start_session("<script>alert(1)</script>", datetime.now().astimezone())
        play(sink, [repetition(1, "</script><b>wall")])
    page = write_page(tmp_path)
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(page)
        assert browser.complaints() == []
        assert browser.ask("document.querySelectorAll('main b:not([class])').length") == 0
        assert browser.ask("document.querySelector('h2 ~ .course').previousElementSibling !== null")


def test_on_paper_a_plot_that_was_drawn_for_a_wide_screen_fits_its_place(tmp_path: Path) -> None:
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(rated_page(tmp_path))
        (share,) = browser.printed_plots(page_px=703)
    assert share <= 1.0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("days", [1, 2, 4, 9])
def test_no_day_stands_twice_below_a_plot(size: str, days: int, tmp_path: Path) -> None:
    noon = datetime.now().astimezone().replace(hour=12) - timedelta(days=1)
    with open_history(tmp_path / "data") as history:
        for before in range(days):
            sink = history.start_session("cat_cow", noon - timedelta(days=before))
            play(sink, [repetition(1, "cat")])
    page = write_page(tmp_path)
    with chromium(*SIZES[size], dark=False) as browser:
        browser.open(page)
        told = browser.ask("[...document.querySelectorAll('.xtick text')].map(tick => tick.textContent)")
    assert 2 <= len(told) == len(set(told))
