"""What phones, camcorders, calls and editors leave in files, made here in small."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.capture.container import speed_of
from posecoach.capture.frame import frames
from posecoach.capture.upright import square_size
from posecoach.capture.video import VideoFile, VideoPiece
from posecoach.errors import VideoError
from tests.shared import SHARED
from tests.videos import evenly, grey_of, say_turned, turn_quarter, write_video

FIELD = SHARED / "field_inputs"
FIELD_FILES = {  # size of a frame [px], number of frames, length [s]
    "sar_16_9_hook_clean.mp4": ((640, 480), 312, 13.0),
    "sar_4_3_hook_knees.mp4": ((640, 480), 321, 13.375),
    "cut_copy_5s.mp4": ((640, 480), 208, 8.667),
    "trim_cat.mp4": ((640, 480), 218, 9.083),
    "trim_end.mp4": ((640, 480), 173, 7.2),
    "interlaced25.mp4": ((640, 480), 340, 13.6),
    "psf25.mts": ((640, 480), 200, 8.0),
    "il_mpeg2_pal.mpg": ((768, 576), 125, 4.96),
    "aspect_change.webm": ((180, 320), 288, 12.0),
    "av1.mp4": ((640, 480), 192, 8.0),
    "av1.webm": ((640, 480), 144, 6.0),
    "folder_scan/a.m2ts": ((640, 480), 200, 8.0),
    "folder_scan/b.ts": ((480, 360), 120, 5.0),
    "slowmo_android.mp4": ((640, 480), 2402, 12.51),
}


@pytest.mark.skipif(not FIELD.is_dir(), reason="the recordings from the field lie beside the repository")
@pytest.mark.parametrize("name", FIELD_FILES)
def test_a_recording_from_the_field_is_read_whole_in_its_shape_and_time(name: str) -> None:
    size_wh, count, length_s = FIELD_FILES[name]
    with closing(VideoFile(FIELD / name)) as video:
        seen = [(frame.t_s, frame.bgr[::31, ::31].mean()) for frame in frames(video)]
        assert video.size_wh == size_wh
        assert len(seen) == count
        assert video.duration_s == pytest.approx(length_s, abs=0.002)
        assert video.missing_s == 0
    assert seen[0][0] == 0
    assert all(before < after for (before, _), (after, _) in pairwise(seen))
    assert min(mean for _, mean in seen) > 60  # none is black


def encoded(
    path: Path,
    size_wh: tuple[int, int],
    codec: str,
    *,
    aspect: Fraction | None = None,
    options: dict[str, str] | None = None,
    count: int = 6,
    metadata: dict[str, str] | None = None,
    rate: int = 25,
) -> Path:
    """Write grey frames with what encoders can be told; the metadata are those of the file."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height, stream.pix_fmt = *size_wh, "yuv420p"
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        for index in range(count):
            grey = np.full((size_wh[1], size_wh[0], 3), grey_of(index), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode())
    return path


def seen_in(path: Path) -> list[tuple[float, float]]:
    """Return (media time, mean grey) of every frame."""
    with closing(VideoFile(path)) as video:
        return [(frame.t_s, float(frame.bgr.mean())) for frame in frames(video)]


@pytest.mark.parametrize(
    ("name", "codec", "size_wh", "aspect", "shown_wh"),
    [
        ("dv.mp4", "libx264", (48, 64), Fraction(16, 9), (85, 64)),
        ("hdv.mkv", "libx264", (72, 54), Fraction(4, 3), (96, 54)),
        ("narrow.mp4", "libx264", (96, 48), Fraction(1, 2), (96, 96)),
        ("pal.mpg", "mpeg2video", (720, 576), Fraction(16, 15), (768, 576)),
    ],
)
def test_pixels_that_are_not_square_are_made_square(
    tmp_path: Path,
    name: str,
    codec: str,
    size_wh: tuple[int, int],
    aspect: Fraction,
    shown_wh: tuple[int, int],
) -> None:
    path = encoded(tmp_path / name, size_wh, codec, aspect=aspect)
    with closing(VideoFile(path)) as video:
        assert {frame.size_wh for frame in frames(video)} == {video.size_wh}
        assert video.size_wh == pytest.approx(shown_wh, abs=1)


def test_the_shape_of_pixels_comes_before_the_rotation(tmp_path: Path) -> None:
    path = turn_quarter(encoded(tmp_path / "a.mp4", (48, 64), "libx264", aspect=Fraction(2)))
    with closing(VideoFile(path)) as video:
        assert video.size_wh == (64, 96)


def test_a_shape_of_pixels_that_no_camera_has_is_damage() -> None:
    assert square_size((640, 480), Fraction(1000)) == (640, 480)
    assert square_size((640, 480), Fraction(0)) == (640, 480)
    assert square_size((640, 480), None) == (640, 480)


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("camcorder.mts", "libx264", {"x264-params": "tff=1"}),
        ("film.mp4", "libx264", {"x264-params": "tff=1:bframes=0"}),
        ("bottom.mkv", "libx264", {"x264-params": "bff=1"}),
        ("dvd.mpg", "mpeg2video", {"flags": "+ildct+ilme"}),
    ],
)
def test_interlaced_frames_are_seen(tmp_path: Path, name: str, codec: str, options: dict[str, str]) -> None:
    path = encoded(tmp_path / name, (320, 240), codec, options=options)
    if codec == "libx264":  # else the test tries nothing
        with av.open(str(path)) as opened:
            assert next(opened.decode(video=0)).interlaced_frame
    assert [grey for _, grey in seen_in(path)] == pytest.approx([grey_of(i) for i in range(6)], abs=3)


@pytest.mark.parametrize(
    "other_wh", [(96, 80), (48, 96), (64, 64), (200, 40)], ids=lambda size_wh: f"{size_wh[0]}x{size_wh[1]}"
)
def test_a_later_shape_is_fitted_with_bars(tmp_path: Path, other_wh: tuple[int, int]) -> None:
    white = np.full((other_wh[1], other_wh[0], 3), 255, np.uint8)
    first = write_video(tmp_path / "first.ts", evenly(3), (64, 48))
    second = write_video(tmp_path / "second.ts", evenly(3), other_wh, pictures=[white] * 3)
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    with closing(VideoFile(both)) as video:
        last = [frame.bgr.copy() for frame in frames(video)][-1]
    rows, columns = np.nonzero(last[:, :, 0] > 128)
    shown_wh = np.ptp(columns) + 1, np.ptp(rows) + 1
    scale = min(64 / other_wh[0], 48 / other_wh[1])
    assert shown_wh == pytest.approx((other_wh[0] * scale, other_wh[1] * scale), abs=1.5)


@pytest.mark.parametrize(("name", "rate"), [("a.mp4", 30), ("a.webm", 25), ("a.mkv", 60)])
def test_av1_is_read(tmp_path: Path, name: str, rate: int) -> None:
    path = encoded(tmp_path / name, (64, 64), "libsvtav1", options={"svtav1-params": "preset=12"}, rate=rate)
    seen = seen_in(path)
    assert [grey for _, grey in seen] == pytest.approx([grey_of(i) for i in range(6)], abs=4)
    assert [t_s for t_s, _ in seen] == pytest.approx([i / rate for i in range(6)], abs=0.001)


@pytest.mark.parametrize("hidden", [1, 7, 20])
def test_frames_that_an_edit_list_hides_are_not_shown_and_not_missing(tmp_path: Path, hidden: int) -> None:
    whole = write_video(tmp_path / "whole.mp4", evenly(40, 25.0))
    path = tmp_path / "trimmed.mp4"
    with av.open(str(whole)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.pts is not None and packet.dts is not None:
                shift = round(hidden / 25 / packet.time_base)
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                packet.stream = stream
                target.mux(packet)
    with closing(VideoFile(path)) as video:
        seen = [(frame.t_s, float(frame.bgr.mean())) for frame in frames(video)]
        assert [t_s for t_s, _ in seen] == pytest.approx(evenly(40 - hidden, 25.0), abs=0.002)
        assert seen[0][1] == pytest.approx(grey_of(hidden), abs=3)
        assert video.duration_s == pytest.approx((40 - hidden) / 25, abs=0.05)
        assert video.missing_s == 0


@pytest.mark.parametrize(("filmed", "shown", "speed"), [(240, 30, 1 / 8), (120, 30, 1 / 4), (2, 30, 15)])
def test_slow_motion_and_time_lapse_that_say_so_are_read_in_real_time(
    tmp_path: Path, filmed: int, shown: int, speed: float
) -> None:
    metadata = {"com.android.capture.fps": f"{filmed}.000000"}
    path = encoded(tmp_path / "a.mp4", (64, 48), "libx264", metadata=metadata, rate=shown, count=12)
    with closing(VideoFile(path)) as video:
        times_s = [frame.t_s for frame in frames(video)]
        assert times_s == pytest.approx([index / filmed for index in range(12)])
        assert video.duration_s == pytest.approx(12 / shown * speed)
        assert video.speed == pytest.approx(speed)
        assert video.missing_s == 0


@pytest.mark.parametrize("said", ["30", "29.97", "24.5", "0", "-3", "nan", "inf", "many", "1e300"])
def test_a_rate_of_filming_that_is_the_usual_one_or_nonsense_changes_nothing(said: str) -> None:
    assert speed_of({"com.android.capture.fps": said}, 30.0) == 1.0


def test_a_codec_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp4", (64, 48), "libx264")
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zq9x"))
    with pytest.raises(VideoError) as raised:
        VideoFile(path)
    assert str(raised.value) == (
        f"{path} uses a codec that FFmpeg does not know (zq9x): convert it to H.264, for example with "
        "HandBrake or 'ffmpeg -i IN -c:v libx264 OUT.mp4'"
    )


def test_a_damaged_stretch_in_the_middle_is_left_out(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.ts", (64, 48), "mpeg2video", count=60, options={"g": "5"})
    content = bytearray(path.read_bytes())
    third = len(content) // 3 // 188 * 188
    content[third : third + 188 * 20] = bytes(188 * 20)
    path.write_bytes(content)
    times_s = [t_s for t_s, _ in seen_in(path)]
    assert 25 < len(times_s) <= 60
    assert times_s[-1] == pytest.approx(59 / 25, abs=0.05)


def test_pieces_have_the_first_size_of_the_file(tmp_path: Path) -> None:
    first = write_video(tmp_path / "first.ts", evenly(60), (64, 48)).read_bytes()
    second = write_video(tmp_path / "second.ts", evenly(60), (48, 96)).read_bytes()
    both = tmp_path / "both.ts"
    both.write_bytes(first + second)
    with closing(VideoPiece(both, 3.0)) as piece:
        assert {frame.size_wh for frame in frames(piece)} <= {(64, 48)}
        assert piece.size_wh == (64, 48)


@pytest.mark.parametrize(
    ("signs", "corner"),
    [
        ((1, 0, 0, 1), "top left"),
        ((-1, 0, 0, 1), "top right"),
        ((1, 0, 0, -1), "bottom left"),
        ((-1, 0, 0, -1), "bottom right"),
        ((0, 1, -1, 0), "top right"),
        ((0, -1, 1, 0), "bottom left"),
        ((0, 1, 1, 0), "top left"),
        ((0, -1, -1, 0), "bottom right"),
        ((0, 0, 0, 0), "top left"),
    ],
)
def test_frames_are_turned_and_mirrored_as_their_file_says(
    tmp_path: Path, signs: tuple[int, int, int, int], corner: str
) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:12, :16] = 255
    path = say_turned(write_video(tmp_path / "a.mp4", evenly(3), pictures=[picture] * 3), signs)
    with closing(VideoFile(path)) as video:
        for frame in frames(video):
            assert frame.size_wh == ((64, 48) if signs[0] or not signs[1] else (48, 64))
            height, width = frame.bgr.shape[:2]
            rows, columns = np.nonzero(frame.bgr[:, :, 1] > 128)
            row = "top" if rows.mean() < height / 2 else "bottom"
            column = "left" if columns.mean() < width / 2 else "right"
            assert f"{row} {column}" == corner
