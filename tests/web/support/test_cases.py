"""Cases of the help desk: the queue, one case, a call, the page of who asks, and the figures."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.people.models import Person, Registration
from hemicycle.rules.help_cases import FLOOD_MOST, REOPEN_WITHIN, CaseCause
from hemicycle.support.actions import cases as actions
from hemicycle.support.models import HelpCase, HelpMessage
from tests.factories import SLUG, START
from tests.support.floor import by
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[Any], Client]

HELP = f"/consultations/{SLUG}/help/"
DESK = f"/consultations/{SLUG}/desk/help/"
STATISTICS = f"{DESK}statistics/"


def asked(world: World, who: str = "br", text: str = "No sound in French") -> HelpCase:
    """A case of somebody, opened outside a sitting."""
    return actions.ask(world.consultation.pk, by(world, who), timezone.now(), text)


def address(case: HelpCase) -> str:
    return f"{DESK}{case.pk}/"


def do(client: Client, case: HelpCase, act: str, **form: Any) -> HttpResponse:
    """Press a button of the page of a case."""
    fields = {f"{act}-{name}": value for name, value in form.items()}
    return client.post(address(case), {"act": act, **fields}, follow=True)  # type: ignore[return-value]


def test_a_question_becomes_a_case_whose_answer_its_person_reads(world: World, client_of: ClientOf) -> None:
    delegate, technician = client_of(world["br"]), client_of(world["technician"])
    answer = delegate.post(HELP, {"act": "ask", "ask-text": "I hear nothing.\nNot even the floor."}, follow=True)
    assert "Its number is 1" in html_of(answer)
    case = HelpCase.objects.get()
    assert (case.channel, case.status, case.registration, case.sitting) == ("chat", "new", world["br"], None)
    assert "I hear nothing." in html_of(technician.get(DESK))

    do(technician, case, "answer", text="Choose your loudspeaker once more.")
    case.refresh_from_db()
    assert (case.status, case.assignee, case.waiting_since) == ("in_work", world["technician"], None)
    page = html_of(delegate.get(HELP))
    assert "Choose your loudspeaker once more." in page
    assert "I hear nothing.<br>Not even the floor." in page


def test_a_private_note_is_for_the_desk_alone(world: World, client_of: ClientOf) -> None:
    case = asked(world)
    do(client_of(world["secretariat"]), case, "note", text="The ministry uses an old proxy.")
    assert "an old proxy" in html_of(client_of(world["technician"]).get(address(case)))
    assert "an old proxy" not in html_of(client_of(world["br"]).get(HELP))
    case.refresh_from_db()
    assert (case.status, case.assignee) == ("new", None)


def test_of_two_who_take_a_case_the_second_is_told_who_has_it(world: World, client_of: ClientOf) -> None:
    case = asked(world)
    assert "You have this case now." in html_of(do(client_of(world["technician"]), case, "take"))
    second = do(client_of(world["secretariat"]), case, "take")
    assert second.status_code == 409
    assert f"{world['technician'].person.name} has taken this case already" in html_of(second)
    case.refresh_from_db()
    assert (case.assignee, case.status) == (world["technician"], "in_work")
    again = do(client_of(world["technician"]), case, "take")
    assert "You have this case already." in html_of(again)


def test_a_case_is_handed_over_with_a_note(world: World, client_of: ClientOf) -> None:
    case = asked(world)
    technician = client_of(world["technician"])
    do(technician, case, "take")
    do(technician, case, "hand_over", to=world["secretariat"].pk, text="Call them at noon.")
    case.refresh_from_db()
    assert case.assignee == world["secretariat"]
    note = case.messages.get(kind=HelpMessage.Kind.NOTE)
    assert (note.text, note.author) == ("Call them at noon.", world["technician"])
    nobody = do(technician, case, "hand_over", to=world["br"].pk, text="")
    assert nobody.status_code == 422


def test_between_two_shifts_all_open_cases_are_handed_over_at_once(world: World, client_of: ClientOf) -> None:
    technician = client_of(world["technician"])
    mine = [asked(world), asked(world, "jp"), asked(world, "gh")]
    for case in mine:
        do(technician, case, "take")
    do(technician, mine[2], "solve", cause="microphone")
    other = asked(world, "no")
    sent = {"act": "hand_over_all", "all-to": world["secretariat"].pk, "all-text": "My shift is over."}
    page = html_of(technician.post(DESK, sent, follow=True))
    assert "2 cases are handed over." in page
    holders = dict(HelpCase.objects.values_list("pk", "assignee"))
    assert [holders[case.pk] for case in (*mine, other)] == [
        world["secretariat"].pk,
        world["secretariat"].pk,
        world["technician"].pk,
        None,
    ]
    assert HelpMessage.objects.filter(kind="note", text="My shift is over.").count() == 2
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["step"]) == ("help.answer", "hand_over_all")
    assert technician.post(DESK, sent).status_code == 409


def test_a_case_waits_is_solved_with_its_cause_and_is_reopened(world: World, client_of: ClientOf) -> None:
    case, technician = asked(world), client_of(world["technician"])
    do(technician, case, "wait")
    case.refresh_from_db()
    assert (case.status, case.waiting_since) == ("waiting", None)
    unsaid = do(technician, case, "solve", cause="")
    assert unsaid.status_code == 422
    assert "Choose the cause" in html_of(unsaid)
    do(technician, case, "solve", cause="network")
    case.refresh_from_db()
    assert (case.status, case.cause, case.solved_at is not None) == ("solved", "network", True)
    assert do(technician, case, "wait").status_code == 409
    do(technician, case, "reopen")
    case.refresh_from_db()
    assert (case.status, case.cause, case.solved_at) == ("reopened", "", None)


def test_its_person_reopens_a_case_within_three_days_and_no_later(world: World, client_of: ClientOf) -> None:
    case, delegate = asked(world), client_of(world["br"])
    where = (world.consultation.pk, by(world, "technician"), timezone.now(), case.pk)
    actions.solve(*where, CaseCause.CAMERA)
    more = {"act": "more", "case": case.pk, f"case{case.pk}-text": "It is black again."}
    assert "Reopen and send" in html_of(delegate.get(HELP))
    delegate.post(HELP, more)
    case.refresh_from_db()
    assert (case.status, case.cause) == ("reopened", "")
    actions.solve(*where, CaseCause.CAMERA)
    HelpCase.objects.update(solved_at=timezone.now() - REOPEN_WITHIN - timedelta(minutes=1))
    assert "Reopen and send" not in html_of(delegate.get(HELP))
    late = delegate.post(HELP, more)
    assert late.status_code == 409
    assert "more than 3 days ago" in html_of(late)


def test_a_call_is_entered_by_who_takes_it(world: World, client_of: ClientOf) -> None:
    technician = client_of(world["technician"])
    Person.objects.filter(pk=world["jp"].person_id).update(phone="+81 3 1234")
    form = html_of(technician.get(f"{DESK}call/?registration={world['jp'].pk}"))
    assert 'value="+81 3 1234"' in form
    sent = {"registration": world["jp"].pk, "call_back": "+81 3 1234", "text": "Cannot sign in."}
    page = html_of(technician.post(f"{DESK}call/", sent, follow=True))
    case = HelpCase.objects.get()
    assert (case.channel, case.registration, case.assignee) == ("telephone", world["jp"], world["technician"])
    assert (case.status, case.waiting_since, case.answered_at) == ("in_work", None, case.opened_at)
    assert "The call is entered. Its number is 1" in page
    assert "+81 3 1234" in page


def test_a_stranger_who_calls_is_marked_and_is_written_no_answer(world: World, client_of: ClientOf) -> None:
    technician = client_of(world["technician"])
    nobody = technician.post(f"{DESK}call/", {"text": "Where is the registration form?"})
    assert nobody.status_code == 422
    assert "Choose the person who calls" in html_of(nobody)
    sent = {"stranger": "Ms. Lee of the press", "call_back": "+41 22 1", "text": "Where is the registration form?"}
    page = html_of(technician.post(f"{DESK}call/", sent, follow=True))
    assert "not registered" in page
    case = HelpCase.objects.get()
    assert (case.registration, case.stranger) == (None, "Ms. Lee of the press")
    assert do(technician, case, "answer", text="On the page.").status_code == 409


def test_a_flood_of_messages_is_refused_with_a_reason(world: World, client_of: ClientOf) -> None:
    delegate = client_of(world["br"])
    for number in range(FLOOD_MOST):
        assert delegate.post(HELP, {"act": "ask", "ask-text": f"Message {number}"}).status_code == 302
    refused = delegate.post(HELP, {"act": "ask", "ask-text": "One more"})
    assert refused.status_code == 429
    assert "Wait a minute before you write again." in html_of(refused)
    assert "One more" in html_of(refused)
    assert client_of(world["jp"]).post(HELP, {"act": "ask", "ask-text": "Hello"}).status_code == 302


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json"])
def test_a_gigabyte_is_refused_in_words_before_it_is_read(world: World, client_of: ClientOf, kind: str) -> None:
    """Nobody sends files here, and somebody tries."""

    class Endless(BytesIO):
        pieces: ClassVar[list[int]] = []

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 <= size <= 1 << 20, "all at once"
            self.pieces.append(size)
            return b"x" * size

    where = HELP if kind.startswith("multipart") else f"/sittings/{world.sitting.pk}/commands"
    sent: dict[str, Any] = {"CONTENT_LENGTH": str(1 << 30), "wsgi.input": Endless()}
    answer = client_of(world["br"]).post(where, b"x", content_type=kind, **sent)
    assert answer.status_code == 413
    assert "Nothing was saved." in html_of(answer)
    # So much is thrown away, that a browser shows the answer; the rest is never read.
    assert sum(Endless.pieces) <= 64 << 20


def test_a_text_that_is_too_long_or_empty_stays_in_its_field(world: World, client_of: ClientOf) -> None:
    delegate = client_of(world["br"])
    for text, said in (("x" * 2001, "At most 2000 characters fit here; there are 2001."), (" ", "Enter a text")):
        answer = delegate.post(HELP, {"act": "ask", "ask-text": text})
        assert answer.status_code == 422
        assert said in html_of(answer)
    assert not HelpCase.objects.exists()


def test_nobody_writes_in_the_case_of_another(world: World, client_of: ClientOf) -> None:
    case = asked(world)
    for key in (case.pk, 0, "x", "9" * 30):
        sent = {"act": "more", "case": key, f"case{case.pk}-text": "Hello", "case0-text": "Hello"}
        answer = client_of(world["jp"]).post(HELP, sent)
        assert answer.status_code == 404
        assert "This case does not exist" in html_of(answer)
    assert case.messages.count() == 1
    assert client_of(world["jp"]).get(address(case)).status_code == 403


def test_who_is_not_confirmed_any_more_asks_no_more_and_their_case_stays(world: World, client_of: ClientOf) -> None:
    case = asked(world)
    Registration.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    assert client_of(world["br"]).post(HELP, {"act": "ask", "ask-text": "Hello"}).status_code in {302, 403}
    assert HelpCase.objects.count() == 1
    page = html_of(client_of(world["technician"]).get(address(case)))
    assert world["br"].person.name in page


def test_who_was_removed_from_the_sitting_still_asks_for_help(world: World, client_of: ClientOf) -> None:
    world.sitting.removals.create(registration=world["br"], reason="Noise", at=timezone.now())
    answer = client_of(world["br"]).post(HELP, {"act": "ask", "ask-text": "Why was I removed?"}, follow=True)
    assert "Its number is 1" in html_of(answer)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2, 3}),
        ("q=brazil", {1}),
        ("q=sound", {1}),
        ("q=lee", {3}),
        ("status=open", {1, 2}),
        ("status=solved", {3}),
        ("holder=mine", {2}),
        ("holder=nobody", {1}),
        ("channel=telephone", {3}),
        ("cause=sign_in", {3}),
        ("day=1999-01-01", set()),
    ],
)
def test_the_queue_is_searched_and_narrowed(query: str, found: set[int], world: World, client_of: ClientOf) -> None:
    asked(world)
    taken = asked(world, "jp", "No picture")
    where = (world.consultation.pk, by(world, "technician"), timezone.now())
    actions.take(*where, taken.pk)
    call = actions.enter_call(*where, registration=None, stranger="Ms. Lee", call_back="", text="A code")
    actions.hand_over(*where, call.pk, to=world["secretariat"].pk, text="")
    actions.solve(*where, call.pk, CaseCause.SIGN_IN)
    page = html_of(client_of(world["technician"]).get(f"{DESK}?{query}"))
    assert {int(number) for number in re.findall(rf'href="{DESK}\d+/">(\d+)<', page)} == found
    csv = client_of(world["technician"]).get(f"{DESK}?{query}&format=csv").content.decode()
    assert len(csv.strip().splitlines()) == len(found) + 1


def test_who_waits_longest_comes_first(world: World, client_of: ClientOf) -> None:
    for who in ("br", "jp", "gh"):
        asked(world, who)
    HelpCase.objects.filter(number=2).update(waiting_since=timezone.now() - timedelta(hours=1))
    HelpCase.objects.filter(number=1).update(waiting_since=None)
    page = html_of(client_of(world["technician"]).get(DESK))
    assert re.findall(rf'href="{DESK}\d+/">(\d+)<', page) == ["2", "3", "1"]


def test_the_queue_takes_as_many_queries_however_many_cases(world: World, client_of: ClientOf) -> None:
    client, counts = client_of(world["technician"]), []
    client.get(DESK)
    for names in (("br",), ("jp", "gh", "no")):
        for who in names:
            asked(world, who)
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_page_that_is_open_asks_whether_anything_is_new(world: World, client_of: ClientOf) -> None:
    case, technician, delegate = asked(world), client_of(world["technician"]), client_of(world["br"])
    for client, page in ((technician, address(case)), (delegate, HELP)):
        found = re.search(r'data-seen="([^"]*)"', html_of(client.get(page)))
        assert found
        assert client.get(page, {"live": "1", "seen": found[1]}).status_code == 204
        assert client.get(page, {"live": "1", "seen": "other"}).status_code == 200


def test_the_figures_of_a_day_lead_to_their_cases(world: World, client_of: ClientOf) -> None:
    where = (world.consultation.pk, by(world, "technician"))
    for minutes, cause in ((2, CaseCause.NETWORK), (4, CaseCause.NETWORK), (30, CaseCause.CAMERA)):
        case = actions.ask(world.consultation.pk, by(world, "br"), START, "No sound")
        actions.solve(*where, START + timedelta(minutes=minutes), case.pk, cause)
    technician = client_of(world["technician"])
    page = html_of(technician.get(STATISTICS))
    assert "median time to the first answer: 4 minutes" in page
    assert re.search(rf'href="{DESK}\?cause=network">[^<]+</a> <b class="num">2</b>', page)
    day = "2020-06-09"
    assert f"{DESK}?day={day}" in page
    narrowed = html_of(technician.get(f"{DESK}?cause=network"))
    assert len(re.findall(rf'href="{DESK}\d+/">', narrowed)) == 2
    csv = technician.get(f"{STATISTICS}?format=csv").content.decode().splitlines()
    assert csv[1].startswith(f"{day},3,3,4")


def test_proposals_are_added_once_and_put_into_an_answer(world: World, client_of: ClientOf) -> None:
    technician, case = client_of(world["technician"]), asked(world)
    ready = reverse("ready_answers", args=[SLUG])
    assert "Add 6 proposals" in html_of(technician.get(ready))
    technician.post(ready, {"act": "propose"})
    page = html_of(technician.get(ready))
    assert "Allow the microphone" in page
    assert "proposals" not in page
    refused = technician.post(ready, {"act": "propose"})
    assert refused.status_code == 409
    assert "Click the icon at the left" in html_of(technician.get(f"{address(case)}?ready=devices"))
    assert client_of(world["br"]).get(ready).status_code == 403


def test_a_ready_answer_comes_in_the_language_of_the_person(world: World, client_of: ClientOf) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="fr")
    technician, case = client_of(world["technician"]), asked(world)
    new = reverse("ready_answer_new", args=[SLUG])
    sent = {"key": "wait", "name_en": "Wait", "text_en": "One moment.", "text_fr": "Un instant."}
    assert technician.post(new, sent).status_code == 302
    page = html_of(technician.get(f"{address(case)}?ready=wait"))
    assert "Un instant." in page
    assert 'lang="fr"' in page
    assert "One moment." not in page
