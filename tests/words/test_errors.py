"""Every message that ends a command, or remarks on one, can be said in every language."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from posecoach import errors
from posecoach.cli.exit_status import spoken
from posecoach.errors import OutputError, PosecoachError, reason
from posecoach.exercises.loader import load_exercise, read_exercise
from posecoach.exercises.routines import read_routine
from posecoach.files import read_file
from posecoach.pose.mediapipe.model import verify
from posecoach.pose.recording import read_recording
from posecoach.publishing.folder import published
from posecoach.publishing.single_file import publish_file
from posecoach.words.languages import load_words
from posecoach.words.phrase import Phrase, filled
from tests.exercise_files import MINIMAL
from tests.words.pseudo import left_in_english, pseudo
from tools import words as tool

OURS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"DamagedArray"}
MARKS = {"N_", "C_", "filled", "counted", "placed", "either"}
PASSED_ON = {"reason"}
"""What returns the message of another error, which is a phrase already."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in tool.PACKAGE.rglob("*.py")}


@cache
def phrases() -> frozenset[str]:
    """Return the names of functions, methods and constants of the package that are phrases."""
    found = {
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and returns_phrases(node)
    }
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and is_marked(node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


def returns_phrases(function: ast.FunctionDef) -> bool:
    """Whether a function says that it returns a phrase, or returns nothing else."""
    if function.returns is not None and "Phrase" in ast.unparse(function.returns):
        return True
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    return bool(returned) and all(map(is_marked, returned))


def is_marked(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and called(value) in MARKS


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def is_phrase(value: ast.expr) -> bool:
    """Whether what is said is marked for translation: a literal that is marked, or what returns or holds one."""
    if isinstance(value, ast.IfExp):
        return is_phrase(value.body) and is_phrase(value.orelse)
    if isinstance(value, ast.Call):
        return called(value) in MARKS | PASSED_ON | phrases()
    return isinstance(value, ast.Name) and value.id in phrases()


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in names and node.args:
                yield f"{path.name}:{node.lineno}: {ast.unparse(node)}", node


def test_every_error_of_ours_says_a_phrase() -> None:
    found = list(calls(*OURS))
    assert len(found) > 100
    assert [place for place, call in found if not is_phrase(call.args[0])] == []


def test_every_remark_is_looked_up() -> None:
    looked_up = {"words", "_words", "spoken"}
    found = [(place, call.args[0]) for place, call in calls("remark", "ArgumentTypeError")]
    assert len(found) > 10
    wrong = [
        place
        for place, said in found
        if not (isinstance(said, ast.Call) and called(said) in looked_up)
        and not (isinstance(said, ast.Name) and said.id == "told")
    ]
    assert wrong == []


PROBLEMS = {
    "a key that does not exist": lambda: read_exercise(MINIMAL.replace("summary", "sumary"), "1.toml"),
    "a word in the place of a number": lambda: read_exercise(
        MINIMAL.replace("repetitions = 5", 'repetitions = "5"'), "1.toml"
    ),
    "a posture that does not exist": lambda: read_exercise(
        MINIMAL.replace('posture = "', 'posture = "x'), "1.toml"
    ),
    "no TOML": lambda: read_exercise("[" * 5000, "1.toml"),
    "a routine without steps": lambda: read_routine('schema = "posecoach.routine/1"', "1.toml", {}),
}
NAMES = (r"'[^']*'", r"\d\.toml:\d+(: [\w.\[\]]+)?", r"\d\.toml", "TOML", r"\w+_\w+(, )?", "/[^ ]*", "UTF-8")


@pytest.mark.parametrize("what", PROBLEMS)
def test_what_is_wrong_with_a_file_of_yours(what: str) -> None:
    with pytest.raises(PosecoachError) as raised:
        PROBLEMS[what]()
    assert isinstance(raised.value.args[0], Phrase)
    told = spoken(raised.value, pseudo())
    assert left_in_english(told, *NAMES, r"(?<=: ).*(?=⟧⟧)" if "posture" in what else "^$") == []


def refused_folder(folder: Path) -> None:
    (folder / "mine").write_text("mine")
    with published(folder):
        pass


def refused_file(folder: Path) -> None:
    publish_file(folder, b"", "--json", overwrite=False)


def full_disk(folder: Path) -> None:
    with published(folder / "new"):
        raise OSError(28, "No space left on device", str(folder))


def damaged_model(folder: Path) -> None:
    (folder / "1.task").write_bytes(b"x")
    verify(folder / "1.task")


def damaged_recording(folder: Path) -> None:
    (folder / "1.npz").write_bytes(b"{}\n")
    read_recording(folder / "1.npz")


def missing_exercise(folder: Path) -> None:
    load_exercise(folder / "1.toml")


@pytest.mark.parametrize(
    "cause",
    [refused_folder, refused_file, full_disk, damaged_model, damaged_recording, missing_exercise],
    ids=lambda cause: cause.__name__,
)
def test_what_files_and_folders_refuse(cause: Callable[[Path], None], tmp_path: Path) -> None:
    with pytest.raises(PosecoachError) as raised:
        cause(tmp_path)
    names = (
        r"'[^']*'",
        r"/[^ ]*?(?=[ :⟧])",
        "--[a-z]+",
        "SHA-256 [0-9a-f]+",
        r"\(SHA-256",
        "[0-9a-f]{64}",
        r"\.task",
        "None",
    )
    assert left_in_english(spoken(raised.value, pseudo()), *names) == []


def test_the_reason_is_said_in_the_language_too() -> None:
    german = load_words("de")
    denied = OSError(13, "Permission denied", "x")
    assert german(filled("cannot write {path}: {reason}", path="x", reason=reason(denied))) == (
        "x lässt sich nicht schreiben: Keine Berechtigung"
    )
    with pytest.raises(OSError, match="it is a pipe or a device") as raised:
        read_file(Path("/dev/null"))
    assert german(reason(raised.value)) == "es ist eine Pipe oder ein Gerät, keine Datei"


def test_a_name_in_quotes_stays_as_it_is_written() -> None:
    """`slow` is a word of the catalogue too."""
    german = load_words("de")
    assert german("slow") != "slow"
    said = german(filled("there is no rule {name!r}; {nearest}", name="slow", nearest="slow"))
    assert said.startswith("es gibt keine Regel 'slow'; ")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(13, "Permission denied", "x"), "Permission denied"),
        (OSError("no more"), "no more"),
        (OutputError(filled("cannot write {path}", path="x")), "cannot write x"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_a_reason_is_named_as_well_as_it_can_be(error: BaseException, expected: str) -> None:
    assert reason(error) == expected
