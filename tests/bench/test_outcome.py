"""What ``hemicycle bench outcome`` measures with: texts of a size, and the signs by which documents are known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bench import ballots, outcome, reporting
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.outcome.report_content import compiled
from tests.outcome.acting import Acting

if TYPE_CHECKING:
    from tests.factories import World


def test_every_language_has_a_text_of_the_length_and_two_versions_differ_in_one_sentence() -> None:
    samples = outcome.samples()
    assert set(samples) == set(LANGUAGES)
    for sample in samples.values():
        first, second = (outcome.text(sample, version) for version in (1, 2))
        assert len(first) == len(second) == outcome.LENGTH
        assert first != second
        assert first.replace("version 0001 is due within 11 days", "version 0002 is due within 12 days") == second


def test_what_is_drafted_and_objected_is_known_by_its_sign(room_world: World) -> None:
    acting = Acting(room_world)
    acting.open()
    samples = outcome.samples()
    for language, sample in samples.items():
        acting.draft(outcome.text(sample), language)
    acting.read()
    drafting = next(iter(samples))
    sign = outcome.text_sign(drafting, 2)
    assert sign not in _shown(acting)
    acting.draft(outcome.text(samples[drafting], 1), drafting)
    assert sign in _shown(acting)
    text = next(text for text in acting.document().texts if text.language == drafting)
    kinds = [piece.kind for paragraph in text.paragraphs for piece in paragraph]
    assert {"inserted", "deleted"} <= set(kinds), "it is marked against what was read out"
    position = acting.take("br")
    assert outcome.objection_sign(position.pk) in _shown(acting)
    assert outcome.objection_sign(position.pk + 1) not in _shown(acting)


def test_the_limits_stand_beside_the_figures() -> None:
    seen = outcome.Seen(1, answered=30.0, last=40.0, half=20.0, everybody=50.0, busy=0.25)
    late = outcome.Seen(2, answered=30.0, last=outcome.MOST, half=20.0, everybody=150.0, busy=0.25)
    figures = {name: figure.as_json() for name, figure in outcome.figures([seen], [seen, late]).items()}
    limits = {name: (row["median"], row["p95"], row["limit"]["median"], row["within"]) for name, row in figures.items()}
    assert limits == {"text_to_seen_500": (40, 40, 100, 1), "objection_to_leader": (40, 100, 100, 0)}
    assert figures["text_to_seen_500"]["until_half"] == 20
    assert figures["objection_to_leader"]["until_everybody"] == 50


def test_the_report_that_is_measured_has_every_item_with_its_conclusion(room_world: World) -> None:
    reporting.hold(room_world.consultation, {"en": "One.", "fr": "Un."}, items=2)
    content = compiled(room_world.consultation)
    held = content["items"][-2:]
    assert [(item["outcome"], item["texts"]) for item in held] == [
        ("proposed_conclusion", {"en": "One.", "fr": "Un."})
    ] * 2
    assert {len(item["against"]) + len(item["attached"]) for item in held} == {2}
    assert len(content["sittings"]) == reporting.SITTINGS + 1
    assert reporting.made(room_world.consultation, told=False) > 0


def _shown(acting: Acting) -> str:
    """The document as the crowd reads it."""
    return json.dumps(acting.document().model_dump(mode="json"))


def test_every_question_of_the_measured_ballot_is_counted_and_explained(room_world: World) -> None:
    enquiry = ballots.put_to_vote(room_world.consultation, room_world["br"].person, members=9, asked=2)
    found = ballots.counted(enquiry)
    assert len(found) == 2
    for steps in found:
        assert steps[0].startswith("9 Members were entitled to vote")
        assert steps[-1] == "3 is not more than half of 9."
    measured = ballots.figure(enquiry, 2).as_json()
    assert (measured["n"], measured["limit"]["median"]) == (2, ballots.MOST)
