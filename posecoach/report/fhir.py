"""The last weeks as a FHIR bundle (R4B), for a practice whose system can read one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any, Final

from posecoach import __version__
from posecoach.errors import UsageError
from posecoach.features.extract import feature_names, get_feature
from posecoach.features.registry import Unit
from posecoach.history.records import RatingKind, RepetitionRow, Session
from posecoach.history.summary import started
from posecoach.plain_text import for_page
from posecoach.report.appointment import ReportedWeeks, stops_of
from posecoach.report.history_words import TREND
from posecoach.report.naming import Naming
from posecoach.words.phrase import N_

Resource = dict[str, Any]

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
PAIN: Final = "72514-3"
"""LOINC: pain severity as reported, 0 to 10."""
ACTIVITY: Final = "73985-4"
"""LOINC: exercise activity, as HL7's Physical Activity guide uses it."""
DURATION: Final = "55411-3"
"""LOINC: exercise duration, from the same guide."""

UNITS: Final[dict[Unit, str]] = {"deg": "deg", "trunk lengths": "{trunk}", "": "1"}
"""UCUM; what stands in braces is a remark on a bare number."""
SCORE: Final = "{score}"
UNKNOWN: Final[Resource] = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown"}]
}
"""What stands in place of a score when too few poses came to tell one."""
RATINGS: Final[dict[RatingKind, str | None]] = {"pain_before": PAIN, "effort": None, "pain_after": PAIN}
"""No code fits an effort from 0 to 10, so that it has words alone."""
_NAMES: Final = uuid.UUID("2b3a4cde-7f0c-5c55-9d0f-6f2a8e4f1d3b")
"""The namespace of the bundle's own names, so that the same weeks have the same names again."""


def fhir_bundle(weeks: ReportedWeeks, now: datetime, naming: Naming) -> str:
    """Return a collection of one Patient, one Device and Observations as JSON, checked against FHIR R4B.

    An Observation each tells how long a session was, how much it hurt, how hard it was, and what was done of an
    exercise to a side: repetitions, score, holds, ranges and faults. Raises UsageError without fhir.resources.
    """
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError as error:
        raise UsageError(N_("FHIR needs fhir.resources: pip install 'posecoach[fhir]'")) from error
    entries = [
        {"fullUrl": url, "resource": _printable(resource)} for url, resource in _resources(weeks, naming)
    ]
    bundle = Bundle.model_validate(
        {
            "resourceType": "Bundle",
            "language": naming.words.language,
            "type": "collection",
            "timestamp": now.isoformat(timespec="seconds"),
            "entry": entries,
        }
    )
    return str(bundle.model_dump_json(indent=2)) + "\n"


def _resources(weeks: ReportedWeeks, naming: Naming) -> Iterator[tuple[str, Resource]]:
    person, device = _url("person", weeks.person), _url("device", __version__)
    patient: Resource = {"resourceType": "Patient"}
    if weeks.person:
        patient["name"] = [{"text": weeks.person}]
    yield person, patient
    yield (
        device,
        {
            "resourceType": "Device",
            "deviceName": [{"name": "posecoach", "type": "user-friendly-name"}],
            "version": [{"value": __version__}],
        },
    )
    for session in weeks.sessions:
        told = _SessionTold(session, naming, person, device)
        for topic, observation in (
            *told.session(stops_of(replace(weeks, sessions=[session]), naming)),
            *told.ratings(),
            *told.exercises(),
        ):
            yield _url(weeks.person, session.started, *topic), observation


def _printable(value: Any) -> Any:
    """Return a part of a resource with no control character in its texts, which FHIR forbids."""
    if isinstance(value, str):
        return for_page(value)
    if isinstance(value, dict):
        return {key: _printable(inside) for key, inside in value.items()}
    return [_printable(inside) for inside in value] if isinstance(value, list | tuple) else value


def _url(*names: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, chr(0).join(names))}"


@dataclass(frozen=True, slots=True)
class _SessionTold:
    """One session, as Observations of a person by a device (their URLs), each with what tells it from the others."""

    told: Session
    naming: Naming
    person: str
    device: str

    def session(self, stops: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Resource]]:
        """Yield how long it was; stops: why it ended early."""
        minutes = _quantity(self.told.duration_s / 60, "min", "min")
        title = self.naming.exercise(self.told.name)
        notes = [{"text": line} for line in stops]
        found = self._observation(self.naming.words(N_("Time in the session")), "activity", DURATION)
        yield (
            ("session",),
            {**found, "valueQuantity": minutes, "note": [{"text": title}, *notes]},
        )

    def ratings(self) -> Iterator[tuple[tuple[str, ...], Resource]]:
        """Yield what the person said before and after; pain before it and the rest after it."""
        start = started(self.told)
        end = start + timedelta(seconds=self.told.duration_s)
        for rating in self.told.ratings:
            when = start if rating.kind == "pain_before" else end
            found = self._observation(self.naming.words(TREND[rating.kind]), "survey", RATINGS[rating.kind])
            del found["effectivePeriod"], found["device"]
            found["effectiveDateTime"] = _moment(when)
            yield ("rating", rating.kind), {**found, "valueInteger": rating.value}

    def exercises(self) -> Iterator[tuple[tuple[str, ...], Resource]]:
        """Yield what was done of each exercise to each side, in the order of the session."""
        groups: dict[tuple[str, str | None], list[RepetitionRow]] = {}
        for repetition in self.told.repetitions:
            groups.setdefault((repetition.exercise, repetition.side), []).append(repetition)
        for (exercise, side), done in groups.items():
            title = self.naming.exercise(exercise)
            shown = title if side is None else f"{title}, {self.naming.words(side)}"
            found = self._observation(self.naming.words(N_("Exercise")), "activity", ACTIVITY)
            yield (
                ("exercise", exercise, side or ""),
                {
                    **found,
                    "valueCodeableConcept": {"text": shown},
                    "component": [*self._amounts(done), *self._ranges(done), *self._faults(exercise, done)],
                },
            )

    def _amounts(self, done: Sequence[RepetitionRow]) -> Iterator[Resource]:
        words = self.naming.words
        yield _component(words(N_("Repetitions")), {"valueInteger": len(done)})
        scores = [one.score for one in done if one.score is not None]
        if scores:
            score = _quantity(fmean(scores), words(N_("of 100")), SCORE)
            yield _component(words(N_("Score")), {"valueQuantity": score})
        else:
            yield _component(words(N_("Score")), {"dataAbsentReason": UNKNOWN})
        if len(scores) < len(done):
            without = len(done) - len(scores)
            yield _component(words(N_("Repetitions without a score")), {"valueInteger": without})
        holds = [one.hold_s for one in done if one.hold_s is not None]
        if holds:
            yield _component(words(N_("Hold, mean")), {"valueQuantity": _quantity(fmean(holds), "s", "s")})

    def _ranges(self, done: Sequence[RepetitionRow]) -> Iterator[Resource]:
        known = feature_names()
        for name in dict.fromkeys(name for one in done for name in one.range):
            seen = [value for one in done for value in [one.range.get(name)] if value is not None]
            if seen and name in known:
                feature = get_feature(name)
                quantity = _quantity(fmean(seen), self.naming.words(feature.unit), UNITS[feature.unit])
                label = self.naming.words(
                    "How far: {movement} (mean)", movement=self.naming.words(feature.label)
                )
                yield _component(label, {"valueQuantity": quantity})

    def _faults(self, exercise: str, done: Sequence[RepetitionRow]) -> Iterator[Resource]:
        for rule in dict.fromkeys(rule for one in done for rule in one.faults):
            count = sum(rule in one.faults for one in done)
            label = self.naming.words(
                "Repetitions with the fault: {fault}", fault=self.naming.broken(exercise, rule)
            )
            yield _component(label, {"valueInteger": count})

    def _observation(self, text: str, category: str, code: str | None) -> Resource:
        start = started(self.told)
        end = start + timedelta(seconds=self.told.duration_s)
        coding = {} if code is None else {"coding": [{"system": LOINC, "code": code}]}
        return {
            "resourceType": "Observation",
            "status": "final",
            "category": [{"coding": [{"system": CATEGORIES, "code": category}]}],
            "code": {"text": text, **coding},
            "subject": {"reference": self.person},
            "effectivePeriod": {"start": _moment(start), "end": _moment(end)},
            "device": {"reference": self.device},
        }


def _component(text: str, value: Resource) -> Resource:
    return {"code": {"text": text}, **value}


def _quantity(value: float, unit: str, code: str) -> Resource:
    return {"value": round(value, 2), "unit": unit or "1", "system": UCUM, "code": code}


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
