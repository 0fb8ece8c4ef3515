"""What documents may contain for adoption is a setting of a consultation, and it may have nothing of the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.document_contents import (
    MOST_CONTENTS,
    DocumentContent,
    contents_named,
    contents_of,
    in_their_order,
)
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.documents.actions import documents
from hemicycle.documents.actions.contents import CONTENTS
from hemicycle.documents.import_columns import columns
from hemicycle.documents.messages import refusal_message
from hemicycle.documents.models import Document
from hemicycle.documents.record import DocumentRecord, against_contents
from hemicycle.imports import run
from hemicycle.imports.desks import present_lines
from hemicycle.journal.models import Entry
from tests.documents.test_document_import import HEAD, begin, found
from tests.documents.test_documents import add, code, desk
from tests.factories import START, make_world
from tests.support.imports import apply, as_csv
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
RECOMMENDATION = DocumentContent(key="recommendation", name={"en": "Draft recommendation", "fr": "Projet"})
THREE = ["decision", "resolution", "financial-regulations"]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def known(world: World) -> dict[str, DocumentContent]:
    world.consultation.refresh_from_db()
    return contents_of(world.consultation)


def where(world: World, who: str = "secretariat") -> tuple[Any, Any, Any]:
    return world.consultation.pk, desk(world, who), START


def change(world: World, key: str, **new: object) -> None:
    before = known(world)[key]
    CONTENTS.change(*where(world), before.model_copy(update=new), seen=seen_of(before))


def taken(world: World, *cells: tuple[str, str]) -> Import:
    """A file of documents of these symbols, each with what is typed in the column of what it contains."""
    table = as_csv([HEAD[:3], *((symbol, "Title", cell) for symbol, cell in cells)])
    import_ = begin(world, table, "documents.csv")
    run.check(import_, START)
    return import_


def test_a_kind_of_text_is_added_changed_moved_and_removed_each_on_record(world: World) -> None:
    CONTENTS.add(*where(world), RECOMMENDATION)
    change(world, "recommendation", name={"en": " Draft\x00 recommendation of the group ", "fr": " "})
    CONTENTS.move(*where(world), "recommendation", up=True)
    CONTENTS.move(*where(world), "decision", up=True)
    assert list(known(world)) == ["decision", "resolution", "recommendation", "financial-regulations"]
    assert known(world)["recommendation"].name == {"en": "Draft recommendation of the group"}
    CONTENTS.remove(*where(world), "recommendation")
    assert list(known(world)) == THREE
    entries = Entry.objects.filter(act="consultation.edit", data__document_content="recommendation").order_by("pk")
    assert [entry.data["after"] is None for entry in entries] == [False, False, False, True]
    assert entries[1].data["before"]["name"]["fr"] == "Projet"


def test_what_cannot_be_says_why_and_changes_nothing(world: World) -> None:
    before, here = known(world), where(world)
    nameless = RECOMMENDATION.model_copy(update={"name": {"en": " "}})
    assert code(lambda: CONTENTS.add(*here, RECOMMENDATION.model_copy(update={"key": "decision"}))) == (
        "content_key_taken"
    )
    assert code(lambda: CONTENTS.add(*here, nameless)) == "content_without_name"
    assert code(lambda: change(world, "decision", name={"en": "x" * 101})) == "text_too_long"
    assert code(lambda: CONTENTS.move(*here, "nothing", up=True)) == "no_such_content"
    assert code(lambda: CONTENTS.add(*where(world, "chair"), RECOMMENDATION)) == "not_permitted"
    assert code(lambda: CONTENTS.change(*here, before["decision"], seen="older")) == "content_changed_meanwhile"
    assert known(world) == before
    for number in range(MOST_CONTENTS - len(before)):
        CONTENTS.add(*here, RECOMMENDATION.model_copy(update={"key": f"c{number}"}))
    assert code(lambda: CONTENTS.add(*here, RECOMMENDATION)) == "too_many_contents"


def test_what_a_document_contains_is_not_removed_and_says_how_many_do(world: World) -> None:
    Document.objects.filter(symbol__in=["C20/1", "C20/2"]).update(contains=["resolution", "decision"])
    assert code(lambda: CONTENTS.remove(*where(world), "decision")) == "content_in_use"
    Document.objects.update(contains=["resolution"])
    CONTENTS.remove(*where(world), "decision")
    assert list(known(world)) == THREE[1:]


def test_a_document_contains_what_its_consultation_has_in_its_order_and_nothing_else(world: World) -> None:
    record = DocumentRecord("C20/99", {"en": "Report"}, ("recommendation", "decision"))
    assert code(lambda: add(world, record)) == "document_contains"
    CONTENTS.add(*where(world), RECOMMENDATION)
    made = add(world, record)
    assert made.contains == ["decision", "recommendation"]
    CONTENTS.move(*where(world), "recommendation", up=True)
    CONTENTS.move(*where(world), "recommendation", up=True)
    CONTENTS.move(*where(world), "recommendation", up=True)
    assert contents_named(known(world), made.contains) == ["Draft recommendation", "Draft decision"]
    assert contents_named(known(world), ["gone"]) == ["gone"]
    assert in_their_order(known(world), ["decision", "gone", "decision"]) == ("decision", "gone")
    for key in known(world):
        Document.objects.update(contains=[])
        CONTENTS.remove(*where(world), key)
    assert code(lambda: add(world, DocumentRecord("C20/98", {"en": "Report"}, ("decision",)))) == (
        "document_contains_nothing"
    )
    assert "Texts for adoption" in refusal_message(against_contents([]))


def test_a_file_says_what_documents_contain_by_key_or_name_and_knows_that_of_its_consultation(world: World) -> None:
    CONTENTS.add(*where(world), RECOMMENDATION)
    import_ = taken(
        world,
        ("C20/90", "Draft recommendation, PROJET DE DÉCISION"),
        ("C20/91", "recommendation, protocol"),
        ("C20/92", " Resolution ,"),
    )
    assert found(import_) == {3: [("contains", "document_contains")]}
    (problem,) = import_.rows.get(number=3).problems
    assert problem["reason"]["facts"]["known"] == [*THREE, "recommendation"]
    apply(world, taken(world, ("C20/90", "Draft recommendation, PROJET DE DÉCISION"), ("C20/92", " Resolution ,")))
    assert [Document.objects.get(symbol=f"C20/{number}").contains for number in (90, 92)] == [
        ["decision", "recommendation"],
        ["resolution"],
    ]
    world.consultation.refresh_from_db()
    lines = list(present_lines(world.consultation, "documents"))
    assert any("decision, recommendation" in line for line in lines)


def test_the_column_of_a_file_names_the_keys_that_there_are(world: World) -> None:
    explained = {one.name: str(one.explained) for one in columns(["en"], known(world))}
    assert explained["contains"].endswith(": decision, resolution, financial-regulations.")
    assert "no texts for adoption" in {one.name: str(one.explained) for one in columns(["en"], ())}["contains"]


def test_a_changed_document_keeps_the_order_of_the_setting(world: World) -> None:
    made = add(world, DocumentRecord("C20/99", {"en": "Report"}, ("resolution", "decision")))
    before = DocumentRecord.of(made)
    wanted = DocumentRecord("C20/99", {"en": "Reports"}, ("financial-regulations", "resolution"))
    documents.change_document(made, desk(world), START, wanted, seen=before.digest)
    made.refresh_from_db()
    assert made.contains == ["resolution", "financial-regulations"]


def test_consultations_of_earlier_versions_are_given_what_was_code(migrate_back: Callable[..., Apps]) -> None:
    earlier = ("consultations", "0010_the_time_zone_is_a_setting")
    before = migrate_back(earlier)
    body_of = before.get_model("consultations", "Body").objects.create(slug="b", name={"en": "Body"})
    days = {"first_day": "2020-06-09", "last_day": "2020-06-12"}
    made = before.get_model("consultations", "Consultation").objects.create(
        body=body_of, slug="earlier", title={"en": "One"}, settings={"least_yes": 2}, **days
    )
    row = migrate().get_model("consultations", "Consultation").objects.get(pk=made.pk)
    assert (list(contents_of(row)), row.settings["least_yes"]) == (THREE, 2)
    assert contents_of(row)["financial-regulations"].name["fr"] == "Révision du Règlement financier"
    back = migrate_back(earlier).get_model("consultations", "Consultation").objects
    assert back.get(pk=made.pk).settings == {"least_yes": 2}
