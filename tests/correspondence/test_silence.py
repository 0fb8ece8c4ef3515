"""A silence procedure: hours from the moment of sending, broken and told at once, extended as often as allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence import clearing, letter_queries, notices, silence, waiting
from hemicycle.correspondence.actions import enquiries, letters, replies
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Enquiry, LetterText
from hemicycle.correspondence.placeholders import Filler, deadline_words
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Registration
from tests.correspondence.conftest import LATE, NOW, make_extension
from tests.correspondence.replying import SOON
from tests.correspondence.test_letters import COUNCIL, begun, code, reached, secretariat, send
from tests.support.extending import extend

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked
    from tests.factories import World

__all__ = ["reached", "secretariat"]

PROPOSAL = (Put(1, {"en": "The proposal of document C20/70"}),)
IN_HOURS = Asking("silence", COUNCIL, date(2020, 5, 31), questions=PROPOSAL, hours=72)


@pytest.fixture
def draft(reached: World, secretariat: Performer) -> Letter:
    """A letter that gives a proposal 72 hours from its sending."""
    made = begun(reached, secretariat)
    state = LetterText.State.CHECKED.value
    body = "It is adopted unless a Member objects by **{deadline}**."
    letters.write(made, secretariat, NOW, {"en": Words("A proposal", body, state)})
    asking.ask(made, secretariat, NOW, IN_HOURS)
    return letter_queries.whole().get(pk=made.pk)


def test_before_it_is_sent_a_letter_gives_the_hours_and_afterwards_day_and_time(
    draft: Letter, secretariat: Performer
) -> None:
    enquiry = draft.enquiry
    assert enquiry.waits_for_sending
    assert deadline_words(enquiry) == "72 hours after it is sent"
    assert "by **72 hours after it is sent**" in Filler(draft, "en", marking=True)(draft.texts.get().body)
    assert "**72 horas" not in deadline_words(enquiry)
    at = NOW + timedelta(hours=5, minutes=6, seconds=7)
    stand_ins = dict.fromkeys(("ar", "zh", "fr", "ru", "es"), "en")
    row = send(draft, secretariat, at, stand_ins={**stand_ins, **{f"questions.{x}": "en" for x in stand_ins}})
    sent = Enquiry.objects.select_related("letter").get(letter=row)
    assert not sent.waits_for_sending
    # To the next full minute.
    assert sent.deadline.moment == (at + timedelta(hours=72)).replace(second=0) + timedelta(minutes=1)
    assert "by **24 May 2020, 05:06 (Geneva time, UTC+2)**" in row.texts.get().body.replace("05:07", "05:06")
    assert deadline_words(sent) in row.texts.get().body


def test_a_clearance_holds_however_long_the_letter_waits(draft: Letter, secretariat: Performer) -> None:
    before = clearing.fingerprint(draft)
    asking.ask(draft, secretariat, NOW + timedelta(days=2), IN_HOURS)
    assert clearing.fingerprint(letter_queries.whole().get(pk=draft.pk)) == before
    asking.ask(draft, secretariat, NOW, replace(IN_HOURS, hours=48))
    assert clearing.fingerprint(letter_queries.whole().get(pk=draft.pk)) != before


@pytest.fixture
def silent(asked: Asked) -> Asked:
    """The enquiry goes by silence, and puts one proposal."""
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(kind=Enquiry.Kind.SILENCE.value)
    asked.enquiry = Enquiry.objects.select_related("letter__consultation").get(pk=asked.enquiry.pk)
    return asked


def says(asked: Asked, name: str, choice: str, at: datetime = NOW) -> None:
    answer = Answer({asked.questions[0].pk: choice})
    replies.submit(asked.enquiry, asked.performer(name), at, member=asked.member(name), answer=answer)


def told() -> set[str]:
    rows = Delivery.objects.filter(mailing__template="silence_broken")
    return set(rows.values_list("address", flat=True))


def test_the_first_objection_breaks_it_and_is_told_at_once_to_all_whom_it_concerns(silent: Asked) -> None:
    says(silent, "br", "no_objection")
    notices.queue_waiting()
    assert (silence.broken([silent.enquiry]), told()) == (set(), set())
    says(silent, "jp", "object", SOON)
    notices.queue_waiting()
    assert silence.broken([silent.enquiry]) == {silent.enquiry.pk}
    of_body = Registration.objects.filter(role__in=["secretariat", "chair", "vice_chair"], status="confirmed")
    answering = {silent.world[name].person.email for name in ("br", "jp")}
    assert told() == {*of_body.values_list("person__email", flat=True), *answering}
    mail = Mailing.objects.get(template="silence_broken")
    assert "an objection to letter DM-20/1005 was received" in mail.body["en"]
    assert "Japan" not in mail.body["en"], "it names nobody"
    # A second objection, and one that is repeated, tell it no second time.
    says(silent, "br", "object", SOON + timedelta(minutes=1))
    says(silent, "jp", "object", SOON + timedelta(minutes=2))
    notices.queue_waiting()
    assert Mailing.objects.filter(template="silence_broken").count() == 1


def test_an_objection_that_is_taken_back_or_comes_late_breaks_nothing(silent: Asked) -> None:
    says(silent, "br", "object")
    says(silent, "br", "no_objection", SOON)
    assert silence.broken([silent.enquiry]) == set()
    says(silent, "jp", "object", LATE)
    notices.queue_waiting()
    assert silence.broken([silent.enquiry]) == set()
    assert Mailing.objects.filter(template="silence_broken").count() == 1, "of the one that counted once"


def test_other_enquiries_are_never_broken_and_ask_nothing(asked: Asked) -> None:
    assert silence.broken([asked.enquiry]) == set()
    assert not silence.objects(asked.enquiry, None)


def test_once_broken_its_result_is_declared_before_the_deadline(silent: Asked) -> None:
    chair = silent.performer("chair")
    assert code(lambda: enquiries.declare(silent.enquiry, chair, NOW)) == "deadline_still_runs"
    says(silent, "jp", "object")
    enquiries.declare(silent.enquiry, chair, SOON)
    assert Enquiry.objects.get(pk=silent.enquiry.pk).declared_at == SOON


def test_rule_19_no_letter_extends_it_once_its_result_is_declared(silent: Asked) -> None:
    by, consultation = silent.performer("secretariat"), silent.world.consultation.pk
    head = Head("DM-20", 1007, date(2020, 5, 20), COUNCIL, "Dr. A", new_day=date(2020, 5, 29))
    made = letters.begin(consultation, by, NOW, head, template="extension", extends=silent.enquiry)
    made.texts.update(state=LetterText.State.CHECKED)
    says(silent, "jp", "object")
    enquiries.declare(silent.enquiry, silent.performer("chair"), SOON)
    assert code(lambda: send(made, by, SOON + timedelta(minutes=1))) == "result_declared"
    assert not silent.enquiry.extensions.exists()


def objecting(asked: Asked) -> list[tuple[list[str], datetime]]:
    """The Members of each procedure that waits for somebody because it is broken, and since when."""
    consultation = asked.world.consultation
    codes = {asked.member(name).pk: name for name in ("br", "jp")}
    rows = waiting.broken(consultation, waiting.undeclared(consultation))
    return [([codes[key] for key in row.members], row.since) for row in rows]


def test_it_waits_for_somebody_until_something_is_done_about_its_objections(silent: Asked) -> None:
    minute, by = timedelta(minutes=1), silent.performer("secretariat")
    says(silent, "br", "no_objection")
    assert objecting(silent) == []
    says(silent, "jp", "object", SOON)
    says(silent, "br", "object", SOON + minute)
    assert objecting(silent) == [(["jp", "br"], SOON)]
    # Taken back by one of them.
    says(silent, "jp", "no_objection", SOON + 2 * minute)
    assert objecting(silent) == [(["br"], SOON + minute)]
    # A later deadline for everybody, until somebody objects again.
    letter = make_extension(silent.world)
    key = silent.enquiry.pk
    assert silence.breaks([silent.enquiry]) == {key: silence.Break(SOON + minute, extended=False)}
    extend(silent.enquiry, by, SOON + 3 * minute, letter=letter, day=date(2020, 5, 25))
    assert objecting(silent) == []
    assert silence.breaks([silent.enquiry]) == {key: silence.Break(SOON + minute, extended=True)}
    says(silent, "jp", "object", SOON + 4 * minute)
    assert objecting(silent) == [(["br", "jp"], SOON + minute)]
    assert silence.breaks([silent.enquiry]) == {key: silence.Break(SOON + minute, extended=False)}
    # What was objected to is not asked any more.
    enquiries.withdraw_question(silent.questions[0], by, SOON + 5 * minute, words={"en": "Under revision."})
    assert objecting(silent) == []
    assert silence.breaks([silent.enquiry]) == {}


def test_it_waits_no_longer_once_its_result_is_declared(silent: Asked) -> None:
    says(silent, "jp", "object")
    assert objecting(silent) == [(["jp"], NOW)]
    enquiries.declare(silent.enquiry, silent.performer("chair"), SOON)
    assert objecting(silent) == []


def test_hours_are_counted_over_a_change_of_the_clocks() -> None:
    enquiry = Enquiry(hours=72, zone="Europe/Zurich")
    enquiry.count_from(datetime(2020, 10, 24, 10, tzinfo=UTC))
    # At noon in summer time, and three days later one hour earlier by the clock.
    assert (enquiry.deadline_day, enquiry.deadline_time.isoformat()) == (date(2020, 10, 27), "11:00:00")
    day = Enquiry(deadline_day=date(2020, 5, 22))
    day.count_from(NOW)
    assert day.deadline_day == date(2020, 5, 22), "that of a day stays"


def test_rule_35_a_silence_procedure_of_less_than_72_hours_does_not_go_out(
    draft: Letter, secretariat: Performer
) -> None:
    asking.ask(draft, secretariat, NOW, replace(IN_HOURS, hours=71))
    assert code(lambda: send(letter_queries.whole().get(pk=draft.pk), secretariat, NOW)) == "silence_too_short"
    asking.ask(draft, secretariat, NOW, replace(IN_HOURS, hours=None, day=(NOW + timedelta(days=2)).date()))
    assert code(lambda: send(letter_queries.whole().get(pk=draft.pk), secretariat, NOW)) == "silence_too_short"
