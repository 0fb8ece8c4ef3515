"""Letters go out: what stands in the way, one act, never changed afterwards, corrected, acknowledged."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence import letter_queries, missing_languages
from hemicycle.correspondence.actions import annexes, enquiries, letters, papers, replies, sending
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.acknowledging import acknowledge, acknowledge_by_link
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Annex, Enquiry, Letter, LetterText, Reply
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Contact, FocalPoint, Invitation, Member, Seat
from tests.classes import OBSERVER_STATE
from tests.correspondence.conftest import END, NOW, SENT, make_letter
from tests.correspondence.test_letters import (
    COUNCIL,
    HEAD,
    ITEMS,
    begun,
    code,
    member,
    reached,
    secretariat,
    send,
    written,
)
from tests.factories import a_body

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]


def test_a_letter_sent_with_a_language_missing_needs_a_choice_for_each(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat, ("en", "fr"))
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
    some = {"ar": "en", "zh": "en", "ru": "en", "es": "de"}
    assert code(lambda: send(made, secretariat, stand_ins=some)) == "letter_languages_missing"
    assert not Mailing.objects.exists()
    row = send(made, secretariat, stand_ins={**some, "es": "fr"})
    assert row.stand_ins == {"ar": "en", "zh": "en", "ru": "en", "es": "fr"}
    assert missing_languages.out(row) == ["en", "fr"]


def test_a_draft_goes_out_only_where_the_sender_says_so(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    made.texts.filter(language="ru").update(state=LetterText.State.DRAFT)
    assert code(lambda: send(made, secretariat)) == "letter_languages_missing"
    assert missing_languages.out(send(made, secretariat, stand_ins={"ru": "ru"})) == list(LANGUAGES)


def test_a_draft_that_does_not_go_out_stands_in_for_nothing(world: World, secretariat: Performer) -> None:
    made = written(world, secretariat, ("en", "fr"))
    made.texts.filter(language="fr").update(state=LetterText.State.DRAFT)
    found = missing_languages.gaps(letter_queries.whole().get(pk=made.pk))
    everything = {"fr": "en", "ar": "fr", "zh": "en", "ru": "en", "es": "en"}
    held, open_ones = missing_languages.chosen(found, everything)
    assert [gap.key for gap in open_ones] == ["ar"]
    assert missing_languages.chosen(found, {**everything, "fr": "fr"})[1] == []
    assert held["fr"] == "en"


def test_an_annex_and_questions_that_a_language_lacks_are_chosen_too(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    annexes.add(
        made, secretariat, NOW, Annex.Kind.TEXT, {"en": AnnexWords("Report", "Body"), "fr": AnnexWords("R", "B")}
    )
    asking.ask(made, secretariat, NOW, ITEMS)
    found = missing_languages.gaps(letter_queries.whole().get(pk=made.pk))
    assert {gap.key for gap in found} == {f"1.{language}" for language in ("ar", "zh", "ru", "es")} | {
        f"q.{language}" for language in LANGUAGES if language != "en"
    }
    chosen = {gap.key: "en" for gap in found}
    assert send(made, secretariat, stand_ins=chosen).stand_ins == chosen


def test_addressees_without_an_address_are_listed_and_acknowledged(reached: World, secretariat: Performer) -> None:
    kenya = Member.objects.create(body=a_body(), code="KE", kind="state")
    kenya.organ_seats.create(start=date(2019, 1, 1))
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
    # What its lists hold is said in English alone.
    as_it_is = {language: language for language in LANGUAGES}
    send(made, secretariat, stand_ins={f"q.{language}": "en" for language in LANGUAGES} | as_it_is)
    assert "22 May 2020, 24:00" in made.texts.get(language="en").body


def test_a_letter_without_words_is_not_sent(reached: World, secretariat: Performer) -> None:
    assert code(lambda: send(begun(reached, secretariat), secretariat)) == "letter_without_words"


def test_it_is_asked_of_addressees_before_the_deadline(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    observers = (OBSERVER_STATE.value,)
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
    assert papers.release(row, NOW) == 3
    assert papers.release(row, NOW) == 0


def test_rule_20_a_letter_never_changes_once_sent(reached: World, secretariat: Performer) -> None:
    made = written(reached, secretariat)
    annex = annexes.add(
        made, secretariat, NOW, Annex.Kind.TEXT, {language: AnnexWords("T", "B") for language in LANGUAGES}
    )
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
    Contact.objects.create(member=member("GH"), name="Mission", email="mission@gov.example")
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
    found = {gap.key: "en" for gap in missing_languages.gaps(letter_queries.whole().get(pk=made.pk))}
    send(made, secretariat, sent_at, stand_ins=found)
    # On 20 March Geneva is at UTC+1; on the day of the deadline it is at UTC+2.
    assert made.texts.get(language="en").body == "Until 31 March 2020, 18:00 (Geneva time, UTC+2)."


def test_rule_19_an_extension_goes_out_with_its_letter_in_one_act(asked: Asked) -> None:
    by = asked.performer("secretariat")
    until = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 29))
    made = letters.begin(asked.world.consultation.pk, by, NOW, until, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    Contact.objects.create(member=member("GH"), name="Office", email="gh@gov.example")
    send(made, by)
    assert asked.enquiry.deadline.local.date() == date(2020, 5, 29)
    extension = asked.enquiry.extensions.get()
    assert extension.letter.symbol == "DM-20/1007"
    body = made.texts.get(language="en").body
    assert "22 May 2020, 24:00 (Geneva time, UTC+2)" in body
    assert "29 May 2020, 24:00 (Geneva time, UTC+2)" in body


def extension(asked: Asked, *classes: str, number: int = 1007) -> Letter:
    """A letter that gives until 29 May, addressed to some classes."""
    head = Head("DM-20", number, date(2020, 5, 20), classes, "Dr. A", new_day=date(2020, 5, 29))
    by, key = asked.performer("secretariat"), asked.world.consultation.pk
    made = letters.begin(key, by, NOW, head, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    Contact.objects.get_or_create(member=member("GH"), name="Office", email="gh@gov.example")
    Contact.objects.get_or_create(member=member("sm-orbicom"), name="Office", email="sm@orbicom.example")
    Contact.objects.get_or_create(member=member("NO"), name="Office", email="no@gov.example")
    return made


@pytest.mark.parametrize("classes", [("sector_member",), ("council_state", "sector_member")])
def test_rule_19_an_extension_is_not_sent_to_others_than_those_who_were_asked(
    asked: Asked, classes: tuple[str, ...]
) -> None:
    made = extension(asked, *classes)
    assert code(lambda: send(made, asked.performer("secretariat"))) == "extension_to_others"
    assert not asked.enquiry.extensions.exists()


@pytest.mark.parametrize(
    ("day", "until", "why"),
    [
        (date(2202, 5, 29), time(23, 59, 59), "deadline_far_off"),
        (date(2021, 3, 28), time(2, 30), "no_such_local_time"),
    ],
)
def test_rule_17_no_letter_extends_to_a_deadline_that_nobody_can_mean(
    asked: Asked, day: date, until: time, why: str
) -> None:
    """However it came to be kept: it never changes once it is sent."""
    by = asked.performer("secretariat")
    head = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=day, new_time=until)
    made = letters.begin(asked.world.consultation.pk, by, NOW, head, template="extension", extends=asked.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    assert code(lambda: send(made, by)) == why


def test_rule_19_an_extension_goes_to_those_who_were_asked_whatever_they_are_by_now(asked: Asked) -> None:
    """The seat of Japan has ended meanwhile, and Norway has one."""
    Seat.objects.filter(member=asked.member("jp")).update(end=SENT.date())
    Seat.objects.create(member=asked.member("no"), start=SENT.date() + timedelta(days=1))
    made = send(extension(asked, "council_state"), asked.performer("secretariat"))
    assert set(made.addressees.values_list("member__code", flat=True)) == {"BR", "GH", "JP"}
    assert made.mailing
    assert set(made.mailing.deliveries.values_list("member__code", flat=True)) == {"BR", "GH", "JP"}


def test_rule_19_what_came_late_while_the_letter_was_on_its_way_is_judged_again_when_it_is_sent(asked: Asked) -> None:
    """Its moment was before the deadline, and it had the lock afterwards."""

    def answer(name: str, choice: str, at: object) -> None:
        said = Answer({asked.questions[0].pk: choice})
        replies.submit(asked.enquiry, asked.performer(name), at, member=asked.member(name), answer=said)  # type: ignore[arg-type]

    made = extension(asked, "council_state")
    answer("br", "yes", END + timedelta(minutes=1))
    answer("jp", "yes", NOW)
    answer("jp", "no", END + timedelta(minutes=1))
    late, changed = Reply.objects.order_by("member__code")
    assert (late.status, changed.counted and changed.counted.number) == ("late", 1)
    send(made, asked.performer("secretariat"), END)
    late.refresh_from_db()
    changed.refresh_from_db()
    assert (late.status, changed.counted and changed.counted.number) == ("counted", 2)


def test_it_is_extended_as_often_as_the_consultation_allows(asked: Asked) -> None:
    by = asked.performer("secretariat")
    enquiries.limit_extensions(asked.world.consultation.pk, by, NOW, 1)
    send(extension(asked, "council_state"), by)
    entry = Entry.objects.filter(act="letter.send").latest("pk")
    assert (entry.data["extends"], entry.data["until"]) == ("DM-20/1005", "2020-05-29T21:59:59+00:00")
    head = Head("DM-20", 1008, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 30))
    again = letters.begin(asked.world.consultation.pk, by, NOW, head, template="extension", extends=asked.enquiry)
    again.texts.update(state=LetterText.State.CHECKED)
    assert code(lambda: send(again, by)) == "extended_often_enough"
    enquiries.limit_extensions(asked.world.consultation.pk, by, NOW, None)
    send(again, by)
    assert asked.enquiry.extensions.count() == 2


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


def test_a_symbol_that_is_none_finds_no_letter(world: World) -> None:
    make_letter(world)
    for symbol in ("DM-20/1005/Rev.1", "DM-20", "DM-20/x", "DM-20/²", "DM-20/" + "9" * 40, ""):
        assert letter_queries.by_symbol(world.consultation, symbol) is None
    assert letter_queries.by_symbol(world.consultation, "DM-20/1005")


def test_the_focal_point_acknowledges_once_and_nobody_else(reached: World, secretariat: Performer) -> None:
    row = send(written(reached, secretariat), secretariat)
    brazil, norway = member("BR"), member("NO")
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
