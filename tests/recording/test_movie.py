"""Annotated video: what other players find in it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.errors import OutputError
from posecoach.recording.movie import Movie, _encoder, even, even_size, join
from tests.reliability.damage import bits_flipped
from tests.videos import evenly, write_video

SIZE = (64, 48)
UNEVEN_S = [0.0, 0.04, 0.1, 0.5, 0.52, 1.0, 1.9]


def picture(level: int) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 3), level, np.uint8)


def movie(path: Path, times_s: list[float], sound: Path | None = None) -> Path:
    with Movie(path, SIZE, 25.0, sound) as target:
        for number, t_s in enumerate(times_s):
            target.add(picture(16 + 20 * number % 200), t_s)
    return path


def with_sound(path: Path, codec: str, *, late_s: float = 0.0) -> Path:
    """Write a video of two seconds with a tone; its picture begins `late_s` after the sound."""
    rate = 48000
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = *SIZE, "yuv420p"
        audio = container.add_stream(codec, rate=rate)
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(picture(100), format="bgr24")
            frame.pts, frame.time_base = number + round(25 * late_s), Fraction(1, 25)
            container.mux(video.encode(frame))
        layout = audio.codec_context.layout.name
        tone = (8000 * np.sin(np.arange(rate * 2) * 0.05)).astype(np.int16)
        for start in range(0, len(tone), 960):
            sound = av.AudioFrame.from_ndarray(
                np.repeat(tone[start : start + 960], len(audio.codec_context.layout.channels))[None],
                format="s16",
                layout=layout,
            )
            sound.sample_rate, sound.pts, sound.time_base = rate, start, Fraction(1, rate)
            container.mux(audio.encode(sound))
        container.mux(video.encode())
        container.mux(audio.encode())
    return path


def test_is_h264_that_every_browser_plays(tmp_path: Path) -> None:
    with av.open(str(movie(tmp_path / "a.mp4", evenly(20)))) as container:
        (video,) = container.streams.video
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == SIZE
        assert not container.streams.audio


def test_can_start_before_it_is_loaded(tmp_path: Path) -> None:
    """The index (moov) stands before the pictures (mdat)."""
    content = movie(tmp_path / "a.mp4", evenly(20)).read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_pictures_keep_their_media_times(tmp_path: Path) -> None:
    with av.open(str(movie(tmp_path / "a.mp4", UNEVEN_S))) as container:
        times_s = [frame.time for frame in container.decode(video=0)]
    assert times_s == pytest.approx(UNEVEN_S, abs=1e-4)


def test_sound_that_browsers_play_is_copied(tmp_path: Path) -> None:
    source = with_sound(tmp_path / "source.mp4", "aac")
    result = movie(tmp_path / "a.mp4", evenly(50, 25.0), source)
    with av.open(str(source)) as before, av.open(str(result)) as after:
        packets = [
            [bytes(packet) for packet in container.demux(audio=0) if packet.size]
            for container in (before, after)
        ]
        assert after.streams.audio[0].codec_context.name == "aac"
    assert packets[1] == packets[0][1:]  # the first holds only the encoder's run-up, from before the start


def test_other_sound_becomes_aac(tmp_path: Path) -> None:
    source = with_sound(tmp_path / "source.avi", "pcm_s16le")
    with av.open(str(movie(tmp_path / "a.mp4", evenly(50, 25.0), source))) as container:
        (audio,) = container.streams.audio
        assert audio.codec_context.name == "aac"
        loudest = max(float(np.abs(frame.to_ndarray()).max()) for frame in container.decode(audio=0))
        seconds = float(audio.duration * audio.time_base)
    assert seconds == pytest.approx(2.0, abs=0.1)
    assert loudest > 0.1


def test_sound_stays_in_step_with_pictures_that_begin_later(tmp_path: Path) -> None:
    """Media time counts from the first picture: what was heard before it is left out."""
    source = with_sound(tmp_path / "source.mp4", "aac", late_s=0.6)
    with av.open(str(movie(tmp_path / "a.mp4", evenly(50, 25.0), source))) as container:
        first_s, *_, last_s = [
            float(packet.pts * packet.time_base) for packet in container.demux(audio=0) if packet.size
        ]
    assert first_s == pytest.approx(0.0, abs=0.05)
    assert last_s == pytest.approx(1.4, abs=0.05)


def test_sound_that_is_converted_stays_in_step_as_well(tmp_path: Path) -> None:
    source = with_sound(tmp_path / "source.mkv", "pcm_s16le", late_s=0.6)
    with av.open(str(movie(tmp_path / "a.mp4", evenly(50, 25.0), source))) as container:
        (audio,) = container.streams.audio
        assert float(audio.duration * audio.time_base) == pytest.approx(1.4, abs=0.1)


def test_sound_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.mp4"
    nonsense.write_text("no sound")
    for source in (nonsense, write_video(tmp_path / "silent.mp4", evenly(5))):
        with av.open(str(movie(tmp_path / "a.mp4", evenly(5), source))) as container:
            assert not container.streams.audio


def test_place_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match=r"^cannot write .*a\.mp4: No such file or directory; choose another place$"
    ):
        movie(tmp_path / "missing" / "a.mp4", evenly(2))


@pytest.mark.parametrize(("codec", "becomes"), [("mp3", "mp3"), ("ac3", "aac")])
def test_sound_whose_stamps_are_as_coarse_as_its_frames_is_taken_over(
    tmp_path: Path, codec: str, becomes: str
) -> None:
    """An .avi counts the frames of its sound, not the samples."""
    source = with_sound(tmp_path / "source.avi", codec)
    with av.open(str(movie(tmp_path / "a.mp4", evenly(50, 25.0), source))) as container:
        (audio,) = container.streams.audio
        assert audio.codec_context.codec.canonical_name == becomes
        assert float(audio.duration * audio.time_base) == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.avi", "ac3"), ("a.avi", "mp3"), ("a.mp4", "aac"), ("a.mkv", "flac")]
)
def test_damaged_sound_is_no_reason_to_fail(tmp_path: Path, name: str, codec: str) -> None:
    whole = with_sound(tmp_path / f"whole-{name}", codec).read_bytes()
    source = tmp_path / name
    for _, content in bits_flipped(whole, 25, seed=4):
        source.write_bytes(content)
        with av.open(str(movie(tmp_path / "out.mp4", evenly(50, 25.0), source))) as container:
            assert sum(1 for _ in container.decode(video=0)) == 50


@pytest.mark.parametrize("live", [False, True])
def test_a_key_frame_comes_with_every_second(live: bool, tmp_path: Path) -> None:
    with Movie(tmp_path / "a.mp4", SIZE, 10.0, None, live=live) as target:
        for number in range(31):
            target.add(picture(16 + 7 * number), number / 10.0)
    with av.open(str(tmp_path / "a.mp4")) as container:
        keys = [
            round(float(packet.pts * packet.time_base), 3)
            for packet in container.demux(video=0)
            if packet.is_keyframe
        ]
    assert keys == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize(("rate_hz", "keys"), [(0.01, 5), (1.0, 5), (2.0, 3), (239.6, 1), (1e9, 1)])
def test_any_rate_is_taken_for_one_that_there_is(rate_hz: float, keys: int, tmp_path: Path) -> None:
    with Movie(tmp_path / "a.mp4", SIZE, rate_hz, None) as target:
        for number in range(5):
            target.add(picture(100), number / 100.0)
    with av.open(str(tmp_path / "a.mp4")) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    assert len(packets) == 5
    assert sum(packet.is_keyframe for packet in packets) == keys


def test_what_is_written_live_plays_before_it_is_closed(tmp_path: Path) -> None:
    """In fragments of a second: what a killed program leaves."""
    path = tmp_path / "a.mp4"
    target = Movie(path, SIZE, 10.0, None, live=True)
    for number in range(31):
        target.add(picture(16 + 7 * number), number / 10.0)
    content = path.read_bytes()
    assert content.count(b"moof") >= 2
    with av.open(str(path)) as container:
        assert max(frame.time for frame in container.decode(video=0)) >= 1.5
    target.close()
    with av.open(str(path)) as container:
        assert [round(frame.time, 3) for frame in container.decode(video=0)] == [n / 10.0 for n in range(31)]


def test_pictures_are_what_they_were(tmp_path: Path) -> None:
    shades = [30, 90, 150, 210]
    with Movie(tmp_path / "a.mp4", (66, 48), 4.0, None) as target:
        for number, shade in enumerate(shades):
            left = np.full((48, 66, 3), shade, np.uint8)
            left[:, 33:] = (200, 30, 30)  # blue
            target.add(left, number / 4.0)
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    assert [frame.shape for frame in frames] == [(48, 66, 3)] * 4
    for frame, shade in zip(frames, shades, strict=True):
        assert frame[4:44, 4:28].mean() == pytest.approx(shade, abs=4)
        assert frame[4:44, 40:62].reshape(-1, 3).mean(axis=0) == pytest.approx((200, 30, 30), abs=12)


class _Full:
    """A file without room: it takes nothing any more."""

    def __init__(self, container: object) -> None:
        self._container = container

    def mux(self, _: object) -> None:
        raise OSError(28, "No space left on device")

    def close(self) -> None:
        self._container.close()  # type: ignore[attr-defined]


def test_a_file_that_finds_no_room_is_one_error_wherever_that_is(tmp_path: Path) -> None:
    message = f"cannot write {tmp_path / 'a.mp4'}: No space left on device; choose another place"
    target = Movie(tmp_path / "a.mp4", SIZE, 10.0, None)
    target.add(picture(100), 0.0)
    target._container = _Full(target._container)  # type: ignore[assignment]
    with pytest.raises(OutputError) as caught:
        target.add(picture(100), 0.1)
    assert str(caught.value) == message
    with pytest.raises(OutputError) as caught:
        target.close()
    assert str(caught.value) == message


def test_what_goes_wrong_inside_is_told_as_it_is(tmp_path: Path) -> None:
    closed: list[bool] = []

    class Watched:
        def __init__(self, container: object) -> None:
            self._container = container

        def close(self) -> None:
            closed.append(True)
            self._container.close()  # type: ignore[attr-defined]

    def stumbles() -> None:
        with Movie(tmp_path / "a.mp4", SIZE, 10.0, None) as target:
            target.add(picture(100), 0.0)
            target._container = Watched(target._container)  # type: ignore[assignment]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumbles()
    assert closed == [True], "the file does not stay open"


@pytest.mark.parametrize(
    ("size", "without_odd"), [((65, 49), (64, 48)), ((64, 48), (64, 48)), ((1, 3), (0, 2))]
)
def test_odd_columns_and_rows_are_left_out(size: tuple[int, int], without_odd: tuple[int, int]) -> None:
    assert even_size(size) == without_odd
    cut = even(np.zeros((size[1], size[0], 3), np.uint8))
    assert (cut.shape[1], cut.shape[0]) == without_odd


def test_sound_goes_no_further_than_the_pictures_while_they_come(tmp_path: Path) -> None:
    """The file plays without jumping to and fro in it, and has all of the sound in the end."""
    source = with_sound(tmp_path / "source.mp4", "aac")
    target = Movie(tmp_path / "a.mp4", SIZE, 25.0, source)
    written: list[float] = []
    real = target._container

    class Watched:
        def mux(self, packets: object) -> None:
            several = packets if isinstance(packets, list) else [packets]
            written.extend(float(one.pts * one.time_base) for one in several if one.stream.type == "audio")
            real.mux(packets)  # type: ignore[arg-type]

        def close(self) -> None:
            real.close()

    target._container = target._sound._container = Watched()  # type: ignore[assignment,union-attr]
    for number in range(26):
        target.add(picture(100), number / 25.0)
        assert not written or written[-1] <= number / 25.0
    assert 0.9 < written[-1] <= 1.0
    target.close()
    assert written[-1] > 1.9
    assert written == sorted(written)
    assert written[0] >= 0.0


def test_sound_of_a_recording_without_pictures_is_taken_from_its_start(tmp_path: Path) -> None:
    source = tmp_path / "only sound.m4a"
    with (
        av.open(str(with_sound(tmp_path / "source.mp4", "aac"))) as film,
        av.open(str(source), "w") as target,
    ):
        sound = target.add_stream_from_template(film.streams.audio[0])
        for packet in film.demux(audio=0):
            if packet.dts is not None:
                packet.stream = sound
                target.mux(packet)
    with av.open(str(movie(tmp_path / "a.mp4", evenly(50, 25.0), source))) as container:
        times_s = [float(packet.pts * packet.time_base) for packet in container.demux(audio=0) if packet.size]
    assert times_s[0] == pytest.approx(0.0, abs=0.05)
    assert times_s[-1] > 1.9


def test_key_frames_come_where_they_are_asked_for(tmp_path: Path) -> None:
    with Movie(tmp_path / "a.mp4", SIZE, 10.0, None, keyed=True) as target:
        for number in range(60):
            target.add(picture(16 + 3 * number), number / 10.0, key=number in (0, 7, 44))
    with av.open(str(tmp_path / "a.mp4")) as container:
        keys = [number for number, packet in enumerate(container.demux(video=0)) if packet.is_keyframe]
    assert keys == [0, 7, 44]


def seconds_of(path: Path, first: int, last: int, level: int) -> Path:
    """Write a movie in one shade of the seconds from one to before another, each beginning with a key frame."""
    with Movie(path, SIZE, 10.0, None, keyed=True) as target:
        for number in range(10 * first, 10 * last):
            target.add(picture(level), number / 10.0, key=number % 10 == 0)
    return path


def test_a_movie_is_put_together_from_seconds_of_others(tmp_path: Path) -> None:
    """The parts need not begin together, and what one of them has too much is left out."""
    dark = seconds_of(tmp_path / "dark.mp4", 1, 5, 40)
    light = seconds_of(tmp_path / "light.mp4", 0, 7, 200)
    parts = [(dark, lambda t_s: int(t_s) in {1, 3}), (light, lambda t_s: int(t_s) not in {1, 3})]
    join(tmp_path / "a.mp4", parts, None)
    with av.open(str(tmp_path / "a.mp4")) as container:
        shown = [(frame.time, frame.to_ndarray(format="bgr24").mean()) for frame in container.decode(video=0)]
    assert [time for time, _ in shown] == pytest.approx([number / 10.0 for number in range(70)], abs=1e-4)
    levels = [40 if number // 10 in {1, 3} else 200 for number in range(70)]
    assert [level for _, level in shown] == pytest.approx(levels, abs=4)


def test_a_movie_put_together_has_the_sound_and_can_start_before_it_is_loaded(tmp_path: Path) -> None:
    source = with_sound(tmp_path / "source.mp4", "aac")
    parts = [(seconds_of(tmp_path / "part.mp4", 0, 2, 90), lambda _: True)]
    join(tmp_path / "a.mp4", parts, source)
    content = (tmp_path / "a.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(tmp_path / "a.mp4")) as container:
        seconds = float(container.streams.audio[0].duration * container.streams.audio[0].time_base)
        assert seconds == pytest.approx(2.0, abs=0.1)
        assert sum(1 for _ in container.decode(video=0)) == 20


def test_a_movie_that_cannot_be_put_together_there_is_one_error(tmp_path: Path) -> None:
    part = seconds_of(tmp_path / "part.mp4", 0, 2, 90)
    with pytest.raises(OutputError, match=r"^cannot write .*a\.mp4: No such file or directory"):
        join(tmp_path / "missing" / "a.mp4", [(part, lambda _: True)], None)


def test_no_more_than_four_pictures_are_held_back_which_take_their_memory(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "held.mp4"), "w") as container:
        encoder = _encoder(container, SIZE, 25.0, live=False, keyed=True)
        given = 0
        for number in range(12):
            frame = av.VideoFrame.from_ndarray(picture(16 + 20 * number), format="bgr24")
            frame.pts, frame.time_base = 3600 * number, Fraction(1, 90_000)
            given += len(encoder.encode(frame))
    assert 12 - given <= 4
