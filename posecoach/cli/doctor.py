"""`posecoach doctor`: what works here, and how to mend what does not."""

from __future__ import annotations

import argparse

from rich.table import Table
from rich.text import Text

from posecoach.cli.output import errors_console, output_console
from posecoach.doctor import Finding, State, examine
from posecoach.errors import InputError

MARKS: dict[State, tuple[str, str]] = {
    "works": ("✓", "bold #56b4e9"),
    "careful": ("!", "bold #e69f00"),
    "broken": ("✗", "bold #d55e00"),
}


def run_doctor(arguments: argparse.Namespace) -> int:
    """Examine this machine; returns 0, or 3 if nothing could be judged here."""
    findings: list[Finding] = []
    with errors_console().status("looking …"):
        findings.extend(examine(arguments.model))
    console = output_console()
    console.print(report(findings))
    if any(finding.vital and finding.state == "broken" for finding in findings):
        console.print("\nThe coach cannot run here until that is mended.", style=MARKS["broken"][1])
        return InputError.exit_status
    console.print(f"\n{_verdict(findings)}", style="bold")
    return 0


def report(findings: list[Finding]) -> Table:
    """Return the findings as they are shown."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in findings:
        mark, style = MARKS[finding.state]
        text = Text(finding.text)
        if finding.remedy:
            text.append(f"\n→ {finding.remedy}", style=style)
        table.add_row(Text(mark, style=style), finding.topic, text)
    return table


def _verdict(findings: list[Finding]) -> str:
    lacking = {finding.topic for finding in findings if finding.state != "works"}
    if "Camera" in lacking:
        return "Recordings can be reviewed. The live coach needs a camera, or a video with --source."
    if "Window" in lacking:
        return "Recordings can be reviewed, and the live coach works with --no-window."
    return "Recordings can be reviewed, and the live coach works."
