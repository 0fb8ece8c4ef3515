"""The glossary: entries by hand, from tables and from TBX; what is wrong with a row, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.agenda import glossary_queries as queries
from hemicycle.agenda.actions import glossary
from hemicycle.agenda.glossary_record import GlossaryRecord, split_terms
from hemicycle.agenda.models import GlossaryEntry
from hemicycle.imports import background, run
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.imports.models import Import
from hemicycle.imports.tbx import Concept, written
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.rules.capacity import ROLES, Role
from hemicycle.rules.permissions import Action, permits
from hemicycle.rules.reasons import Refusal
from hemicycle.web.registration.import_words import refusal_message
from tests.classes import COUNCIL_STATE
from tests.factories import START
from tests.support.imports import apply, as_csv, begin, check, counts, secretariat

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.agenda import Agenda

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("entry", "English", "fr", "ar", "note", "items")
CHAIR = GlossaryRecord({"en": ("Chair", "Chairperson"), "fr": ("Président",)}, "Who presides.")


def refused(act: Callable[[], object]) -> str:
    """The code of the reason for which an act is refused; there is a sentence for it."""
    with pytest.raises(Refusal) as refusal:
        act()
    assert refusal_message(refusal.value.reason)
    return refusal.value.reason.code


def codes(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def add(agenda: Agenda, record: GlossaryRecord = CHAIR) -> GlossaryEntry:
    return glossary.add_entry(agenda.world.consultation.pk, secretariat(agenda.world), START, record)


def test_terms_are_apart_by_the_semicolons_of_every_script_and_each_is_kept_once() -> None:
    assert split_terms(" a ;b； c؛ a\n\u202e; ") == ("a", "b", "c")


def test_interpreters_captioners_and_the_secretariat_read_and_the_secretariat_alone_writes() -> None:
    reads = {role for role in ROLES if permits(role, Action.GLOSSARY_READ)}
    assert reads == {Role.INTERPRETER, Role.CAPTIONER, Role.SECRETARIAT}
    assert {role for role in ROLES if permits(role, Action.GLOSSARY_EDIT)} == {Role.SECRETARIAT}
    assert not permits(COUNCIL_STATE, Action.GLOSSARY_READ)


def test_an_entry_is_added_changed_and_removed_by_an_act_each(agenda: Agenda) -> None:
    entry, by = add(agenda), secretariat(agenda.world)
    item = agenda.world.items[0].pk
    seen = GlossaryRecord.of(entry).digest
    before = queries.state(agenda.world.consultation)
    glossary.change_entry(entry, by, START, GlossaryRecord({"en": ("Chair",)}, items=(item,)), seen=seen)
    kept = queries.find(agenda.world.consultation, entry.number)
    assert kept is not None
    assert (kept.terms, kept.note, [one.pk for one in kept.items.all()]) == ({"en": ["Chair"]}, "", [item])
    assert refused(lambda: glossary.change_entry(entry, by, START, CHAIR, seen=seen)) == "glossary_changed_meanwhile"
    glossary.remove_entry(entry, by, START)
    assert refused(lambda: glossary.remove_entry(entry, by, START)) == "glossary_changed_meanwhile"
    assert queries.state(agenda.world.consultation) != before
    acts = list(Entry.objects.filter(act="glossary.edit").order_by("pk").values_list("data", flat=True))
    assert [(act["before"] is None, act["after"] is None) for act in acts] == [
        (True, False),
        (False, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (GlossaryRecord({"en": ()}), "glossary_without_term"),
        (GlossaryRecord({"de": ("Vorsitz",)}), "glossary_language"),
        (GlossaryRecord({"en": ("x" * 301,)}), "text_too_long"),
        (GlossaryRecord({"en": tuple("abcdefghijk")}), "glossary_too_many_terms"),
        (GlossaryRecord({"en": ("x",)}, "n" * 1001), "text_too_long"),
        (GlossaryRecord({"en": ("x",)}, items=(10**9,)), "glossary_no_item"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(agenda: Agenda, record: GlossaryRecord, code: str) -> None:
    assert refused(lambda: add(agenda, record)) == code


def test_nobody_but_the_secretariat_writes(agenda: Agenda) -> None:
    performer = Performer(agenda.world["br"].person)
    act = lambda: glossary.add_entry(agenda.world.consultation.pk, performer, START, CHAIR)  # noqa: E731 - said once
    assert refused(act) == "not_permitted"


def test_rows_are_found_by_number_or_by_their_terms_in_the_first_language(agenda: Agenda) -> None:
    add(agenda)
    rows = (
        ("1", "Chair; Chairperson", "Présidence", "", "", ""),
        ("", "floor", "parole", "الكلمة", "", "1"),
        ("9", "relay", "", "", "", ""),
        ("", "", "", "الكَلِمة", "", ""),
        ("", "", "", "", "a note", ""),
        ("", "booth", "", "", "", "item 99"),
    )
    import_ = check(agenda.world, *rows, head=HEAD, kind="glossary")
    assert codes(import_) == {
        4: [("entry", "glossary_no_entry")],
        5: [("", "glossary_twice")],
        6: [("", "glossary_without_term")],
        7: [("items", "glossary_no_item")],
    }
    assert counts(import_) == (1, 1, 0, 4)
    apply(agenda.world, import_)
    chair, floor = queries.entries(agenda.world.consultation)
    assert (chair.number, chair.terms["fr"], chair.note) == (1, ["Présidence"], "")
    assert (floor.number, floor.terms["ar"], floor.items.count()) == (2, ["الكلمة"], 1)
    entry = Entry.objects.filter(act="glossary.edit").latest("pk")
    assert (entry.place, entry.data["counts"]["new"]) == (f"import:{import_.pk}", 1)


def test_what_is_exported_is_imported_again_and_changes_nothing(agenda: Agenda) -> None:
    add(agenda)
    add(agenda, GlossaryRecord({"en": ("floor",), "zh": ("发言",)}, "a\nb", (agenda.world.items[0].pk,)))
    of = agenda.world.consultation
    lines = list(present_lines(of, "glossary"))
    heads = [column.name for column in columns_of("glossary", of)]
    assert counts(check(agenda.world, *lines, head=heads, kind="glossary")) == (0, 0, 2, 0)
    concepts = [
        Concept(row.number, row.terms, row.note, tuple(f"{item.listing} {item.number}" for item in row.items.all()))
        for row in queries.entries(of)
    ]
    import_ = begin(agenda.world, written(concepts, "Terms", "en"), "terms.xml", "glossary")
    run.check(import_, START)
    assert (import_.upload.name, counts(import_)) == ("terms.tbx", (0, 0, 2, 0))


def test_a_file_of_a_hundred_thousand_lines_is_refused_in_words_and_nothing_is_written(agenda: Agenda) -> None:
    content = as_csv([["en"], *([f"term {number}"] for number in range(100_000))])
    import_ = begin(agenda.world, content, "terms.csv", "glossary")
    background.check_later.call(import_.pk)
    import_.refresh_from_db()
    assert (import_.state, import_.reason and import_.reason.code) == (Import.State.FAILED, "import_too_long")
    assert not GlossaryEntry.objects.exists()


def test_a_page_is_not_taken_for_tbx(agenda: Agenda) -> None:
    page = ContentFile(b"<html><script>alert(1)</script></html>", name="terms.tbx")
    of, by = agenda.world.consultation.pk, secretariat(agenda.world)
    assert refused(lambda: run.begin(of, by, START, "glossary", page)) == "import_tbx"
    assert refused(lambda: run.begin(of, by, START, "items", page)) == "upload_kind_not_accepted"


def test_it_is_searched_whatever_the_case_accents_and_marks(agenda: Agenda) -> None:
    add(agenda)
    add(agenda, GlossaryRecord({"ar": ("الكَلِمة",), "zh": ("请求发言",)}))
    rows = queries.entries(agenda.world.consultation)
    found = {text: [row.number for row in queries.found(rows, text)] for text in ("PRESIDENT", "الكلمه", "发言", "x")}
    assert found == {"PRESIDENT": [1], "الكلمه": [2], "发言": [2], "x": []}


def test_all_are_removed_before_another_glossary_comes_in_their_place(agenda: Agenda) -> None:
    add(agenda)
    of, by = agenda.world.consultation.pk, secretariat(agenda.world)
    assert glossary.remove_all(of, by, START) == 1
    assert Entry.objects.filter(act="glossary.edit").latest("pk").data["removed"] == 1
    assert refused(lambda: glossary.remove_all(of, by, START)) == "glossary_empty"
