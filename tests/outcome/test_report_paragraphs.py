"""Paragraphs that the secretariat writes beside what is compiled in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import report_paragraphs as actions
from hemicycle.outcome.actions.report_paragraphs import Where
from hemicycle.outcome.report_content import compiled, paragraphs_lacking
from hemicycle.rules.reasons import Refusal
from tests.outcome.acting import Acting
from tests.outcome.test_report import publish, sat
from tests.support.floor import refused

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.outcome.models import ReportParagraph
    from tests.factories import World


def acting(world: World) -> tuple[int, Performer, datetime]:
    return world.consultation.pk, Performer(world["secretariat"].person), Acting(world).at(290)


def add(world: World, where: Where, words: str) -> ReportParagraph:
    return actions.add_paragraph(*acting(world), where=where, text={"en": words})


def written(world: World) -> list[str]:
    return [row["text"]["en"] for row in compiled(world.consultation).get("written", ())]


def test_they_are_in_the_next_version_in_their_order_and_in_none_before(world: World) -> None:
    first = publish(sat(world), symbol="REPORT")
    assert "written" not in first.content, "a report in which nothing was written is as it was without this"
    item = Where("item", world.items[0].pk)
    one, two, three = (add(world, item, words) for words in ("One.", "Two.", "Three."))
    add(world, Where("closing"), "Thanks.")
    assert written(world) == ["Thanks.", "One.", "Two.", "Three."]
    actions.move_paragraph(*acting(world), paragraph=three.pk, up=True)
    actions.move_paragraph(*acting(world), paragraph=one.pk, up=True)  # it is the first
    actions.remove_paragraph(*acting(world), paragraph=two.pk)
    assert written(world) == ["Thanks.", "One.", "Three."]
    actions.restore_paragraph(*acting(world), paragraph=two.pk)
    actions.move_paragraph(*acting(world), paragraph=one.pk, up=False)
    assert written(world) == ["Thanks.", "Three.", "One.", "Two."]
    second = publish(world, words={"en": "Paragraphs were added."})
    actions.change_paragraph(*acting(world), paragraph=one.pk, seen=1, text={"en": "Another.", "fr": "Un autre."})
    assert [row["text"] for row in second.content["written"]][2] == {"en": "One."}
    assert paragraphs_lacking(compiled(world.consultation), ["en", "fr"]) == ["fr"]
    assert Entry.objects.latest("pk").data == {
        "paragraph": one.pk,
        "number": 2,
        "text": {"en": "Another.", "fr": "Un autre."},
    }


def test_two_who_write_at_once_lose_nothing(world: World) -> None:
    row = add(sat(world), Where("introduction", leads=True), "One.")
    actions.change_paragraph(*acting(world), paragraph=row.pk, seen=1, text={"en": "Theirs."})
    with pytest.raises(Refusal) as error:
        actions.change_paragraph(*acting(world), paragraph=row.pk, seen=1, text={"en": "Mine."})
    assert refused(error) == (None, "report_paragraph_changed")
    assert written(world) == ["Theirs."]


def test_an_item_that_is_taken_off_the_agenda_takes_its_paragraphs_out(world: World) -> None:
    sat(world)
    item = world.items[2]
    row = add(world, Where("item", item.pk), "One.")
    item.position = None
    item.save()
    assert written(world) == []
    with pytest.raises(Refusal) as error:
        actions.change_paragraph(*acting(world), paragraph=row.pk, seen=1, text={"en": "Two."})
    assert refused(error) == (None, "report_part_unknown")


@pytest.mark.parametrize("where", [Where("item"), Where("agenda", 1), Where("other"), Where("item", 999_999)])
def test_it_stands_in_a_part_that_the_report_has(world: World, where: Where) -> None:
    with pytest.raises(Refusal) as error:
        add(sat(world), where, "One.")
    assert refused(error) == (None, "report_part_unknown")


def test_no_other_class_or_role_writes_or_hands_over(world: World) -> None:
    sat(world)
    for who in ("chair", "br", "no"):
        consultation, _by, at = acting(world)
        with pytest.raises(Refusal) as error:
            actions.add_paragraph(
                consultation, Performer(world[who].person), at, where=Where("closing"), text={"en": "One."}
            )
        assert error.value.reason.code.value == "not_permitted"
