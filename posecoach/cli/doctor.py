"""`posecoach doctor`: what works here, and how to fix what does not."""

from __future__ import annotations

import argparse
from typing import Final

from rich.table import Table
from rich.text import Text

from posecoach.cli.doctor_json import doctor_json
from posecoach.cli.output import errors_console, output_console
from posecoach.cli.places import STANDARD_OUTPUT, check_json, print_json, read_besides, save
from posecoach.doctor import Checkup, State, examine
from posecoach.errors import InputError
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_

MARKS: dict[State, tuple[str, str]] = {
    "works": ("✓", "bold #56b4e9"),
    "careful": ("!", "bold #e69f00"),
    "broken": ("✗", "bold #d55e00"),
}


DOCTOR: Final = "posecoach.doctor"
"""What the file of --json begins with."""
CANNOT_RUN = N_("The coach cannot run here until that is fixed.")


def run_doctor(arguments: argparse.Namespace, words: Words) -> int:
    """Examine this machine; returns 0, or 3 if nothing could be judged here."""
    check_json(arguments, read_besides(arguments), DOCTOR)
    findings: list[Checkup] = []
    with errors_console().status(words("checking …")):
        findings.extend(examine(arguments.model, words.language))
    lost = any(finding.vital and finding.state == "broken" for finding in findings)
    if arguments.json == STANDARD_OUTPUT:
        print_json(doctor_json(findings))
    else:
        _show(findings, words, lost=lost)
        if arguments.json is not None:
            save(arguments, "--json", doctor_json(findings), read_besides(arguments))
    return InputError.exit_status if lost else 0


def _show(findings: list[Checkup], words: Words, *, lost: bool) -> None:
    console = output_console()
    console.print(report(findings, words))
    told, style = (CANNOT_RUN, MARKS["broken"][1]) if lost else (_verdict(findings), "bold")
    console.print(f"\n{words(told)}", style=style)


def report(findings: list[Checkup], words: Words = ENGLISH) -> Table:
    """Return the findings as they are shown."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in findings:
        mark, style = MARKS[finding.state]
        text = Text(words(finding.text))
        if finding.remedy:
            text.append(f"\n→ {words(finding.remedy)}", style=style)
        table.add_row(Text(mark, style=style), Text(words(finding.topic)), text)
    return table


def _verdict(findings: list[Checkup]) -> str:
    lacking = {str(finding.topic) for finding in findings if finding.state != "works"}
    if "Camera" in lacking:
        return N_("You can review recordings. The live coach needs a camera, or a video with --source.")
    if "Window" in lacking:
        return N_("You can review recordings, and use the live coach with --no-window.")
    return N_("You can review recordings and use the live coach.")
