"""Symbols of letters: a series of any shape, each symbol once in a body, numbers that no other body counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence import letter_queries, symbols
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.actions.series import set_series
from hemicycle.correspondence.models import Letter, ReplyVersion
from hemicycle.correspondence.models.replies import RECEIPT_LENGTH
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models.members import CODE_LENGTH
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import Change, Mark, numbered, symbol
from tests.correspondence.conftest import NOW
from tests.factories import a_body, make_world

if TYPE_CHECKING:
    from tests.factories import World

HEAD = Head("CL-26", 1, date(2026, 5, 14))


@pytest.fixture
def secretariat(world: World) -> Performer:
    return Performer(world["secretariat"].person)


def begun(world: World, head: Head = HEAD) -> Letter:
    return letters.begin(world.consultation.pk, Performer(world["secretariat"].person), NOW, head, template="blank")


def refused(world: World, head: Head) -> str:
    with pytest.raises(Refusal) as why:
        begun(world, head)
    return str(why.value.reason.code)


@pytest.mark.parametrize(
    ("series", "whole"),
    [
        ("DM-20", "DM-20/7"),
        ("C.L.{number}.2026", "C.L.7.2026"),
        ("{number}/CL/2026", "7/CL/2026"),
        ("AN 13/1-20", "AN 13/1-20/7"),
        ("Circular No. {number} (2026)", "Circular No. 7 (2026)"),
        ("Исх-26", "Исх-26/7"),
    ],
)
def test_a_letter_has_a_symbol_of_its_bodys_shape_and_is_found_by_it(world: World, series: str, whole: str) -> None:
    made = begun(world, replace(HEAD, series=f" {series} ", number=7))
    assert (made.symbol, numbered(series, 7)) == (whole, whole)
    Letter.objects.filter(pk=made.pk).update(state=Letter.State.SENT, sent_at=NOW)
    assert letter_queries.by_symbol(world.consultation, whole) == made
    assert letter_queries.by_symbol(world.consultation, f"{whole}/Rev.1") is None
    assert symbols.symbol_of(series, 7, "Rev.", 2) == symbol(whole, Mark(Change.REVISION, 2))


@pytest.mark.parametrize(
    ("series", "number"),
    [
        *(("", 1), ("DM#20", 1), ("DM-20", 0), ("DM-20", 10**6), ("{number}-{number}", 1), ("DM-{yy}", 1), ("-", 1)),
        *(("A" * 41, 1), ("DM\n20?", 1)),
    ],
)
def test_what_cannot_be_cited_is_refused(world: World, series: str, number: int) -> None:
    assert refused(world, replace(HEAD, series=series, number=number)) == "letter_symbol"


def test_another_body_numbers_its_own_letters(world: World) -> None:
    begun(world)
    other = make_world(slug="other", body=a_body("other"))
    assert symbols.next_number(other.consultation, "CL-26") == 1
    assert begun(other).symbol == "CL-26/1"
    assert symbols.next_number(world.consultation, "CL-26") == 2


def test_two_letters_of_a_body_have_two_symbols(world: World) -> None:
    begun(world)
    of_same_body = make_world(slug="other")
    assert symbols.next_number(of_same_body.consultation, "CL-26") == 2
    assert refused(of_same_body, HEAD) == "letter_number_taken"
    assert refused(world, replace(HEAD, series="cl-26")) == "letter_number_taken"
    # Another series and number, and the same symbol.
    assert refused(world, replace(HEAD, series="CL-{number}/1", number=26)) == "letter_number_taken"
    made = begun(world, replace(HEAD, number=2))
    with pytest.raises(Refusal) as taken:
        letters.edit(made, Performer(world["secretariat"].person), NOW, HEAD)
    assert taken.value.reason.facts == {"symbol": "CL-26/1", "next": 3}
    assert letters.edit(made, Performer(world["secretariat"].person), NOW, replace(HEAD, number=2)).number == 2


def test_a_trial_takes_no_number_from_the_formal_letters_of_its_body(world: World) -> None:
    rehearsed = make_world(slug="rehearsal", trial=True)
    assert begun(rehearsed).symbol == "CL-26/1"
    assert symbols.next_number(world.consultation, "CL-26") == 1
    assert begun(world).symbol == "CL-26/1"
    assert refused(make_world(slug="again", trial=True), HEAD) == "letter_number_taken"


def test_the_series_that_is_set_is_proposed_with_the_year_of_the_letter(world: World, secretariat: Performer) -> None:
    consultation = world.consultation
    set_series(consultation.pk, secretariat, NOW, " GB {yyyy}/{yy} ")
    consultation.refresh_from_db()
    entry = Entry.objects.latest("pk")
    assert (entry.data["setting"], entry.data["after"]) == ("letter_series", "GB {yyyy}/{yy}")
    assert letter_queries.usual(consultation, date(2027, 1, 2)).symbol == "GB 2027/27/1"
    begun(world, replace(HEAD, series="Other"))
    assert symbols.proposed(consultation, date(2028, 1, 2)) == "GB 2028/28"
    for wrong in ("GB#", "{number}{number}", "{yyyy" * 10):
        with pytest.raises(Refusal) as why:
            set_series(consultation.pk, secretariat, NOW, wrong)
        assert why.value.reason.code == "letter_series"
    set_series(consultation.pk, secretariat, NOW, "")
    consultation.refresh_from_db()
    assert symbols.proposed(consultation, date(2028, 1, 2)) == "Other"
    consultation.letters.all().delete()
    assert symbols.proposed(consultation, date(2028, 1, 2)) == ""


def test_a_receipt_has_room_for_the_longest_symbol_and_code() -> None:
    longest = symbol("S" * 40 + "/999999", Mark(Change.CORRIGENDUM, 99))
    assert ReplyVersion._meta.get_field("receipt").max_length == RECEIPT_LENGTH
    assert len(f"{longest}-{'C' * CODE_LENGTH}-9999") <= RECEIPT_LENGTH
