"""A real headless Chromium that opens a page from disk and keeps account of what it fetches and complains about."""

from __future__ import annotations

import base64
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WAIT_S = 60.0


@contextmanager
def chromium(width: int, height: int, *, dark: bool) -> Iterator[Browser]:
    """Open a browser with a page of this size [px]; skip the test where there is none."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no Chromium with chromedriver here (Debian: apt-get install chromium chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in (
        "--headless=new",
        "--no-sandbox",  # root in a container has no other way
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--autoplay-policy=no-user-gesture-required",
        f"--window-size={width},{height}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    session = webdriver.Chrome(options=options, service=Service(driver))
    try:
        session.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        yield Browser(session)
    finally:
        session.quit()


class Browser:
    """A page under test."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def open(self, page: Path) -> None:
        """Open a file and wait until it says that it is ready."""
        self._session.get(page.resolve().as_uri())
        self.wait("document.documentElement.dataset.ready === 'yes'")

    def as_on_paper(self, width_px: int) -> None:
        """Lay the page out as it is printed, on paper whose margins leave this width."""
        self._session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self._session.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width_px, "height": 1000, "deviceScaleFactor": 1, "mobile": False},
        )

    def ask(self, expression: str, *values: Any) -> Any:
        """Return the value of an expression in JavaScript; values are arguments[0], ..."""
        return self._session.execute_script(f"return {expression}", *values)

    def wait(self, expression: str) -> None:
        """Wait until an expression is true."""
        deadline_s = time.monotonic() + WAIT_S
        while not self.ask(expression):
            assert time.monotonic() < deadline_s, f"never true: {expression}; {self.complaints()}"
            time.sleep(0.05)

    def click(self, selector: str, number: int = 0) -> None:
        """Click an element, as a mouse does: what covers it gets the click."""
        from selenium.webdriver.common.action_chains import ActionChains

        element = self._session.find_elements("css selector", selector)[number]
        self._session.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element
        )
        ActionChains(self._session).move_to_element(element).click().perform()

    def click_at(self, selector: str, x: float, y: float) -> None:
        """Click at a place in an element [px from its left upper corner]."""
        from selenium.webdriver.common.action_chains import ActionChains

        element = self._session.find_elements("css selector", selector)[0]
        self._session.execute_script(
            "arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})", element
        )
        width, height = self.ask("[arguments[0].clientWidth, arguments[0].clientHeight]", element)
        mouse = ActionChains(self._session)
        mouse.move_to_element_with_offset(element, round(x - width / 2), round(y - height / 2))
        mouse.pause(0.3).click().perform()

    def press(self, key: str) -> None:
        """Press a key, wherever the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self._session).send_keys(key).perform()

    def printed(self, width_in: float, height_in: float) -> bytes:
        """Return the page as PDF on paper of a size [inches]."""
        paper = {"paperWidth": width_in, "paperHeight": height_in, "printBackground": True}
        return base64.b64decode(self._session.execute_cdp_cmd("Page.printToPDF", paper)["data"])

    def printed_plots(self, page_px: int) -> list[float]:
        """Return of each plot how much of its place its drawing takes, on paper whose margins leave this width.

        Printing resizes no window, so that the library does not draw its plots anew.
        """
        self._session.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.wait("matchMedia('print').matches")
        self._session.execute_script(
            "document.body.style.width = `${arguments[0]}px`; dispatchEvent(new Event('beforeprint'))",
            page_px,
        )
        told: list[float] = self.ask(
            "[...document.querySelectorAll('.js-plotly-plot')].map(plot => { "
            "const drawing = plot.querySelector('.main-svg'); "
            "const wide = drawing.getAttribute('width') * drawing.getScreenCTM().a; "
            "return wide / plot.getBoundingClientRect().width; })"
        )
        return told

    def complaints(self) -> list[str]:
        """Return what the page wrote to the console since the last call, warnings and errors."""
        return [entry["message"] for entry in self._session.get_log("browser") if entry["level"] != "INFO"]

    def fetched(self) -> set[str]:
        """Return the addresses of all that was asked for since the last call, data within the page aside."""
        messages = [json.loads(entry["message"])["message"] for entry in self._session.get_log("performance")]
        addresses = [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
        return {address for address in addresses if not address.startswith(("data:", "chrome:"))}

    def picture(self, path: Path) -> None:
        """Save what is seen, the whole page, as PNG."""
        width, height = self.ask("[innerWidth, document.documentElement.scrollHeight]")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self._session.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        time.sleep(0.3)
        self._session.save_screenshot(str(path))
