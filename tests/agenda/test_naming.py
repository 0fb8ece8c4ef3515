"""What documents contain is published under the names of that day: what is called otherwise later does not reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.actions.correcting import correct_agenda
from hemicycle.agenda.correcting import ItemNaming
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import is_same
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.documents.models import Document
from hemicycle.ending import actions as ending
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.published import agenda_items
from tests.agenda.test_publishing import plan, publish
from tests.factories import URGENT
from tests.support.agenda import NOW

if TYPE_CHECKING:
    from tests.support.agenda import Agenda

OTHERWISE = {"key": "decision", "name": {"en": "Draft outcome"}}


def carry(agenda: Agenda, *keys: str) -> None:
    """The document of the first urgent item contains these."""
    Document.objects.filter(items=agenda.item(1, URGENT)).update(contains=list(keys))


def call_otherwise(agenda: Agenda) -> None:
    """The consultation calls a draft decision otherwise, and has nothing else."""
    agenda.consultation.settings = {**agenda.consultation.settings, "document_contents": [OTHERWISE]}
    agenda.consultation.save(update_fields=["settings"])


def carried(publication: AgendaPublication) -> list[str]:
    if publication.kind == AgendaPublication.Kind.AGENDA:
        return agenda_items(publication)[0].named.contains
    (named, *_others) = [block.item for day in timetable.published(publication) for block in day.items if block.item]
    return named.contains


def test_rule_20_versions_keep_the_names_of_what_documents_contain(agenda: Agenda) -> None:
    carry(agenda, "decision")
    made, planned = publish(agenda), plan(agenda)
    assert [row["key"] for row in made.content["contents"]] == ["decision"]
    call_otherwise(agenda)
    assert (carried(made), carried(planned)) == (["Draft decision"], ["Draft decision"])
    assert not is_same(made.content, {**made.content, "contents": [OTHERWISE]})


def test_versions_of_before_are_read_with_the_names_of_today(agenda: Agenda) -> None:
    carry(agenda, "decision")
    made, planned = publish(agenda), plan(agenda)
    call_otherwise(agenda)
    for row in (made, planned):
        del row.content["contents"]
        row.consultation = agenda.consultation
        assert carried(row) == ["Draft outcome"]


def test_rule_20_a_correction_names_what_the_right_document_contains_and_keeps_other_names(agenda: Agenda) -> None:
    carry(agenda, "decision")
    made = publish(agenda)
    call_otherwise(agenda)
    agenda.consultation.settings["document_contents"].append({"key": "protocol", "name": {"en": "Draft protocol"}})
    agenda.consultation.save(update_fields=["settings"])
    Document.objects.filter(symbol="C20/12").update(contains=["protocol"])
    by = agenda.performer("secretariat")
    ending.close(agenda.consultation.pk, by, NOW, "The report is out.")
    right = {agenda.item(2, URGENT).pk: ItemNaming({"en": "Item 2"}, "C20/12")}
    words = dict.fromkeys(LANGUAGES, "A mistake of the secretariat.")
    corrected = correct_agenda(agenda.consultation.pk, by, NOW, seen=made.version, items=right, words=words, tell=False)
    assert [row["key"] for row in corrected.content["contents"]] == ["decision", "protocol"]
    assert [item.named.contains for item in agenda_items(corrected)[:2]] == [["Draft decision"], ["Draft protocol"]]
