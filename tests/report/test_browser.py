"""Reports in a real browser: clicks seek the video, nothing is fetched, nothing is complained about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.results.evidence import Evidence
from tests.report.browser import Browser, chromium

pytestmark = pytest.mark.slow

SIZES = {"desktop": (1360, 900), "phone": (390, 844)}
NOW = "document.getElementById('video').currentTime"
CURRENT = "[...document.querySelectorAll('tr.current td:first-child')].map(cell => cell.textContent)"


@pytest.fixture(scope="module")
def page(results: Path) -> Iterator[Browser]:
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(results / "report.html")
        browser.wait("document.getElementById('video').readyState >= 3")
        yield browser


@pytest.fixture(autouse=True)
def at_the_start(request: pytest.FixtureRequest) -> None:
    if "page" in request.fixturenames:
        page: Browser = request.getfixturevalue("page")
        page.ask("(document.getElementById('video').pause(), seek(0))")
        page.wait(f"{NOW} === 0 && !document.getElementById('video').seeking")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_opens_without_fetching_anything_and_without_complaint(size: str, dark: bool, results: Path) -> None:
    with chromium(*SIZES[size], dark=dark) as browser:
        browser.open(results / "report.html")
        browser.wait("document.getElementById('video').readyState >= 3")
        assert browser.complaints() == []
        assert browser.fetched() == {(results / name).as_uri() for name in ("report.html", "annotated.mp4")}
        width, wide = browser.ask("[innerWidth, document.documentElement.scrollWidth]")
        assert wide <= width, "the page must not scroll sideways"
        ground = browser.ask("getComputedStyle(document.documentElement).backgroundColor")
        assert ground == ("rgb(16, 22, 29)" if dark else "rgb(246, 247, 249)")


def test_click_on_a_repetition_seeks_the_video(page: Browser, evidence: Evidence) -> None:
    second = evidence.report.review.repetitions[1]
    page.click(".repetition", 1)
    page.wait(f"Math.abs({NOW} - {second.start_s}) < 0.01")
    page.wait(f"{CURRENT}.join() === '2'")


def test_click_on_a_fault_seeks_to_its_worst_moment(page: Browser, evidence: Evidence) -> None:
    fault = evidence.report.review.faults[0]
    page.click(".still.fault")
    page.wait(f"{NOW} > {fault.start_s - 0.01} && {NOW} < {fault.end_s + 0.01}")
    page.wait("document.querySelector('.card').classList.contains('current')")


def test_click_on_the_timeline_seeks_the_video(page: Browser) -> None:
    left, width, top = page.ask(
        "(full => [full.xaxis._offset, full.xaxis._length, full.yaxis2._offset])(plot._fullLayout)"
    )
    page.click_at("#timeline", left + 0.4 * width, top + 20)
    duration_s = page.ask("timeline.duration_s")
    page.wait(f"Math.abs({NOW} - {0.4 * duration_s}) < 0.3")


def test_click_on_a_bar_of_the_timeline_seeks_to_its_start(page: Browser, evidence: Evidence) -> None:
    second = evidence.report.review.repetitions[1]
    left, width = page.ask("(full => [full.xaxis._offset, full.xaxis._length])(plot._fullLayout)")
    duration_s = page.ask("timeline.duration_s")
    middle_s = (second.start_s + second.end_s) / 2
    page.click_at("#timeline", left + width * middle_s / duration_s, 8 + 26 * 1.5)
    page.wait(f"Math.abs({NOW} - {second.start_s}) < 0.05")


def test_cursor_follows_the_playback(page: Browser) -> None:
    place = "parseFloat(document.getElementById('cursor').style.left)"
    before = page.ask(place)
    page.click("#play")
    page.wait(f"{NOW} > 0.5")
    assert page.ask("document.getElementById('play').getAttribute('aria-label')") == "Pause"
    page.click("#play")
    page.wait("document.getElementById('video').paused")
    expected = "(full => full.xaxis._offset + full.xaxis.l2p(video.currentTime) - 1)(plot._fullLayout)"
    page.wait(f"Math.abs({place} - {expected}) < 2")
    assert page.ask(place) > before


def test_keys(page: Browser, evidence: Evidence) -> None:
    review = evidence.report.review
    page.ask("document.activeElement.blur()")
    page.press("\ue014")  # arrow right
    page.wait(f"Math.abs({NOW} - 1) < 0.01")
    page.press("r")
    page.wait(f"Math.abs({NOW} - {review.repetitions[0].start_s}) < 0.01")
    page.press("n")
    page.wait(f"{NOW} >= {review.faults[0].start_s - 0.01}")
    page.press("p")
    page.press(" ")
    page.wait("!document.getElementById('video').paused")
    page.press(" ")
    page.wait("document.getElementById('video').paused")


def test_a_second_press_before_the_video_runs_is_no_error(page: Browser) -> None:
    page.ask("(seek(1), toggle(), toggle())")  # while the video seeks it is not yet playing
    page.wait("!document.getElementById('video').seeking")
    page.ask("toggle()")
    page.wait("!document.getElementById('video').paused")
    assert page.complaints() == []


def test_all_that_can_be_clicked_can_be_reached_and_is_named(page: Browser) -> None:
    unnamed = page.ask(
        "[...document.querySelectorAll('button, a[href], input, select')]"
        ".filter(one => one.tabIndex < 0 || !(one.ariaLabel || one.textContent.trim())).map(one => one.outerHTML)"
    )
    assert unnamed == []


def test_change_of_theme_is_followed(page: Browser) -> None:
    colour = "document.querySelector('#timeline .ytick text').style.fill"
    light = page.ask(colour)
    scheme = {"name": "prefers-color-scheme", "value": "dark"}
    page._session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    page.wait(f"{colour} !== '{light}'")
    assert page.complaints() == []


def test_missing_video_is_said(results: Path, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes((results / "report.html").read_bytes())
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(tmp_path / "report.html")
        browser.wait("!document.getElementById('broken-video').hidden")
        browser.click(".repetition")
        assert browser.fetched() <= {(tmp_path / name).as_uri() for name in ("report.html", "annotated.mp4")}


@pytest.fixture
def compared(recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The folder of a recording compared with itself under another name."""
    again = tmp_path / "again.npz"
    again.write_bytes(recorded.read_bytes())
    folder = tmp_path / "out"
    assert main(["review", str(recorded), str(again), "--compare", "--out", str(folder)]) == 0
    return folder


def test_comparison_plays_both_in_step(compared: Path) -> None:
    with chromium(*SIZES["desktop"], dark=True) as browser:
        browser.open(compared / "compare.html")
        browser.wait("videos.every(video => video.readyState >= 3)")
        browser.click("#seek")
        browser.wait("Math.abs(place / last - 0.5) < 0.05")
        browser.wait(
            "videos.every((video, side) => Math.abs(video.currentTime - timeAt(side, place)) < 0.05)"
        )
        browser.click("#play")
        browser.wait("videos.every(video => video.paused) && place === last")
        assert browser.complaints() == []
        files = ("compare.html", "morning/annotated.mp4", "again/annotated.mp4")
        assert browser.fetched() == {(compared / name).as_uri() for name in files}


def test_comparison_of_which_a_pause_comes_before_the_start_stands_still_without_complaint(
    compared: Path,
) -> None:
    with chromium(*SIZES["desktop"], dark=False) as browser:
        browser.open(compared / "compare.html")
        browser.wait("videos.every(video => video.readyState >= 3)")
        browser.ask("(go(1), toggle(), stop())")
        browser.wait("videos.every(video => video.paused && !video.seeking)")
        assert browser.ask("document.getElementById('play').classList.contains('playing')") is False
        assert browser.complaints() == []


def test_summary_page_leads_to_the_reports(
    recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("monday", "tuesday"):
        (tmp_path / "in" / f"{name}.npz").write_bytes(recorded.read_bytes())
    out = tmp_path / "out"
    assert main(["review", str(tmp_path / "in"), "--out", str(out), "--no-video"]) == 0
    with chromium(*SIZES["phone"], dark=False) as browser:
        browser.open(out / "index.html")
        assert browser.ask("document.documentElement.scrollWidth") <= SIZES["phone"][0]
        assert browser.complaints() == []
        assert browser.fetched() == {(out / "index.html").as_uri()}
        labels = (
            "[...document.querySelectorAll('.trend .scale')].map(one => one.getBoundingClientRect().height)"
        )
        assert min(browser.ask(labels)) >= 10
        points = (
            "[...document.querySelectorAll('.trend circle')].map(one => one.getBoundingClientRect().width)"
        )
        assert all(width == pytest.approx(10, abs=0.5) for width in browser.ask(points))
        browser.click("td a")
        browser.wait("document.title.startsWith('Cat-cow')")
