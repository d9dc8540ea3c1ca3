"""Clips drawn at random to choose thresholds on: the same number is the same clip, and none has a body of `test`."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sample_videos.render.catalogue import CLIPS
from sample_videos.render.catalogue.variants import BODIES, PLANS, variant, variants
from sample_videos.render.clip import Clip
from sample_videos.render.judge import RULES

TEST_BODIES = {actor.body for clip in CLIPS.values() if clip.split == "test" for actor in clip.actors}
COUNT = 8


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    return [clip for exercise in PLANS for clip in variants(exercise, COUNT)]


def test_variants_are_of_exercises_of_the_catalogue() -> None:
    assert set(PLANS) <= {clip.exercise for clip in CLIPS.values() if clip.exercise}


def test_the_same_number_is_the_same_clip() -> None:
    first, again = variant("cat_cow", 3), variant("cat_cow", 3)

    assert (first.view, first.room, first.light) == (again.view, again.room, again.light)
    assert first.actors[0].script.segments == again.actors[0].script.segments
    assert variant("cat_cow", 4).view != first.view


def test_no_variant_has_a_body_of_the_half_that_is_only_reported(clips: list[Clip]) -> None:
    assert not TEST_BODIES & set(BODIES)
    assert not TEST_BODIES & {actor.body for clip in clips for actor in clip.actors}
    assert {clip.split for clip in clips} == {"tune"}


def test_names_differ_and_are_none_of_the_catalogue(clips: list[Clip]) -> None:
    names = [clip.name for clip in clips]

    assert len(set(names)) == len(names)
    assert not set(names) & set(CLIPS)


def test_the_variants_break_most_rules(clips: list[Clip]) -> None:
    broken = {
        (clip.exercise, rule)
        for clip in clips
        for repetition in clip.actors[0].script.repetitions
        for rule in repetition.faults
    }
    rules = {(exercise, rule) for exercise in PLANS for rule in RULES[exercise]}

    assert broken <= rules
    assert len(broken) >= 0.8 * len(rules)


def test_turns_go_to_one_side_and_the_other(clips: list[Clip]) -> None:
    for clip in clips:
        sides = [repetition.side for repetition in clip.actors[0].script.repetitions]
        assert all(a is None or a != b for a, b in pairwise(sides))
