"""Of Brazil: a test, a link to test, a slot, a practice, cases, a call, a mail, and what they said of a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.arrivals import actions as tray
from hemicycle.mail import links
from hemicycle.rules.help_cases import CaseCause
from hemicycle.rules.practice import PracticeKind
from hemicycle.support.actions import bookings, calls, connection_tests, practices, ready_answers, rehearsals
from hemicycle.support.actions import cases as help_cases
from hemicycle.support.measurements import Measurements
from hemicycle.support.models import ConnectionTest
from tests.support.measuring import measured
from tests.support.rehearsing import held_rehearsal
from tests.support.slots import a_slot, held_session
from tests.support.two_consultations.arriving import arrived

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    key, at = whole.consultation.pk, whole.now
    by, brazil = whole.performer("br"), whole["br"]
    test = connection_tests.begin(key, by, at, brazil.pk)
    ConnectionTest.objects.filter(pk=test.pk).update(room="connection-test", room_closed_at=at)
    blocked = {way: {"state": "fails", "ms": None} for way in ("udp", "tcp")}
    found = Measurements.model_validate(measured(line={"way": "relay"}, ways=blocked))
    connection_tests.finish(key, by, at, test.pk, found)
    practices.finish(key, by, at, brazil.pk, practices.Practised(kind=PracticeKind.DELEGATE, seconds=95))
    case = help_cases.ask(key, by, at, "No sound")
    help_cases.answer(key, whole.performer("technician"), at, case.pk, "Choose your loudspeaker.")
    solved = help_cases.ask(key, by, at, "No picture")
    help_cases.solve(key, whole.performer("technician"), at, solved.pk, CaseCause.CAMERA)
    taken, waits = help_cases.ask(key, by, at, "No interpretation"), help_cases.ask(key, by, at, "No documents")
    help_cases.take(key, whole.performer("secretariat"), at, taken.pk)
    mail = arrived(whole, 2)
    tray.file(mail, whole.performer(), at, kind="help", value=str(waits.pk), member=None)
    mine = help_cases.ask(key, by, at, "No sound from my microphone")
    help_cases.take(key, whole.performer("technician"), at, mine.pk)
    call = calls.offer(key, whole.performer("technician"), at, mine.pk)
    ready_answers.add_proposals(key, whole.performer("technician"), at)
    ready_answers.READY_ANSWERS.remove(key, whole.performer("technician"), at, "no_sound")
    whole.consultation.refresh_from_db(fields=["settings"])  # others keep it as they have it
    _link, address = links.make(brazil, links.Purpose.TEST, at)
    whole.objects.update(
        help_case=case.pk,
        help_case_solved=solved.pk,
        help_case_waits=waits.pk,
        help_case_mail=mail.pk,
        help_call_offered=call.pk,
        help_case_taken=taken.pk,
    )
    held = held_rehearsal(whole.consultation, whole, number=2)
    said = rehearsals.comment(key, by, at, held.pk, rehearsals.Said(sound=4, text="An echo was heard."))
    told = held_rehearsal(whole.consultation, whole, number=3)
    rehearsals.publish(key, whole.performer("secretariat"), at, told.pk, published=True)
    rehearsals.close_comments(key, whole.performer("secretariat"), at, told.pk, closed=True)
    whole.objects.update(rehearsal_held=held.pk, rehearsal_comment=said.pk, rehearsal_told=told.pk)
    session = held_session(whole.consultation, number=7)
    booked = a_slot(session, 0, places=2, technician=whole["technician"])
    a_slot(session, 1, places=2)
    bookings.book(key, by, at, brazil.pk, booked.pk)
    whole.objects.update(test_session=session.pk, test_slot=booked.pk)
    whole.objects.update(connection_test=test.pk, token_test=address.rstrip("/").rpartition("/")[2])
