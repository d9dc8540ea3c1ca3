"""Recordings: what was written is what is read, whatever happens in between."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.errors import MovedAway, OutputError, RecordingError
from posecoach.pose.outline import outline_from_mask
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, read_recording
from tests.memory import peak_bytes

SIZE_WH = (640, 480)
MODEL = "5f41" * 16


def poses(count: int = 40, *, outline: bool = True) -> list[Pose]:
    """Return poses with random values, nobody in every fifth."""
    numbers = np.random.default_rng(1)
    made = []
    for index in range(count):
        t_s = index / 30
        if index % 5 == 4:
            made.append(Pose.nobody(t_s))
            continue
        image_px = numbers.uniform(-50, 700, (33, 2)).astype(np.float32)
        world_m = numbers.normal(0, 0.5, (33, 3)).astype(np.float32)
        visibility = numbers.random(33, np.float32)
        heights = numbers.random(40, np.float32) if outline else None
        if heights is not None:
            heights[:3] = np.nan
        made.append(Pose(t_s, image_px, world_m, visibility, heights, SIZE_WH))
    return made


def content(pose: Pose) -> tuple[object, ...]:
    """Return what a pose says, as something that can be compared bit by bit."""
    arrays = (pose.image_px, pose.world_m, pose.visibility, pose.back_outline)
    return (pose.t_s, pose.seen, *(None if array is None else array.tobytes() for array in arrays))


def record(path: Path, recorded: list[Pose]) -> Path:
    with Recorder(path, SIZE_WH, MODEL) as recorder:
        for pose in recorded:
            recorder.add(pose)
    return path


@pytest.mark.parametrize("outline", [True, False])
def test_what_is_read_is_what_was_recorded_bit_by_bit(tmp_path: Path, outline: bool) -> None:
    recorded = poses(outline=outline)
    recording = read_recording(record(tmp_path / "a.npz", recorded))
    assert [content(pose) for pose in recording.poses] == [content(pose) for pose in recorded]
    assert {pose.size_wh for pose in recording.poses} == {SIZE_WH}
    assert recording.size_wh == SIZE_WH
    assert recording.model_sha256 == MODEL
    assert recording.duration_s == pytest.approx(40 / 30)


def test_an_outline_may_come_and_go(tmp_path: Path) -> None:
    recorded = [*poses(3, outline=False), *poses(7)[3:]]
    recording = read_recording(record(tmp_path / "a.npz", recorded))
    assert [content(pose) for pose in recording.poses] == [content(pose) for pose in recorded]


def test_poses_can_be_sliced_like_any_sequence(tmp_path: Path) -> None:
    recording = read_recording(record(tmp_path / "a.npz", poses()))
    assert [pose.t_s for pose in recording.poses[::2]] == [pose.t_s for pose in poses()[::2]]
    assert recording.poses[-1].t_s == poses()[-1].t_s
    assert len(recording.poses) == 40


def test_a_recording_of_nothing_is_empty(tmp_path: Path) -> None:
    recording = read_recording(record(tmp_path / "a.npz", []))
    assert list(recording.poses) == []
    assert recording.duration_s == 0


def test_numpy_alone_can_open_it(tmp_path: Path) -> None:
    with np.load(record(tmp_path / "a.npz", poses()), allow_pickle=False) as arrays:
        assert str(arrays["schema"]) == "posecoach.poses/1"
        assert arrays["size_wh"].tolist() == [640, 480]
        assert arrays["image_px"].shape == (40, 33, 2)
        assert arrays["t_s"].dtype == np.float64


def test_closing_leaves_only_the_recording(tmp_path: Path) -> None:
    record(tmp_path / "a.npz", poses())
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_an_earlier_recording_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = record(tmp_path / "a.npz", poses(10))
    recorder = Recorder(path, SIZE_WH, MODEL)
    recorder.add(poses(1)[0])
    assert len(read_recording(path).poses) == 10
    recorder.close()
    recorder.close()
    assert len(read_recording(path).poses) == 1


def test_an_error_while_recording_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"

    def record_until_interrupted() -> None:
        with Recorder(path, SIZE_WH, MODEL) as recorder:
            for pose in poses(17):
                recorder.add(pose)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record_until_interrupted()
    assert len(read_recording(path).poses) == 17


KILLED = """
import os, sys, signal
from pathlib import Path
from tests.pose.test_recording import poses, Recorder, SIZE_WH, MODEL
recorder = Recorder(Path(sys.argv[1]), SIZE_WH, MODEL)
for pose in poses(100):
    recorder.add(pose)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_program_loses_at_most_the_last_second(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path / "a.npz"], cwd=root, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.iterdir()] == ["a.part.npz"]
    recording = read_recording(tmp_path / "a.part.npz")
    assert recording.size_wh == SIZE_WH
    kept = [content(pose) for pose in recording.poses]
    assert kept == [content(pose) for pose in poses(100)[: len(kept)]]
    assert recording.poses[-1].t_s >= poses(100)[-1].t_s - 1


def test_a_part_that_ends_within_a_pose_gives_the_whole_ones(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "a.npz", SIZE_WH, MODEL)
    for pose in poses(10):
        recorder.add(pose)
    assert recorder._file is not None
    recorder._file.flush()
    part = tmp_path / "a.part.npz"
    part.write_bytes(part.read_bytes()[:-7])
    assert len(read_recording(part).poses) == 9
    recorder.close()


def test_a_closed_recorder_takes_nothing_more(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "a.npz", SIZE_WH)
    recorder.close()
    with pytest.raises(ValueError, match=r"^the recorder is closed$"):
        recorder.add(poses(1)[0])


def test_a_place_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "no such folder" / "a.npz"
    with pytest.raises(OutputError) as raised:
        Recorder(path, SIZE_WH)
    assert str(raised.value) == f"{path} cannot be written (No such file or directory): choose another place"


def masks(path: Path, **changes: Any) -> Path:
    """Write the form with person masks: a flat back at one height, in two frames, and nobody in a third."""
    image_px = np.full((3, 33, 2), np.nan, np.float32)
    image_px[:2] = 10
    image_px[:2, 11], image_px[:2, 23] = (80.5, 120.5), (240.5, 120.5)
    world_m = np.zeros((3, 33, 3), np.float32)
    world_m[:, [12, 24], 2] = 0.3
    world_m[2] = np.nan
    person = np.zeros((3, 240, 317), np.uint8)
    person[:2, 80:160] = 1
    arrays: dict[str, NDArray[Any]] = {
        "t_s": np.array([0.0, 0.04, 0.08]),
        "size_wh": np.array([317, 240]),
        "image_px": image_px,
        "world_m": world_m,
        "visibility": np.where(np.isnan(image_px[..., 0]), np.nan, 1).astype(np.float32),
        "mask_bits": np.packbits(person, axis=2),
    }
    np.savez_compressed(path, **(arrays | changes))
    return path


def test_outlines_are_computed_from_recorded_masks(tmp_path: Path) -> None:
    recording = read_recording(masks(tmp_path / "masks.npz"))
    first, second, nobody = recording.poses
    assert first.back_outline is not None
    assert first.back_outline == pytest.approx(np.full(40, 0.25), abs=0.01)
    assert second.back_outline is not None
    assert not nobody.seen
    assert nobody.back_outline is None
    assert recording.size_wh == (317, 240)
    assert recording.model_sha256 == ""


def test_a_recording_with_masks_of_a_real_person(real_poses: Path) -> None:
    recording = read_recording(real_poses)
    with np.load(real_poses) as arrays:
        assert len(recording.poses) == len(arrays["t_s"])
        for index in (0, 50, 200):
            pose = recording.poses[index]
            landmarks = arrays["image_px"][index], arrays["world_m"][index]
            expected = outline_from_mask(arrays["mask_bits"][index], *landmarks, recording.size_wh)
            assert pose.back_outline is not None
            assert pose.back_outline.tobytes() == expected.tobytes()
            assert np.isfinite(expected).all()


def rewritten(path: Path, **changes: Any) -> Path:
    """Write a recording and change some of its arrays; None removes one."""
    with np.load(record(path, poses()), allow_pickle=False) as arrays:
        changed = {name: array for name, array in (dict(arrays) | changes).items() if array is not None}
    np.savez(path, **changed)
    return path


def values(number: float) -> NDArray[np.float32]:
    return np.full((40, 33, 2), number, np.float32)


# fmt: off
FLAWS: dict[str, tuple[dict[str, Any], str]] = {
    "newer": ({"schema": np.array("posecoach.poses/2")},
        "its schema is 'posecoach.poses/2', known is 'posecoach.poses/1'"),
    "number for schema": ({"schema": np.array(1)}, "schema is no text"),
    "array missing": ({"world_m": None}, "world_m is missing"),
    "other length": ({"image_px": values(1)[:39]}, "image_px is float32 (39, 33, 2), expected float32 (40, 33, 2)"),
    "other type": ({"image_px": values(1).astype(float)},
        "image_px is float64 (40, 33, 2), expected float32 (40, 33, 2)"),
    "infinite": ({"image_px": values(np.inf)}, "image_px has values beyond 1e+06"),
    "huge": ({"image_px": values(1e30)}, "image_px has values beyond 1e+06"),
    "time back": ({"t_s": np.arange(40.0)[::-1].copy()}, "t_s does not increase from 0 on"),
    "time not a number": ({"t_s": np.full(40, np.nan)}, "t_s does not increase from 0 on"),
    "time negative": ({"t_s": np.arange(40.0) - 5}, "t_s does not increase from 0 on"),
    "no size": ({"size_wh": np.array([0, 480])}, "size_wh is [0, 480]"),
    "huge size": ({"size_wh": np.array([2**40, 480])}, f"size_wh is [{2**40}, 480]"),
}
# fmt: on


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_in_a_recording_is_named(tmp_path: Path, flaw: str) -> None:
    changes, reason = FLAWS[flaw]
    path = rewritten(tmp_path / "a.npz", **changes)
    with pytest.raises(RecordingError) as raised:
        read_recording(path)
    assert str(raised.value) == (f"{path} is not a readable pose recording: {reason}; record it again")


def npy(header: str, content: bytes = b"") -> bytes:
    """Return an array file with a header of one's own."""
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + content


class Explosive:
    """Writes a file if it is ever unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return os.mkdir, ("exploded",)


def pickled() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.array([Explosive()], object), allow_pickle=True)
    return buffer.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a pickle": pickled,
    "a claim of terabytes": lambda: npy(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }"
    ),
    "a negative length": lambda: npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }"),
    "code for a header": lambda: npy("__import__('os').mkdir('exploded')"),
    "deep brackets": lambda: npy("(" * 900),
    "a header of 60 kB": lambda: npy(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }" + " " * 60_000
    ),
    "records": lambda: npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", b"12345678"),
    "an unknown version": lambda: b"\x93NUMPY\x09\x00" + b"x" * 100,
    "no array at all": lambda: b"hello",
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_array_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = record(tmp_path / "a.npz", poses())
    with zipfile.ZipFile(path) as original:
        parts = {name: original.read(name) for name in original.namelist()}
    parts["t_s.npy"] = HOSTILE[what]()
    with zipfile.ZipFile(path, "w") as bundle:
        for name, part in parts.items():
            bundle.writestr(name, part)
    with pytest.raises(RecordingError, match=r"^[^\n]* is not a readable pose recording: [^\n]*$"):
        read_recording(path)
    assert not (tmp_path / "exploded").exists()


def test_a_small_file_that_unpacks_to_a_huge_array_is_refused_unread(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bomb.npz"
    header = npy(f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({2**22},), }}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("t_s.npy", header + bytes(2**25))

    def read() -> None:
        with pytest.raises(RecordingError, match=r"t_s unpacks to 33554\d{3} bytes from 32\d{3};"):
            read_recording(path)

    assert peak_bytes(read) < 2**20


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file cannot be read (File is not a zip file)"),
        (b"hello", "the file cannot be read (File is not a zip file)"),
        (b"{", "its first line is damaged"),
        (b"{}\n", "its schema is None, known is 'posecoach.poses/1'"),
        (b'{"schema": "posecoach.poses/1", "size_wh": 3}\n', "size_wh is 3"),
        (b'{"schema": "posecoach.poses/1", "size_wh": [3, 4]}\n', "model_sha256 is no text"),
        (b"{" * 5000, "its first line is damaged"),
    ],
)
def test_another_file_is_no_recording(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(RecordingError) as raised:
        read_recording(path)
    assert str(raised.value) == (f"{path} is not a readable pose recording: {reason}; record it again")


def test_a_zip_of_something_else_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("letter.txt", "hello")
    with pytest.raises(RecordingError, match="t_s is missing"):
        read_recording(path)


def test_a_recording_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with pytest.raises(RecordingError) as raised:
        read_recording(path)
    assert str(raised.value) == f"{path} cannot be read (No such file or directory): check the path"


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"cannot be read \(.+\): check the path$"):
        read_recording(tmp_path)


def read_or_refuse(path: Path) -> None:
    """Read a damaged recording: what comes is poses, or a RecordingError; anything else fails the test."""
    with suppress(RecordingError):
        for pose in read_recording(path).poses:
            assert pose.t_s >= 0


@pytest.mark.parametrize("write", [lambda path: record(path, poses(6)), masks])
def test_a_recording_cut_off_anywhere_is_read_or_refused(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    whole = write(tmp_path / "a.npz").read_bytes()
    path = tmp_path / "cut.npz"
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:length])
        read_or_refuse(path)


@pytest.mark.slow
@pytest.mark.parametrize("write", [lambda path: record(path, poses(3)), masks])
def test_a_recording_with_flipped_bits_is_read_or_refused(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    whole = write(tmp_path / "a.npz").read_bytes()
    path = tmp_path / "flipped.npz"
    numbers = random.Random(20)
    for _ in range(1000):
        damaged = bytearray(whole)
        for _ in range(numbers.choice((1, 1, 4, 30))):
            # Half of them near the end, where the zip keeps its list of contents.
            start = numbers.choice((0, max(0, len(damaged) - 1500)))
            damaged[numbers.randrange(start, len(damaged))] ^= 1 << numbers.randrange(8)
        path.write_bytes(damaged)
        read_or_refuse(path)


def test_a_part_with_flipped_bits_is_read_or_refused(tmp_path: Path) -> None:
    head = json.dumps({"schema": "posecoach.poses/1", "model_sha256": MODEL, "size_wh": [640, 480]}).encode()
    numbers = random.Random(21)
    path = tmp_path / "a.part.npz"
    for _ in range(200):
        damaged = bytearray(head + b"\n" + bytes(2000))
        damaged[numbers.randrange(len(head))] ^= 1 << numbers.randrange(8)
        path.write_bytes(damaged)
        read_or_refuse(path)


def test_a_small_file_that_claims_millions_of_poses_is_refused_before_there_is_memory_for_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "claim.npz"
    count = 2_000_000
    times = npy(f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}", bytes(8 * count))
    claim = npy(f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count}, 33, 2), }}", b"12345678")
    with zipfile.ZipFile(record(path, poses(1))) as original:
        parts = {name: original.read(name) for name in original.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in (parts | {"t_s.npy": times, "image_px.npy": claim}).items():
            bundle.writestr(name, part)
    assert path.stat().st_size < 30_000

    def read() -> None:
        with pytest.raises(RecordingError, match=r": image_px is cut off; record it again$"):
            read_recording(path)

    assert peak_bytes(read) < 2**25  # of the times alone; the rows would be 2 GB


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    os.mkfifo(path)
    with pytest.raises(RecordingError) as raised:
        read_recording(path)
    assert (
        str(raised.value) == f"{path} cannot be read (it is a pipe or a device, not a file): check the path"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be moved")
def test_a_part_that_was_moved_is_not_sought_in_what_came_in_its_place(tmp_path: Path) -> None:
    path, part = tmp_path / "poses.npz", tmp_path / "poses.part.npz"
    recorder = Recorder(path, SIZE_WH, MODEL)
    for pose in poses(4):
        recorder.add(pose)
    part.rename(tmp_path / "away.npz")
    for mine in (path, part):
        mine.write_text("mine")
    with pytest.raises(MovedAway) as caught:
        recorder.close()
    told = f"{part} was moved or deleted during the recording: what was recorded went with it, unfinished"
    assert str(caught.value) == told
    assert {one.name: one.read_text() for one in (path, part)} == dict.fromkeys(
        (path.name, part.name), "mine"
    )
    assert len(read_recording(tmp_path / "away.npz").poses) == 4


def test_what_has_no_room_in_the_end_leaves_the_part_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(file: IO[bytes], **_: object) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    recorder = Recorder(tmp_path / "poses.npz", SIZE_WH, MODEL)
    recorder.add(poses(1)[0])
    monkeypatch.setattr(np, "savez", half)
    with pytest.raises(OutputError, match="No space left"):
        recorder.close()
    assert [path.name for path in tmp_path.iterdir()] == ["poses.part.npz"]
    assert len(read_recording(tmp_path / "poses.part.npz").poses) == 1


def test_a_file_that_came_while_it_was_recorded_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    recorder = Recorder(path, SIZE_WH, MODEL)
    recorder.add(poses(1)[0])
    path.write_text("mine")
    with pytest.raises(OutputError, match="File exists"):
        recorder.close()
    assert path.read_text() == "mine"
    assert len(read_recording(tmp_path / "poses.part.npz").poses) == 1
