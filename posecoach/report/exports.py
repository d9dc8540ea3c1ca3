"""Features and landmarks for other programs: CSV, Parquet, OpenSim .trc, OpenPose-style JSON.

Media time [s] everywhere, from the start of the recording. What was not seen is empty (0 with confidence 0 in the
OpenPose files, as that format wants).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from posecoach.errors import UsageError
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.publishing.disk import cannot_write, make_folder, put
from posecoach.publishing.tables import CsvDialect, csv_text
from posecoach.results.evidence import Evidence, Values
from posecoach.words.phrase import N_, filled

ALL: Final = "all"
CSV: Final = "csv"

TRC_NAMES: Final[Mapping[Landmark, str]] = {
    landmark: {
        "NOSE": "Nose",
        "MOUTH_LEFT": "LMouth",
        "MOUTH_RIGHT": "RMouth",
        "LEFT_FOOT_INDEX": "LBigToe",
        "RIGHT_FOOT_INDEX": "RBigToe",
    }.get(landmark.name, landmark.name.title().replace("_", "").replace("Left", "L").replace("Right", "R"))
    for landmark in Landmark
}
"""Marker names as Pose2Sim writes them for BlazePose: LHip, RKnee, LBigToe."""

BODY_25: Final[tuple[tuple[Landmark, ...], ...]] = (
    (Landmark.NOSE,),
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),  # neck: half way between
    (Landmark.RIGHT_SHOULDER,),
    (Landmark.RIGHT_ELBOW,),
    (Landmark.RIGHT_WRIST,),
    (Landmark.LEFT_SHOULDER,),
    (Landmark.LEFT_ELBOW,),
    (Landmark.LEFT_WRIST,),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),  # middle of the hips
    (Landmark.RIGHT_HIP,),
    (Landmark.RIGHT_KNEE,),
    (Landmark.RIGHT_ANKLE,),
    (Landmark.LEFT_HIP,),
    (Landmark.LEFT_KNEE,),
    (Landmark.LEFT_ANKLE,),
    (Landmark.RIGHT_EYE,),
    (Landmark.LEFT_EYE,),
    (Landmark.RIGHT_EAR,),
    (Landmark.LEFT_EAR,),
    (Landmark.LEFT_FOOT_INDEX,),
    (),  # left small toe: BlazePose has none
    (Landmark.LEFT_HEEL,),
    (Landmark.RIGHT_FOOT_INDEX,),
    (),
    (Landmark.RIGHT_HEEL,),
)
"""OpenPose's BODY_25 in its order (https://github.com/CMU-Perceptual-Computing-Lab/openpose, doc/02_output.md)."""


def features_table(evidence: Evidence) -> dict[str, Values]:
    """Return column -> (T,) values: `t_s`, then every feature in its unit."""
    return {"t_s": evidence.t_s, **evidence.features}


def landmarks_table(evidence: Evidence) -> dict[str, Values]:
    """Return column -> (T,) values: `t_s`, then of each landmark x_px, y_px, x_m, y_m, z_m and visibility."""
    count = len(evidence.poses)
    values = np.full((count, LANDMARK_COUNT, 6), np.nan)
    for row, pose in zip(values, evidence.poses, strict=True):
        row[:, :2], row[:, 2:5], row[:, 5] = pose.image_px, pose.world_m, pose.visibility
    kinds = ("x_px", "y_px", "x_m", "y_m", "z_m", "visibility")
    columns = {
        f"{landmark.name.lower()}_{kind}": values[:, landmark, i]
        for landmark in Landmark
        for i, kind in enumerate(kinds)
    }
    return {"t_s": evidence.t_s, **columns}


def write_csv(evidence: Evidence, folder: Path, dialect: CsvDialect = "point") -> None:
    """Write features.csv and landmarks.csv.

    Raises OutputError.
    """
    for name, table in (("features", features_table), ("landmarks", landmarks_table)):
        columns = table(evidence)
        values = np.column_stack(list(columns.values())).round(6).tolist()
        put(folder / f"{name}.csv", csv_text([list(columns), *values], dialect).encode())


def write_parquet(evidence: Evidence, folder: Path) -> None:
    """Write features.parquet and landmarks.parquet: what was not seen is null, not NaN.

    Raises UsageError if pyarrow is not installed, OutputError if a file cannot be written.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(N_("Parquet needs pyarrow: pip install 'posecoach[export]'")) from error
    for name, table in (("features", features_table), ("landmarks", landmarks_table)):
        columns = {column: pa.array(values, from_pandas=True) for column, values in table(evidence).items()}
        content = io.BytesIO()
        parquet.write_table(pa.table(columns), content)
        put(folder / f"{name}.parquet", content.getvalue())


def write_trc(evidence: Evidence, folder: Path) -> None:
    """Write landmarks.trc: world landmarks in metres, origin between the hips.

    MediaPipe's axes (x right, y down, z away from the camera) are turned by 180 degrees about x, so that y points
    up as OpenSim expects: x right in the picture, y up, z toward the camera. They are aligned with the camera, not
    with gravity. Raises OutputError.
    """
    times_s = evidence.t_s
    steps = np.diff(times_s)
    rate_hz = float(1.0 / np.median(steps)) if steps.size else 30.0
    names = [TRC_NAMES[landmark] for landmark in Landmark]
    count = len(evidence.poses)
    head = [
        "PathFileType\t4\t(X/Y/Z)\tlandmarks.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate_hz:.6g}\t{rate_hz:.6g}\t{count}\t{len(names)}\tm\t{rate_hz:.6g}\t1\t{count}",
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1)),
        "",
    ]
    lines = [
        "\t".join([str(number), f"{pose.t_s:.6f}", *_numbers((pose.world_m * (1, -1, -1)).ravel())])
        for number, pose in enumerate(evidence.poses, 1)
    ]
    put(folder / "landmarks.trc", ("\n".join([*head, *lines]) + "\n").encode())


def write_openpose(evidence: Evidence, folder: Path) -> None:
    """Write a folder openpose/ with one JSON per frame: BODY_25 in pixels, confidence = MediaPipe's visibility.

    Raises OutputError.
    """
    target = folder / "openpose"
    try:
        make_folder(target)
    except OSError as error:
        raise cannot_write(target, error) from error
    for number, pose in enumerate(evidence.poses):
        people = [_openpose_person(pose.image_px, pose.visibility)] if pose.seen else []
        document = json.dumps({"version": 1.3, "people": people}, separators=(",", ":"))
        put(target / f"landmarks_{number:012d}_keypoints.json", document.encode())


Export = Callable[[Evidence, Path], None]
"""Writes something about a review into an existing folder."""

EXPORTS: Final[dict[str, Export]] = {}

FILES: Final[dict[str, tuple[str, ...]]] = {}
"""What each export leaves, as far as that is known before it is written."""


def register_export(name: str, files: Iterable[str] = ()) -> Callable[[Export], Export]:
    """Register a function as an export: `save(exports=[name])` and `--export name` call it with review and folder.

    files: the names it writes. A file of a person's own in their place is then refused before the review, not after it.
    Raises ValueError for a name that is taken or reserved.
    """

    def register(export: Export) -> Export:
        if name in EXPORTS or name == ALL:
            raise ValueError(f"there is already an export {name!r}; choose another name")
        EXPORTS[name] = export
        FILES[name] = tuple(files)
        return export

    return register


register_export(CSV, ["features.csv", "landmarks.csv"])(write_csv)
register_export("parquet", ["features.parquet", "landmarks.parquet"])(write_parquet)
register_export("trc", ["landmarks.trc"])(write_trc)
register_export("openpose")(write_openpose)


def parse_exports(text: str | None) -> tuple[str, ...]:
    """Return the formats named in a list with commas; "all" stands for all of them.

    Raises UsageError for a name that is no format.
    """
    return known_exports(name.strip().lower() for name in (text or "").split(",") if name.strip())


def known_exports(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the names of formats, each once; "all" stands for all of them.

    Raises UsageError for a name that is no format.
    """
    names = list(asked)
    wrong = [name for name in names if name not in EXPORTS and name != ALL]
    if wrong:
        known = ", ".join([*EXPORTS, ALL])
        raise UsageError(
            filled("there is no export {name!r}; choose from {known}", name=wrong[0], known=known)
        )
    return tuple(EXPORTS) if ALL in names else tuple(dict.fromkeys(names))


def _openpose_person(image_px: Any, visibility: Any) -> dict[str, Any]:
    flat: list[float] = []
    for places in BODY_25:
        if not places:
            flat += [0, 0, 0]
            continue
        x, y = image_px[list(places)].mean(axis=0).tolist()
        if x != x:  # NaN: the pose's model does not look for it
            flat += [0, 0, 0]
            continue
        flat += [round(x, 3), round(y, 3), round(min(visibility[list(places)].tolist()), 4)]
    empty = ("face", "hand_left", "hand_right")
    return {"person_id": [-1], "pose_keypoints_2d": flat, **{f"{part}_keypoints_2d": [] for part in empty}}


def _numbers(values: Any) -> list[str]:
    return ["" if value != value else f"{value:.6f}" for value in values.tolist()]
