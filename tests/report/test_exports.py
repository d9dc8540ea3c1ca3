"""Exports, read by programs that are not ours."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from trc import TRCData

from posecoach.cli.arguments import build_parser
from posecoach.errors import UsageError
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.publishing.disk import put
from posecoach.report.exports import (
    BODY_25,
    EXPORTS,
    FILES,
    TRC_NAMES,
    parse_exports,
    register_export,
    write_csv,
    write_openpose,
    write_trc,
)
from posecoach.report.requested import Wishes, output_names
from posecoach.results.evidence import Evidence

FRAME = 200


def test_features_as_csv_are_read_by_pandas(results: Path, evidence: Evidence) -> None:
    table = pd.read_csv(results / "features.csv")
    assert list(table.columns) == ["t_s", *evidence.features]
    np.testing.assert_allclose(table["t_s"], evidence.t_s, atol=1e-6)
    for name, values in evidence.features.items():
        np.testing.assert_allclose(table[name], values, atol=1e-6)


def test_features_with_decimal_commas_are_read_by_pandas(tmp_path: Path, evidence: Evidence) -> None:
    write_csv(evidence, tmp_path, "comma")
    table = pd.read_csv(tmp_path / "features.csv", sep=";", decimal=",")
    assert list(table.columns) == ["t_s", *evidence.features]
    np.testing.assert_allclose(table["t_s"], evidence.t_s, atol=1e-6)


def test_landmarks_as_csv_are_read_by_pandas(results: Path, evidence: Evidence) -> None:
    row = pd.read_csv(results / "landmarks.csv").iloc[FRAME]
    pose = evidence.poses[FRAME]
    knee = Landmark.LEFT_KNEE
    np.testing.assert_allclose(row[["left_knee_x_px", "left_knee_y_px"]], pose.image_px[knee], atol=1e-5)
    np.testing.assert_allclose(
        row[["left_knee_x_m", "left_knee_y_m", "left_knee_z_m"]], pose.world_m[knee], atol=1e-6
    )
    assert row["left_knee_visibility"] == pytest.approx(pose.visibility[knee], abs=1e-6)


@pytest.mark.parametrize("name", ["features", "landmarks"])
def test_parquet_holds_the_same_as_csv(results: Path, name: str) -> None:
    pd.testing.assert_frame_equal(
        pq.read_table(results / f"{name}.parquet").to_pandas(),
        pd.read_csv(results / f"{name}.csv"),
        atol=1e-6,
    )


def test_trc_is_read_by_a_reader_of_opensim_files(results: Path, evidence: Evidence) -> None:
    data = TRCData()
    data.load(str(results / "landmarks.trc"))
    assert (data["NumFrames"], data["NumMarkers"], data["Units"]) == (len(evidence.poses), 33, "m")
    assert float(data["DataRate"]) == pytest.approx(30.0, abs=0.01)
    assert data["Markers"] == list(TRC_NAMES.values())
    time_s, markers = data[FRAME + 1]
    pose = evidence.poses[FRAME]
    assert time_s == pytest.approx(pose.t_s, abs=1e-5)
    np.testing.assert_allclose(markers, pose.world_m * (1, -1, -1), atol=1e-5)


def test_marker_names_are_those_of_pose2sim() -> None:
    names = set(TRC_NAMES.values())
    assert {"Nose", "LEyeInner", "REar", "LMouth", "RShoulder", "LHip", "RKnee", "LHeel", "RBigToe"} <= names
    assert len(names) == 33


def test_openpose_has_one_file_for_each_frame(results: Path, evidence: Evidence) -> None:
    files = sorted((results / "openpose").iterdir())
    assert len(files) == len(evidence.poses)
    assert files[FRAME].name == f"landmarks_{FRAME:012d}_keypoints.json"
    (person,) = json.loads(files[FRAME].read_text())["people"]
    points = np.array(person["pose_keypoints_2d"]).reshape(25, 3)
    pose = evidence.poses[FRAME]
    right_knee, neck, left_small_toe = 10, 1, 20
    np.testing.assert_allclose(points[right_knee, :2], pose.image_px[Landmark.RIGHT_KNEE], atol=1e-3)
    shoulders = pose.image_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    np.testing.assert_allclose(points[neck, :2], shoulders.mean(axis=0), atol=1e-3)
    assert points[left_small_toe].tolist() == [0, 0, 0]


def test_body_25_has_all_its_parts() -> None:
    assert len(BODY_25) == 25
    assert BODY_25[0] == (Landmark.NOSE,)
    assert BODY_25[24] == (Landmark.RIGHT_HEEL,)


def test_nobody_seen_is_empty(evidence: Evidence, tmp_path: Path) -> None:
    from dataclasses import replace

    poses = [evidence.poses[0], Pose.nobody(1.0), evidence.poses[1]]
    empty = np.array([0.0, np.nan, 1.0])
    gap = replace(evidence, poses=poses, t_s=np.array([0.0, 1.0, 2.0]), features={"back_bow": empty})
    for write in (write_csv, write_trc, write_openpose):
        write(gap, tmp_path)
    assert (tmp_path / "features.csv").read_text().splitlines()[2] == "1.0,"
    assert (tmp_path / "landmarks.trc").read_text().splitlines()[7].strip("\t") == "2\t1.000000"
    assert (
        json.loads((tmp_path / "openpose" / "landmarks_000000000001_keypoints.json").read_text())["people"]
        == []
    )


def test_names_of_formats() -> None:
    assert parse_exports(None) == ()
    assert parse_exports("trc, CSV,trc") == ("trc", "csv")
    assert parse_exports("all") == tuple(EXPORTS)
    known = ", ".join([*EXPORTS, "all"])
    with pytest.raises(UsageError, match=rf"^there is no export 'xlsx'; choose from {known}$"):
        parse_exports("csv,xlsx")


def test_the_help_names_every_format() -> None:
    with redirect_stdout(io.StringIO()) as out, pytest.raises(SystemExit):
        build_parser().parse_args(["review", "--help"])
    shown = " ".join(out.getvalue().split())
    assert f"with --out: also {', '.join(EXPORTS)}, or all" in shown, "name it in posecoach/cli/arguments.py"


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posecoach.report.exports.EXPORTS", dict(EXPORTS))
    monkeypatch.setattr("posecoach.report.exports.FILES", files := dict(FILES))
    monkeypatch.setattr("posecoach.report.requested.FILES", files)

    @register_export("scores", ["scores.json"])
    def write_scores(evidence: Evidence, folder: Path) -> None:
        put(folder / "scores.json", b"[]")


@pytest.mark.usefixtures("scores")
def test_the_files_of_a_new_export_are_known_before_a_review() -> None:
    assert "scores.json" in output_names(Wishes(exports=("scores",)))
    assert "scores.json" not in output_names(Wishes())
