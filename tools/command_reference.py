# ruff: noqa: INP001, SLF001 - a script, not a package; argparse shows its arguments to nobody else
"""Writes docs/commands.md: every command with its arguments.

    python tools/command_reference.py

All of it is read from the parsers of the program.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.cli.arguments import build_parser  # noqa: E402 - the checkout comes first

PAGE: Final = ROOT / "docs" / "commands.md"

INTRODUCTION: Final = """\
# Commands

Made by `python tools/command_reference.py` from the program itself; do not edit it by hand. `posecoach COMMAND --help`
says the same, in English, German, Spanish or French.
"""

STATUSES: Final = """\
## Exit status

| status | means |
|---|---|
| 0 | done |
| 1 | a check failed |
| 2 | wrong usage |
| 3 | an input or device cannot be used |
| 4 | nothing to judge, to report or to export |
| 5 | stopped because it hurts; all of it is saved |
| 130 | interrupted; whatever was judged is kept |

`--debug` shows where an error came from.
"""


def reference() -> str:
    """Return the page."""
    parser = build_parser()
    common = _rows(parser)
    parts = [INTRODUCTION, _list_of(parser), "## With every command\n", _table(common), STATUSES]
    for name, command in _actions(parser):
        parts.append(f"## {name}\n\n{_about(command)}\n\n{_usage(command)}\n")
        if rows := [row for row in _rows(command) if row not in common]:
            parts.append(_table(rows))
        for action, one in _actions(command):
            parts.append(f"### {name} {action}\n\n{_meaning_of(command, action)}.\n\n{_usage(one)}\n")
            if rows := [row for row in _rows(one) if row not in common]:
                parts.append(_table(rows))
    return "\n".join(parts)


def _subparsers(
    parser: argparse.ArgumentParser,
) -> Iterator[argparse._SubParsersAction[argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield action


def _actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield the commands of the program, or the actions of a command, each with its parser."""
    for action in _subparsers(parser):
        yield from action.choices.items()


def _meaning_of(parser: argparse.ArgumentParser, name: str) -> str:
    """Return what a command or an action is for, in a few words."""
    (action,) = _subparsers(parser)
    text = next(one.help for one in action._choices_actions if one.dest == name) or ""
    return text[:1].upper() + text[1:]


def _list_of(parser: argparse.ArgumentParser) -> str:
    rows = [(f"[{name}](#{name})", _meaning_of(parser, name)) for name, _ in _actions(parser)]
    return _rows_of(("command", "is to"), [(name, text[:1].lower() + text[1:]) for name, text in rows])


def _about(parser: argparse.ArgumentParser) -> str:
    return _text(parser.description or "")


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return the whole usage in one block, as a terminal of 100 columns shows it."""
    formatter = argparse.HelpFormatter(parser.prog, width=100)
    formatter.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups, prefix="")
    return f"```text\n{formatter.format_help().strip()}\n```"


def _rows(parser: argparse.ArgumentParser) -> list[tuple[str, str]]:
    """Return the arguments of a parser, each with its meaning."""
    return [
        (_name(action), _text(str(action.help).replace("%%", "%")) + _choices(action))
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction)
    ]


def _name(action: argparse.Action) -> str:
    placeholder = action.metavar or ""
    if not action.option_strings:
        return f"`{placeholder}`"
    return ", ".join(f"`{option} {placeholder}`".replace(" `", "`") for option in action.option_strings)


def _choices(action: argparse.Action) -> str:
    return f"; one of {', '.join(f'`{one}`' for one in action.choices)}" if action.choices else ""


def _table(rows: list[tuple[str, str]]) -> str:
    return _rows_of(("argument", "meaning"), rows)


def _rows_of(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---|---|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Return a text in which nothing is taken for HTML."""
    return text.replace("<", "&lt;")


def main() -> None:
    """Write the page."""
    PAGE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
