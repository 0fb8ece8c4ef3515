"""The report: compiled from the record, and published in versions that never change (rules 20, 32 and 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions.reporting import publish_report
from hemicycle.outcome.models import Report
from hemicycle.outcome.report_content import compiled, missing_languages, without_outcome
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.reasons import Refusal
from tests.outcome.acting import Acting
from tests.support.floor import refused

if TYPE_CHECKING:
    from tests.factories import World


def sat(world: World) -> World:
    """The first item is concluded, the second deferred by Japan, the third is still open."""
    first, second, third = (Acting(world, number) for number in range(3))
    second.seconds, third.seconds = 100, 200
    world.sitting.attendances.create(registration=world["br"], session="PA_br", joined_at=first.at())
    first.open()
    first.draft("One.")
    first.draft("Un.", "fr")
    first.take("no", words="Costs.")
    first.take("br", PositionKind.RESERVATION, "On costs.")
    first.ask()
    first.close("proposed_conclusion", later=10)
    second.open()
    second.draft("Two.")
    second.take("jp")
    second.close("deferred")
    third.open()
    return world


def publish(world: World, **given: object) -> Report:
    by, at = Performer(world["secretariat"].person), Acting(world).at(300)
    return publish_report(world.consultation.pk, by, at, **given)  # type: ignore[arg-type]


def test_rule_33_it_has_every_item_with_its_conclusion_or_why_it_was_deferred(world: World) -> None:
    content = compiled(sat(world).consultation)
    first, second, third = content["items"]
    assert (first["outcome"], first["reason"], first["texts"]) == (
        "proposed_conclusion",
        "objection_recorded_only",
        {"en": "One.", "fr": "Un."},
    )
    assert [(one["kind"], one["member"], one["words"]) for one in first["attached"]] == [
        ("reservation", "BR", "On costs.")
    ]
    assert [(one["member"], one["may_defer"]) for one in first["against"]] == [("NO", False)]
    assert (second["outcome"], second["reason"], second["member"]) == ("deferred", "deferred_by_objection", "JP")
    assert "texts" not in second
    assert (second["sitting"], bool(second["at"])) == (world.sitting.pk, True), "where that is on record"
    assert [item["position"] for item in without_outcome(content)] == [3] == [third["position"]]
    assert content["sittings"][0]["presided"] == ["Ms. Vice_Chair"]
    assert [(row["class"], row["members"], row["persons"]) for row in content["classes"]] == [
        ("council_state", ["BR"], 1)
    ]
    assert set(missing_languages(content, ["en", "fr", "ar"])) == {1}
    assert missing_languages(content, ["en", "fr"]) == {}


def test_rule_20_a_published_version_stays_and_the_next_says_what_it_changes(world: World) -> None:
    first = publish(sat(world), symbol="REPORT-2020")
    assert (first.symbol, first.version) == ("REPORT-2020", "first")
    assert Entry.objects.latest("pk").data == {"report": first.pk, "symbol": "REPORT-2020"}
    with pytest.raises(Refusal) as error:
        publish(world, words={"en": "Nothing."})
    assert refused(error) == (None, "report_same")
    acting = Acting(world, 2)
    acting.seconds = 400
    acting.close("noted")
    with pytest.raises(Refusal) as error:
        publish(world)
    assert refused(error) == (20, "says_what_it_replaces")
    second = publish(world, words={"en": "Item 3 was noted."}, symbol="OTHER")
    assert (second.symbol, second.what_changes) == ("REPORT-2020/Rev.1", {"en": "Item 3 was noted."})
    first.refresh_from_db()
    assert first.content["items"][2]["outcome"] == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=first.pk).update(base="CHANGED")


def test_it_needs_something_to_report_and_a_symbol(world: World) -> None:
    Acting(world).open()
    with pytest.raises(Refusal) as error:
        publish(world, symbol="REPORT-2020")
    assert refused(error) == (33, "report_empty")
    other = Acting(world)
    other.seconds = 50
    other.close("noted")
    for symbol in ("", "no symbol", "x" * 41):
        with pytest.raises(Refusal) as error:
            publish(world, symbol=symbol)
        assert refused(error) == (None, "report_symbol")
    acting = Acting(world, 1)
    acting.seconds = 60
    with pytest.raises(Refusal) as error:
        publish_report(world.consultation.pk, Performer(world["chair"].person), acting.at(), symbol="REPORT")
    assert refused(error) == (2, "not_permitted")


def test_a_closed_consultation_can_still_be_reported_on(world: World) -> None:
    sat(world)
    world.consultation.closed_at = Acting(world).at(300)
    world.consultation.save()
    assert publish(world, symbol="REPORT").symbol == "REPORT"
