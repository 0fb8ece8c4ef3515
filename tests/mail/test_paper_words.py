"""The words that papers print, kept as a catalogue: read, written, checked, and kept in an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import editing_paper_words, paper_words
from hemicycle.mail.editing_paper_words import Wording
from hemicycle.mail.paper_words import Given, NotRead, OtherLanguage, Word, fault, given, nothing, read, write
from hemicycle.mail.reasons import MailCode
from tests.factories import START
from tests.support.mail import code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.mail.models import OwnText
    from tests.factories import World

AGENDA = Word("Agenda")
DOCUMENT = Word("Document %(symbol)s")
NAME = Word("Name", context="of a person")
STATES = Word("%(number)d State", "%(number)d States")
YES = Word("Yes")
WORDS = (AGENDA, DOCUMENT, NAME, STATES, YES)
POLISH = ("Państwo", "%(number)d państwa", "%(number)d państw")


def keep(world: World, gives: Given, seen: str | None = None, language: str = "pl") -> int:
    world.consultation.settings["languages"] = {"documents": ["en", "pl"]}
    world.consultation.save()
    by = Performer(world["secretariat"].person)
    return editing_paper_words.keep(world.consultation.pk, by, START, Wording(language, gives, WORDS), seen)


def kept(world: World) -> OwnText | None:
    return paper_words.kept(world.consultation).get("pl")


def test_a_catalogue_is_written_for_a_translator_and_read_again() -> None:
    empty = nothing("pl")
    assert empty.number == 3, "as gettext knows of Polish"
    file = write(WORDS, empty, "pl").decode()
    assert 'msgid "Document %(symbol)s"\nmsgstr ""' in file
    assert 'msgctxt "of a person"' in file
    assert "nplurals=3;" in file
    filled = Given({AGENDA.key: ("Porządek",), NAME.key: ("Nazwisko",), STATES.key: POLISH}, empty.number, empty.rule)
    again = read(write(WORDS, filled, "pl"), "pl")
    assert (again.forms, again.number, again.faults) == (filled.forms, 3, ())
    assert [again.form(number) for number in (1, 2, 5)] == [0, 1, 2]
    assert nothing("fil").number == 2
    assert nothing("zgh").rule == "n != 1", "of which gettext knows nothing"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 no text at all \xff\xfe", NotRead),
        (b'msgid "a', NotRead),
        (b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n %% 0 /;\\n"\n', NotRead),
        (b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=(n != 1);\\n"\n', NotRead),
        (b'msgid ""\nmsgstr ""\n"Language: fr\\n"\n', OtherLanguage),
    ],
)
def test_what_is_no_catalogue_of_the_language_says_so(content: bytes, why: type[Exception]) -> None:
    with pytest.raises(why):
        read(content, "pl")


def test_what_is_doubtful_is_left_out_and_what_is_wrong_is_named() -> None:
    content = b'#, fuzzy\nmsgid "Agenda"\nmsgstr "?"\n\nmsgid "Document %(symbol)s"\nmsgstr "Dokument %(symbl)s"\n'
    gives = read(content)
    assert gives.forms == {}
    assert gives.faults == (("Document %(symbol)s", "%(symbl)s %(symbol)s"),)


@pytest.mark.parametrize(
    ("word", "said", "wrong"),
    [
        (AGENDA, ["Porządek"], ""),
        (AGENDA, ["Porządek", "?"], "Agenda"),
        (AGENDA, ["<script>x</script>"], "</script> <script>"),
        (AGENDA, ['a" onclick'], '"'),
        (AGENDA, ["100 %"], ""),
        (DOCUMENT, ["100 % %(symbol)s"], "%"),
        (DOCUMENT, ["100 %% %(symbol)s"], ""),
        (DOCUMENT, ["Dokument"], "%(symbol)s"),
        (Word("By {name}"), ["Od {nazwa}"], "{name} {nazwa}"),
        (Word('<bdi dir="ltr">%(symbol)s</bdi>'), ['<bdi dir="ltr">%(symbol)s</bdi>!'], ""),
        (STATES, POLISH, ""),
        (STATES, ["%(liczba)d", "b", "c"], "%(liczba)d"),
    ],
)
def test_placeholders_and_elements_are_those_of_the_english(word: Word, said: Sequence[str], wrong: str) -> None:
    assert fault(word, said, 3) == wrong


@pytest.mark.django_db
def test_what_is_given_is_kept_in_an_act_and_papers_find_it(world: World) -> None:
    empty = nothing("pl")
    gives = {AGENDA.key: ("Porządek \x07",), STATES.key: POLISH, "Unknown": ("?",), DOCUMENT.key: ("Dokument",)}
    assert keep(world, Given(gives, 3, empty.rule), editing_paper_words.seen_of(None)) == 2
    row = kept(world)
    assert row is not None
    assert given(row, "pl").forms == {AGENDA.key: ("Porządek",), STATES.key: POLISH}
    assert (row.changed_by, row.changed_at) == (world["secretariat"].person, START)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place) == ("consultation.edit", f"consultation:{world.consultation.pk}")
    assert (entry.data["text"], entry.data["changed"]) == ("papers", 2)
    found = paper_words.words_of(world.consultation.pk, "pl")
    assert (found.plain["Agenda"], found.counted[STATES.key][found.form(5)]) == ("Porządek", POLISH[2])
    assert paper_words.words_of(world.consultation.pk, "de").plain == {}
    lacks = paper_words.lacking(WORDS, given(row, "pl"), "pl")
    assert lacks == [DOCUMENT, NAME], "Yes is Django's"


@pytest.mark.django_db
def test_a_file_is_laid_over_what_is_kept_and_what_changes_nothing_is_no_act(world: World) -> None:
    rule = nothing("pl").rule
    keep(world, Given({AGENDA.key: ("Porządek",)}, 3, rule))
    assert keep(world, Given({NAME.key: ("Nazwisko",)}, 3, rule)) == 1
    assert keep(world, Given({NAME.key: ("Nazwisko",)}, 3, rule)) == 0
    row = kept(world)
    assert set(given(row, "pl").forms) == {AGENDA.key, NAME.key}
    assert Entry.objects.count() == 2
    assert code(lambda: keep(world, Given(), "another")) == MailCode.TEXT_CHANGED_MEANWHILE
    assert keep(world, Given({}, 3, rule), editing_paper_words.seen_of(row)) == 2
    assert kept(world) is None


@pytest.mark.django_db
def test_a_language_with_one_form_has_it_for_every_number(world: World) -> None:
    keep(world, Given({STATES.key: ("%(number)d 国",), AGENDA.key: ("議題",)}, 1, "0"), language="ja")
    found = paper_words.words_of(world.consultation.pk, "ja")
    assert (found.plain["Agenda"], found.counted[STATES.key]) == ("議題", ("%(number)d 国",))
