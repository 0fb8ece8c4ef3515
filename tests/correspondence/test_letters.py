"""Letters: begun, written, sent in one act, never changed afterwards, corrected, acknowledged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import letter_queries, messages, templates
from hemicycle.correspondence.actions import annexes, letters, sending
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.models import Annex, Enquiry, Letter, LetterText
from hemicycle.correspondence.models.letters import BODY_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Contact, FocalPoint, Member
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from tests.classes import COUNCIL_STATE
from tests.correspondence.conftest import NOW, SENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

COUNCIL = (COUNCIL_STATE.value,)
#: The same in every language.
CHAIR = dict.fromkeys(LANGUAGES, "Chair of the Council")
HEAD = Head("DM-20", 1005, date(2020, 5, 14), COUNCIL, "Dr. Elsayed Azzouz", CHAIR)
ITEMS = Asking(
    Enquiry.Kind.ITEMS.value, COUNCIL, date(2020, 5, 22), questions=(Put(1, {"en": "Item 1"}, "urgent", "C20/1"),)
)


@pytest.fixture
def secretariat(world: World) -> Performer:
    return Performer(world["secretariat"].person)


@pytest.fixture
def reached(world: World) -> World:
    """A focal point for Brazil, contacts of Japan and Ghana."""
    FocalPoint.objects.create(
        consultation=world.consultation, member=member("BR"), person=world["br"].person, start=SENT
    )
    for code, language in (("JP", "fr"), ("GH", "en")):
        Contact.objects.create(
            member=member(code), name=f"Office {code}", email=f"{code.lower()}@gov.example", language=language
        )
    return world


def member(code: str) -> Member:
    return Member.objects.get(code=code)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert messages.refusal_message(refused.value.reason)
    return refused.value.reason.code


def begun(world: World, by: Performer, template: str = "blank", head: Head = HEAD) -> Letter:
    return letters.begin(world.consultation.pk, by, NOW, head, template=template)


def written(world: World, by: Performer, languages: tuple[str, ...] = LANGUAGES, head: Head = HEAD) -> Letter:
    made = begun(world, by, head=head)
    state = LetterText.State.CHECKED.value
    texts = {language: Words(f"Subject {language}", f"Text {language} of {{symbol}}", state) for language in languages}
    letters.write(made, by, NOW, texts)
    return made


def send(letter: Letter, by: Performer, at: object = NOW, **more: object) -> Letter:
    looked = sending.check(letter_queries.whole().get(pk=letter.pk), NOW)
    return sending.send(letter, by, at, Sending(expected=len(looked.recipients), **more))  # type: ignore[arg-type]


def test_a_letter_begins_with_our_text_in_six_languages_which_is_checked(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat, "items")
    assert made.symbol == "DM-20/1005"
    assert {text.language for text in made.texts.all()} == set(LANGUAGES)
    assert {text.state for text in made.texts.all()} == {LetterText.State.CHECKED.value}
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place) == (Action.LETTER_WRITE.value, f"letter:{made.pk}")


def test_our_texts_name_only_what_such_a_letter_has() -> None:
    for name in templates.TEMPLATES:
        texts = templates.worded(name)
        assert set(texts) == (set() if name == templates.BLANK else set(LANGUAGES))


def test_a_text_that_breaks_is_said_and_nothing_is_made(
    world: World, secretariat: Performer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = templates.Template("Broken", lambda: "Subject", lambda: "Until {deadlin}")
    monkeypatch.setitem(templates.TEMPLATES, "broken", broken)
    assert code(lambda: begun(world, secretariat, "broken")) == "letter_template_broken"
    half = templates.Template("Broken", lambda: "Subject", lambda: "Until {symbol")
    monkeypatch.setitem(templates.TEMPLATES, "broken", half)
    assert code(lambda: begun(world, secretariat, "broken")) == "letter_template_broken"
    assert not Letter.objects.exists()


def test_the_next_number_of_a_series_is_proposed_and_none_comes_twice(world: World, secretariat: Performer) -> None:
    assert letter_queries.usual(world.consultation, date(2020, 5, 1)).symbol == "DM-20/1"
    begun(world, secretariat)
    assert letter_queries.usual(world.consultation, date(2020, 5, 20)).symbol == "DM-20/1006"
    with pytest.raises(Refusal) as taken:
        begun(world, secretariat)
    assert taken.value.reason == Reason(CorrespondenceCode.LETTER_NUMBER_TAKEN, {"symbol": "DM-20/1005", "next": 1006})
    assert Letter.objects.count() == 1


def test_rule_02_only_the_secretariat_writes_and_sends(world: World, secretariat: Performer) -> None:
    made = written(world, secretariat)
    for name in ("br", "chair", "technician"):
        other = Performer(world[name].person)
        assert code(lambda other=other: begun(world, other)) == "not_permitted"  # type: ignore[misc]
        assert code(lambda other=other: send(made, other)) == "not_permitted"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Until {deadlin}", "mail_placeholder_unknown"),
        ("As {replaces} said", "mail_placeholder_unknown"),  # it corrects nothing
        ("Open {symbol", "letter_brace_alone"),
        ("x" * (BODY_LENGTH + 1), "letter_body_too_long"),
        ("", "letter_half_written"),
    ],
)
def test_what_cannot_be_kept_is_refused(world: World, secretariat: Performer, body: str, why: str) -> None:
    made = begun(world, secretariat)
    assert code(lambda: letters.write(made, secretariat, NOW, {"en": Words("Subject", body)})) == why
    assert not made.texts.exists()


def test_two_who_write_the_same_text_overwrite_nothing(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    letters.write(made, secretariat, NOW, {"en": Words("One", "Text")})
    late = {"en": Words("Two", "Other text")}
    assert code(lambda: letters.write(made, secretariat, NOW, late)) == "letter_text_changed_meanwhile"
    seen = letters.digest("One", "Text")
    letters.write(made, secretariat, NOW, {"en": Words("Two", "Other text", seen=seen)})
    assert made.texts.get().subject == "Two"
    letters.write(made, secretariat, NOW, {"en": Words("", "", seen=letters.digest("Two", "Other text"))})
    assert not made.texts.exists()


def test_annexes_move_and_go_and_their_numbers_follow(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    first, second, third = (
        annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, {"en": AnnexWords(title)}) for title in "abc"
    )
    annexes.move_up(third, secretariat, NOW)
    annexes.move_up(first, secretariat, NOW)
    assert [annex.pk for annex in made.annexes.all()] == [first.pk, third.pk, second.pk]
    annexes.remove(first, secretariat, NOW)
    assert [(annex.pk, annex.number) for annex in made.annexes.all()] == [(third.pk, 1), (second.pk, 2)]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asking("items", COUNCIL, date(2020, 5, 22)), "enquiry_without_questions"),
        (Asking("items", (), date(2020, 5, 22), questions=ITEMS.questions), "enquiry_to_nobody"),
        (Asking("riddle", COUNCIL, date(2020, 5, 22), questions=ITEMS.questions), "enquiry_to_nobody"),
        (Asking("options", COUNCIL, date(2020, 5, 22), questions=ITEMS.questions), "enquiry_options"),
        (Asking("items", COUNCIL, date(2020, 5, 22), zone="Geneva", questions=ITEMS.questions), "enquiry_zone"),
        (Asking("items", COUNCIL, date(2020, 5, 22), questions=(Put(1, {"en": " "}),)), "enquiry_words_missing"),
        (Asking("items", COUNCIL, date(2020, 5, 22), questions=(Put(1, {"en": "x" * 1001}),)), "text_too_long"),
        (Asking("items", COUNCIL, date(2020, 5, 22), questions=ITEMS.questions * 501), "enquiry_too_many_questions"),
    ],
)
def test_what_cannot_be_asked_is_refused(world: World, secretariat: Performer, asked: Asking, why: str) -> None:
    made = begun(world, secretariat)
    assert code(lambda: asking.ask(made, secretariat, NOW, asked)) == why
    assert not Enquiry.objects.exists()


def test_options_are_lettered_and_replaced_when_asked_anew(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat)
    labels = ({"en": "Yes, in June"}, {"en": "Later"}, {"en": "Not at all"})
    choice = Asking(
        "options", COUNCIL, date(2020, 5, 22), conditions=True, questions=(Put(1, {"en": "?"}, options=labels),)
    )
    enquiry = asking.ask(made, secretariat, NOW, choice)
    assert [option.key for option in enquiry.questions.get().options.all()] == ["a", "b", "c"]
    again = asking.ask(made, secretariat, NOW, ITEMS)
    assert again.pk == enquiry.pk
    assert not again.questions.get().options.exists()


def test_the_list_reads_as_often_for_many_as_for_one(world: World, secretariat: Performer) -> None:
    def reads() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for letter in letter_queries.listed(world.consultation):
                [text.subject for text in letter.texts.all()]
                assert str(letter.enquiry.deadline)
        return len(seen)

    letter = written(world, secretariat)
    asking.ask(letter, secretariat, NOW, ITEMS)
    few = reads()
    for number in range(1006, 1011):
        more = written(world, secretariat, head=Head("DM-20", number, date(2020, 5, 14), COUNCIL, "Dr. A"))
        asking.ask(more, secretariat, NOW, ITEMS)
    assert reads() == few
