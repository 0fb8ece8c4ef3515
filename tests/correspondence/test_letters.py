"""Letters: begun, written, sent in one act, never changed afterwards, corrected, acknowledged."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import gaps, letter_queries, templates, wording
from hemicycle.correspondence.actions import annexes, asking, correcting, letters, sending
from hemicycle.correspondence.actions.acknowledging import acknowledge, acknowledge_by_link
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.asking import Asking, Put
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.models import Annex, Enquiry, Letter, LetterText
from hemicycle.correspondence.models.letters import BODY_LENGTH
from hemicycle.journal.models import Entry
from hemicycle.people.act import Performer
from hemicycle.people.models import Contact, Delivery, FocalPoint, Invitation, Mailing, Member
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.rules.standing import Capacity
from hemicycle.rules.versions import Change
from tests.correspondence.conftest import END, NOW, SENT, make_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked
    from tests.factories import World

COUNCIL = (Capacity.COUNCIL_STATE.value,)
HEAD = Head("DM-20", 1005, date(2020, 5, 14), COUNCIL, "Dr. Elsayed Azzouz", {"en": "Chair of the Council"})
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
        consultation=world.consultation, member=_member("BR"), person=world["br"].person, start=SENT
    )
    for code, language in (("JP", "fr"), ("GH", "en")):
        Contact.objects.create(
            member=_member(code), name=f"Office {code}", email=f"{code.lower()}@gov.example", language=language
        )
    return world


def _member(code: str) -> Member:
    return Member.objects.get(code=code)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert wording.say(refused.value.reason)
    return refused.value.reason.code


def begun(world: World, by: Performer, template: str = "blank", head: Head = HEAD) -> Letter:
    return letters.begin(world.consultation.pk, by, NOW, head, template=template)


def written(world: World, by: Performer, languages: tuple[str, ...] = LANGUAGES, head: Head = HEAD) -> Letter:
    made = begun(world, by, head=head)
    state = LetterText.State.CHECKED.value
    texts = {one: Words(f"Subject {one}", f"Text {one} of {{symbol}}", state) for one in languages}
    letters.write(made, by, NOW, texts)
    return made


def send(letter: Letter, by: Performer, at: object = NOW, **more: object) -> Letter:
    looked = sending.check(letter_queries.whole().get(pk=letter.pk), NOW)
    return sending.send(letter, by, at, Sending(expected=len(looked.recipients), **more))  # type: ignore[arg-type]


def test_a_letter_begins_with_our_text_in_six_languages_as_drafts(world: World, secretariat: Performer) -> None:
    made = begun(world, secretariat, "items")
    assert made.symbol == "DM-20/1005"
    assert {text.language for text in made.texts.all()} == set(LANGUAGES)
    assert {text.state for text in made.texts.all()} == {LetterText.State.DRAFT.value}
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
    assert taken.value.reason == Reason(0, "letter_number_taken", {"symbol": "DM-20/1005", "next": 1006})
    assert Letter.objects.count() == 1
    for series, number in (("", 1), ("DM/20", 1), ("DM-20", 0), ("DM-20", 10**7), ("Д-20", 1)):
        wrong = Head(series, number, date(2020, 5, 14))
        assert code(lambda wrong=wrong: begun(world, secretariat, head=wrong)) == "letter_symbol"  # type: ignore[misc]


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


def test_a_letter_sent_with_a_language_missing_needs_a_choice_for_each(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat, ("en", "fr"))
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
    some = {"ar": "en", "zh": "en", "ru": "en", "es": "de"}
    assert code(lambda: send(made, secretariat, stand_ins=some)) == "letter_languages_missing"
    assert not Mailing.objects.exists()
    row = send(made, secretariat, stand_ins={**some, "es": "fr"})
    assert row.stand_ins == {"ar": "en", "zh": "en", "ru": "en", "es": "fr"}
    assert gaps.out(row) == ["en", "fr"]


def test_a_draft_goes_out_only_where_the_sender_says_so(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    made.texts.filter(language="ru").update(state=LetterText.State.DRAFT)
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
    assert gaps.out(send(made, secretariat, stand_ins={"ru": "ru"})) == list(LANGUAGES)


def test_a_draft_that_does_not_go_out_stands_in_for_nothing(world: World, secretariat: Performer) -> None:
    made = written(world, secretariat, ("en", "fr"))
    made.texts.filter(language="fr").update(state=LetterText.State.DRAFT)
    found = gaps.gaps(letter_queries.whole().get(pk=made.pk))
    everything = {"fr": "en", "ar": "fr", "zh": "en", "ru": "en", "es": "en"}
    held, open_ones = gaps.chosen(found, everything)
    assert [gap.key for gap in open_ones] == ["ar"]
    assert gaps.chosen(found, {**everything, "fr": "fr"})[1] == []
    assert held["fr"] == "en"


def test_an_annex_and_questions_that_a_language_lacks_are_chosen_too(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    annexes.add(
        made, secretariat, NOW, Annex.Kind.TEXT, {"en": AnnexWords("Report", "Body"), "fr": AnnexWords("R", "B")}
    )
    asking.ask(made, secretariat, NOW, ITEMS)
    found = gaps.gaps(letter_queries.whole().get(pk=made.pk))
    assert {gap.key for gap in found} == {f"1.{one}" for one in ("ar", "zh", "ru", "es")} | {
        f"q.{one}" for one in LANGUAGES if one != "en"
    }
    chosen = {gap.key: "en" for gap in found}
    assert send(made, secretariat, stand_ins=chosen).stand_ins == chosen


def test_addressees_without_an_address_are_listed_and_acknowledged(reached: World, secretariat: Performer) -> None:
    kenya = Member.objects.create(code="KE", kind="state")
    kenya.council_seats.create(start=date(2019, 1, 1))
    Invitation.objects.create(consultation=reached.consultation, member=kenya)
    made = written(reached, secretariat)
    looked = sending.check(letter_queries.whole().get(pk=made.pk), NOW)
    assert [member.code for member in looked.without_address] == ["KE"]
    assert code(lambda: send(made, secretariat)) == "letter_without_address"
    row = send(made, secretariat, known_unreachable=frozenset({"KE"}))
    assert row.mailing
    assert row.mailing.selection["without_address"] == ["KE"]
    fates = {fate.member.code: fate for fate in letter_queries.fates(row, NOW.date())}
    assert set(fates) == {"BR", "JP", "GH", "KE"}
    assert not fates["KE"].deliveries


def test_a_letter_that_reaches_nobody_is_not_sent(world: World, secretariat: Performer) -> None:
    made = written(world, secretariat)
    everybody = frozenset({"BR", "JP", "GH"})
    assert code(lambda: send(made, secretariat, known_unreachable=everybody)) == "letter_reaches_nobody"


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (Head("DM-20", 1005, date(2020, 5, 14), (), "Dr. A"), "letter_to_nobody"),
        (Head("DM-20", 1005, date(2020, 5, 14), COUNCIL), "letter_without_signatory"),
    ],
)
def test_what_stands_in_the_way_is_said(reached: World, secretariat: Performer, head: Head, why: str) -> None:
    made = written(reached, secretariat, head=head)
    assert code(lambda: send(made, secretariat)) == why


def test_a_deadline_is_named_before_it_is_given_and_not_sent_without_one(
    reached: World, secretariat: Performer
) -> None:
    made = begun(reached, secretariat, "items")
    made.texts.update(state=LetterText.State.CHECKED)
    assert code(lambda: send(made, secretariat)) == "deadline_of_nothing"
    asking.ask(made, secretariat, NOW, ITEMS)
    send(made, secretariat, stand_ins={f"q.{one}": "en" for one in LANGUAGES})
    assert "22 May 2020, 23:59" in made.texts.get(language="en").body


def test_a_letter_without_words_is_not_sent(reached: World, secretariat: Performer) -> None:
    assert code(lambda: send(begun(reached, secretariat), secretariat)) == "letter_without_words"


def test_it_is_asked_of_addressees_before_the_deadline(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    observers = (Capacity.OBSERVER_STATE.value,)
    asking.ask(made, secretariat, NOW, Asking("silence", observers, date(2020, 5, 22), questions=ITEMS.questions))
    assert code(lambda: send(made, secretariat)) == "asked_but_not_addressed"
    asking.ask(made, secretariat, NOW, Asking("silence", COUNCIL, date(2020, 5, 1), questions=ITEMS.questions))
    assert code(lambda: send(made, secretariat)) == "deadline_over_already"
    asking.ask_nothing(made, secretariat, NOW)
    assert not Enquiry.objects.exists()
    annexes.add(made, secretariat, NOW, Annex.Kind.QUESTIONS)
    assert code(lambda: send(made, secretariat)) == "annex_without_questions"


def test_rule_20_sending_is_one_act_that_freezes_and_queues(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    before = Entry.objects.count()
    row = send(made, secretariat)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["letter"], entry.data["mails"]) == ("letter.send", "DM-20/1005", 3)
    assert row.sent
    assert made.texts.get(language="en").body == "Text en of DM-20/1005"
    assert {(mail.address, mail.language) for mail in Delivery.objects.all()} == {
        ("br@example.org", "en"),
        ("jp@gov.example", "fr"),
        ("gh@gov.example", "en"),
    }
    # Nothing goes out before the papers are made.
    assert not Delivery.objects.exclude(next_at=None).exists()
    assert sending.release(row, NOW) == 3
    assert sending.release(row, NOW) == 0


def test_rule_20_a_letter_never_changes_once_sent(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    annex = annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, {one: AnnexWords("T", "B") for one in LANGUAGES})
    send(made, secretariat)
    words = {"en": Words("New", "New", seen=letters.digest("Subject en", "Text en of DM-20/1005"))}
    for act in (
        lambda: letters.edit(made, secretariat, NOW, HEAD),
        lambda: letters.write(made, secretariat, NOW, words),
        lambda: letters.discard(made, secretariat, NOW),
        lambda: annexes.add(made, secretariat, NOW, Annex.Kind.TEXT),
        lambda: annexes.write(annex, secretariat, NOW, {"en": AnnexWords("New")}),
        lambda: annexes.remove(annex, secretariat, NOW),
        lambda: annexes.move_up(annex, secretariat, NOW),
        lambda: asking.ask(made, secretariat, NOW, ITEMS),
        lambda: send(made, secretariat),
    ):
        assert code(act) == "sent_never_changes"
    assert made.texts.get(language="en").subject == "Subject en"
    assert Mailing.objects.count() == 1


def test_it_goes_to_those_whom_the_sender_was_shown(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    Contact.objects.create(member=_member("GH"), name="Mission", email="mission@gov.example")
    act = lambda: sending.send(made, secretariat, NOW, Sending(expected=3))  # noqa: E731
    assert code(act) == "mail_people_changed"
    assert not Letter.objects.get().sent


def test_rule_17_a_change_of_the_clocks_before_the_deadline_is_counted_in(
    reached: World, secretariat: Performer
) -> None:
    made = begun(reached, secretariat, head=Head("DM-20", 1, date(2020, 3, 20), COUNCIL, "Dr. A"))
    ends = Asking("silence", COUNCIL, date(2020, 3, 31), time(18), questions=ITEMS.questions)
    asking.ask(made, secretariat, NOW, ends)
    words = Words("Subject", "Until {deadline}.", LetterText.State.CHECKED)
    letters.write(made, secretariat, NOW, dict.fromkeys(LANGUAGES, words))
    sent_at = NOW.replace(month=3, day=20)
    FocalPoint.objects.update(start=sent_at - timedelta(days=1))
    found = {gap.key: "en" for gap in gaps.gaps(letter_queries.whole().get(pk=made.pk))}
    send(made, secretariat, sent_at, stand_ins=found)
    # On 20 March Geneva is at UTC+1; on the day of the deadline it is at UTC+2.
    assert made.texts.get(language="en").body == "Until 31 March 2020, 18:00 (Geneva time, UTC+2)."


def test_rule_19_an_extension_goes_out_with_its_letter_in_one_act(asked: Asked) -> None:
    by = asked.performer("secretariat")
    until = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 29))
    made = letters.begin(asked.world.consultation.pk, by, NOW, until, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    Contact.objects.create(member=_member("GH"), name="Office", email="gh@gov.example")
    send(made, by)
    assert asked.enquiry.deadline.local.date() == date(2020, 5, 29)
    extension = asked.enquiry.extensions.get()
    assert extension.letter.symbol == "DM-20/1007"
    body = made.texts.get(language="en").body
    assert "22 May 2020, 23:59 (Geneva time, UTC+2)" in body
    assert "29 May 2020, 23:59 (Geneva time, UTC+2)" in body


def test_rule_19_no_extension_after_the_deadline_and_none_to_an_earlier_one(asked: Asked) -> None:
    by = asked.performer("secretariat")
    earlier = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 21))
    made = letters.begin(asked.world.consultation.pk, by, NOW, earlier, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    assert code(lambda: send(made, by)) == "not_later"
    later = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 29))
    letters.edit(made, by, NOW, later)
    assert code(lambda: send(made, by, END + timedelta(seconds=1))) == "deadline_passed"
    assert not asked.enquiry.extensions.exists()
    act = lambda: letters.begin(asked.world.consultation.pk, by, NOW, later, template="extension")  # noqa: E731
    assert code(act) == "extension_of_what"


def test_rule_20_a_correction_says_what_it_replaces_and_what_changes(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    day = date(2020, 5, 20)

    def correct(of: Letter, change: Change, words: str = "The date") -> Letter:
        return correcting.correct(of, secretariat, NOW, change, what_changes=words, dated=day)

    assert code(lambda: correct(made, Change.REVISION)) == "draft_is_edited"
    annexes.add(made, secretariat, NOW, Annex.Kind.TEXT, {one: AnnexWords("T", "B") for one in LANGUAGES})
    asking.ask(made, secretariat, NOW, ITEMS)
    send(made, secretariat, stand_ins={f"q.{one}": "en" for one in LANGUAGES})
    assert code(lambda: correct(made, Change.REVISION, " ")) == "says_what_it_replaces"
    revision = correct(made, Change.REVISION)
    assert revision.symbol == "DM-20/1005/Rev.1"
    assert revision.texts.get(language="fr").subject == "Subject fr"
    assert {text.state for text in revision.texts.all()} == {"draft"}
    assert revision.annexes.get().texts.count() == len(LANGUAGES)
    assert letter_queries.enquiry_of(revision) == Enquiry.objects.get()
    assert correct(made, Change.REVISION).symbol == "DM-20/1005/Rev.2"
    corrigendum = correct(made, Change.CORRIGENDUM)
    assert corrigendum.symbol == "DM-20/1005/Corr.1"
    assert "{replaces}" in corrigendum.texts.get(language="en").body
    corrigendum.texts.update(state=LetterText.State.CHECKED)
    send(corrigendum, secretariat, stand_ins={f"q.{one}": "en" for one in LANGUAGES})
    assert corrigendum.texts.get(language="en").body.endswith("letter DM-20/1005 is corrected as follows.\n\nThe date")
    found = letter_queries.by_symbol(reached.consultation, "DM-20/1005/Corr.1")
    assert found == corrigendum


def test_a_symbol_that_is_none_finds_no_letter(world: World) -> None:
    make_letter(world)
    for symbol in ("DM-20/1005/Rev.1", "DM-20", "DM-20/x", "DM-20/²", "DM-20/" + "9" * 40, ""):
        assert letter_queries.by_symbol(world.consultation, symbol) is None
    assert letter_queries.by_symbol(world.consultation, "DM-20/1005")


def test_the_focal_point_acknowledges_once_and_nobody_else(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    brazil, norway = _member("BR"), _member("NO")
    for name in ("br2", "jp", "secretariat"):
        other = Performer(reached[name].person)
        assert code(lambda other=other: acknowledge(row, other, NOW, brazil)) in {"no_mandate", "not_permitted"}  # type: ignore[misc]
    first = acknowledge(row, Performer(reached["br"].person), NOW, brazil)
    again = acknowledge(row, Performer(reached["br"].person), NOW + timedelta(hours=1), brazil)
    assert (first.pk, again.at) == (again.pk, NOW)
    FocalPoint.objects.create(consultation=reached.consultation, member=norway, person=reached["no"].person, start=SENT)
    assert code(lambda: acknowledge(row, Performer(reached["no"].person), NOW, norway)) == "letter_not_to_member"


def test_whoever_got_the_mail_acknowledges_by_its_link(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    japan = row.mailing.deliveries.get(member__code="JP")  # type: ignore[union-attr]
    said = acknowledge_by_link(row, japan, "192.0.2.1", NOW)
    assert (said.person, said.delivery) == (None, japan)
    assert Entry.objects.latest("pk").system == "letter link"
    brazil = row.mailing.deliveries.get(member__code="BR")  # type: ignore[union-attr]
    FocalPoint.objects.update(end=NOW - timedelta(minutes=1))
    assert code(lambda: acknowledge_by_link(row, brazil, None, NOW)) == "mandate_over"


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

    one = written(world, secretariat)
    asking.ask(one, secretariat, NOW, ITEMS)
    few = reads()
    for number in range(1006, 1011):
        more = written(world, secretariat, head=Head("DM-20", number, date(2020, 5, 14), COUNCIL, "Dr. A"))
        asking.ask(more, secretariat, NOW, ITEMS)
    assert reads() == few
