"""Readiness for a sitting at the desk: who stands out, the picture, the counts, and asking everybody to test."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.reasons import MailCode
from hemicycle.people.models import Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.readiness import Connection, Coverage, Practised
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Attendance, Removal, Sitting
from hemicycle.support.actions.connection_tests import entered as entry
from hemicycle.support.actions.readiness import Asked, ask
from hemicycle.support.measurements import EntryMeasurements
from hemicycle.support.readiness import readiness
from tests.factories import SLUG, START
from tests.support.floor import by
from tests.support.measuring import entered
from tests.web.support.test_connection_tests import measured_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.support.readiness import MemberReadiness, Participant
    from tests.factories import World

DENIED: dict[str, Any] = {"microphone": {"state": "denied"}}


def page(world: World, more: str = "") -> str:
    return f"/consultations/{SLUG}/desk/sittings/{world.sitting.pk}/readiness/{more}"


def member(world: World, code: str) -> MemberReadiness:
    return next(row for row in readiness(world.sitting).members if row.member.code == code)


def person(world: World, who: str) -> Participant:
    return next(row for row in readiness(world.sitting).participants if row.registration.pk == world[who].pk)


def number_to_ask(world: World, wanted: Connection, *, again: bool = False) -> int:
    return len(readiness(world.sitting).to_ask(wanted, timezone.now(), again=again))


def ask_all(world: World, wanted: Connection = Connection.UNTESTED, *, again: bool = False) -> Mailing:
    number, asked = number_to_ask(world, wanted, again=again), Asked(world.sitting.pk, wanted, again=again)
    return ask(world.consultation.pk, by(world, "secretariat"), timezone.now(), asked, number)


def test_a_member_is_as_far_as_its_people(world: World) -> None:
    assert member(world, "BR").coverage is Coverage.WITHOUT
    measured_of(world, "br")
    assert member(world, "BR").coverage is Coverage.ONE
    assert person(world, "br").test is not None
    row = member(world, "BR")
    assert [row.has_deputy(one) for one in row.participants if one.registration.pk == world["br2"].pk] == [True]
    assert [row.has_deputy(one) for one in row.participants if one.registration.pk == world["br"].pk] == [False]
    measured_of(world, "br2")
    assert member(world, "BR").coverage is Coverage.DEPUTY


def test_the_last_test_counts(world: World) -> None:
    measured_of(world, "br")
    measured_of(world, "br", **DENIED)
    assert person(world, "br").connection is Connection.UNUSABLE


def test_an_entry_changes_nothing_but_to_the_worse(world: World) -> None:
    def enters(hours: int, **line: Any) -> None:
        found, at = EntryMeasurements.model_validate(entered(**line)), timezone.now() + timedelta(hours=hours)
        entry(world.consultation.pk, by(world, "br"), at, world["br"].pk, found)

    enters(-1)
    assert person(world, "br").connection is Connection.UNTESTED
    measured_of(world, "br")
    enters(1)
    assert person(world, "br").connection is Connection.WORKING
    enters(2, lost_down=0.5)
    assert person(world, "br").connection is Connection.UNUSABLE


@pytest.mark.parametrize("changes", [{"status": "pending"}, {"status": "endorsed"}, {"days": ["2020-06-12"]}], ids=str)
def test_who_may_not_enter_makes_no_member_ready(world: World, changes: dict[str, Any]) -> None:
    measured_of(world, "jp")
    Registration.objects.filter(pk=world["jp"].pk).update(**changes)

    assert not person(world, "jp").entitled
    assert member(world, "JP").coverage is Coverage.NOBODY


def test_who_was_removed_may_not_enter(world: World) -> None:
    Removal.objects.create(sitting=world.sitting, registration=world["jp"], reason="noise", at=START)
    assert not person(world, "jp").entitled


def test_who_withdrew_is_not_there_and_the_member_stays(world: World) -> None:
    Registration.objects.filter(pk=world["jp"].pk).update(status="withdrawn")
    assert member(world, "JP").participants == ()
    assert member(world, "JP").lacking


def test_practised_is_who_was_in_an_earlier_rehearsal(world: World) -> None:
    def held(kind: SittingKind, number: int, who: str, days: int) -> None:
        at = START + timedelta(days=days)
        sitting = Sitting.objects.create(
            consultation=world.consultation, number=number, kind=kind.value, opens_at=at, closes_at=at
        )
        Attendance.objects.create(sitting=sitting, registration=world[who], session=who, joined_at=at)

    held(SittingKind.REHEARSAL, 1, "br", -2)
    held(SittingKind.TEST, 1, "jp", -1)
    held(SittingKind.TEST, 2, "gh", 1)
    held(SittingKind.SITTING, 9, "no", -1)

    assert [person(world, who).practised for who in ("br", "jp", "gh", "no")] == [
        *[Practised.REHEARSAL] * 2,
        None,
        None,
    ]


def test_the_page_has_members_that_lack_a_connection_first(world: World, client_of: Callable[[Any], Client]) -> None:
    for who in ("gh", "br", "br2"):
        measured_of(world, who)

    said = client_of(world["technician"]).get(page(world), headers={"accept-language": "en"}).content.decode()
    rows = said[said.index("<tbody") :]

    assert rows.index("Japan") < rows.index("Ghana")
    assert rows.index("Japan") < rows.index("Brazil")
    assert "Deputy ready" in rows
    assert "Ask to test" not in said


def test_the_list_is_narrowed_searched_and_exported(world: World, client_of: Callable[[Any], Client]) -> None:
    measured_of(world, "br")
    client = client_of(world["secretariat"])

    def lines(query: str) -> list[str]:
        return client.get(page(world, f"?format=csv&{query}")).content.decode().strip().splitlines()[1:]

    everybody = lines("")
    assert len(lines("coverage=lacking")) < len(everybody)
    assert len(lines("of=BR")) == 2
    assert len(lines("of=BR&connection=working")) == 1
    assert len(lines("connection=working")) == len(lines("coverage=one&connection=working")) == 1
    assert lines("entry=no") == []
    assert lines("practised=yes") == []
    assert len(lines("capacity=interpreter")) == 2
    assert len(lines(f"q={world['br'].person.name.split()[0]}")) >= 1


def test_a_member_for_which_nobody_is_registered_has_a_row(world: World, client_of: Callable[[Any], Client]) -> None:
    Registration.objects.filter(pk=world["jp"].pk).delete()

    said = client_of(world["secretariat"]).get(page(world, "?of=JP")).content.decode()

    assert "No one is registered" in said


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    def asked() -> int:
        sitting = Sitting.objects.select_related("consultation__body").get(pk=world.sitting.pk)
        with CaptureQueriesContext(connection) as captured:
            readiness(sitting)
        return len(captured)

    before = asked()
    for who in ("br", "br2", "jp", "french"):
        measured_of(world, who)
    assert asked() == before


def test_the_sitting_shows_the_counts_and_leads_there(world: World, client_of: Callable[[Any], Client]) -> None:
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    address = f"/sittings/{world.sitting.pk}/people/"

    desk = client_of(world["technician"]).get(address).content.decode()
    delegate = client_of(world["br"]).get(address).content.decode()

    assert page(world, "?coverage=lacking#list") in desk
    assert "readiness" not in delegate


def test_another_consultation_has_no_such_sitting(world: World, client_of: Callable[[Any], Client]) -> None:
    other = page(world).replace(str(world.sitting.pk), str(world.sitting.pk + 77))
    assert client_of(world["secretariat"]).get(other).status_code == 404


def test_everybody_who_has_not_tested_is_asked_once_in_their_language(world: World) -> None:
    measured_of(world, "br")
    measured_of(world, "jp", **DENIED)
    Registration.objects.filter(pk=world["gh"].pk).update(status="pending")
    number = number_to_ask(world, Connection.UNTESTED)

    mailing = ask_all(world)

    reached = set(Delivery.objects.filter(mailing=mailing).values_list("registration", flat=True))
    assert len(reached) == number
    assert reached.isdisjoint({world["br"].pk, world["jp"].pk, world["gh"].pk})
    assert world["french"].pk in reached
    assert mailing.template == "connection_test_link"
    assert all("{test_link}" in body for body in mailing.body.values())
    entry = Entry.objects.filter(act="mail.send").latest("pk")
    assert (entry.data["people"], entry.data["sitting"], entry.place) == (
        number,
        world.sitting.pk,
        f"mailing:{mailing.pk}",
    )


def test_nobody_is_asked_twice_within_a_day_unless_it_is_said(world: World) -> None:
    everybody = number_to_ask(world, Connection.UNTESTED)
    ask_all(world)

    assert number_to_ask(world, Connection.UNTESTED) == 0
    with pytest.raises(Refusal) as refused:
        ask_all(world)
    assert refused.value.reason.code is MailCode.MAIL_TO_NOBODY
    assert Delivery.objects.filter(mailing=ask_all(world, again=True)).count() == everybody
    Mailing.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert number_to_ask(world, Connection.UNTESTED) == everybody


def test_who_failed_is_asked_in_other_words(world: World) -> None:
    measured_of(world, "jp", **DENIED)

    mailing = ask_all(world, Connection.UNUSABLE)

    assert mailing.template == "connection_test_again"
    assert list(mailing.deliveries.values_list("registration", flat=True)) == [world["jp"].pk]


def test_another_number_than_was_shown_is_refused(world: World) -> None:
    asked = Asked(world.sitting.pk, Connection.UNTESTED)
    with pytest.raises(Refusal) as refused:
        ask(world.consultation.pk, by(world, "secretariat"), timezone.now(), asked, 1)
    assert refused.value.reason.code is MailCode.MAIL_PEOPLE_CHANGED
    assert not Mailing.objects.exists()


def test_the_page_shows_what_is_sent_and_sends_it(world: World, client_of: Callable[[Any], Client]) -> None:
    measured_of(world, "jp", **DENIED)
    client, address = client_of(world["secretariat"]), page(world, "ask/")

    shown = client.get(address, {"to": "unusable"}).content.decode()
    assert "Send to 1 person" in shown
    assert "you would not have been heard" in shown

    answer = client.post(address, {"act": "send", "to": "unusable", "number": "1"})
    mailing = Mailing.objects.get()
    assert answer["location"] == f"/consultations/{SLUG}/desk/mail/{mailing.pk}/"
    again = client.get(address, {"to": "unusable"}).content.decode()
    assert "1 more was asked within the last 24 hours" in again
    assert "No one is to be asked." in again


def test_the_page_says_why_nothing_was_sent(world: World, client_of: Callable[[Any], Client]) -> None:
    answer = client_of(world["secretariat"]).post(page(world, "ask/"), {"act": "send", "to": "untested", "number": "3"})

    assert answer.status_code == 422
    assert "and not to 3" in answer.content.decode()
    assert not Mailing.objects.exists()


def test_a_technician_does_not_write(world: World, client_of: Callable[[Any], Client]) -> None:
    client = client_of(world["technician"])
    assert client.get(page(world, "ask/")).status_code == 403
    assert client.post(page(world, "ask/"), {"act": "send", "number": "1"}).status_code == 403


def test_members_without_a_connection_wait_at_the_desk_before_a_sitting(
    world: World, client_of: Callable[[Any], Client]
) -> None:
    def shown(hours: int) -> str:
        opens = timezone.now() + timedelta(hours=hours)
        Sitting.objects.filter(pk=world.sitting.pk).update(
            state=SittingState.PLANNED.value, opens_at=opens, closes_at=opens + timedelta(hours=3)
        )
        return client_of(world["secretariat"]).get(f"/consultations/{SLUG}/desk/").content.decode()

    assert "Members without a working connection" in shown(48)
    assert "Members without a working connection" not in shown(96)
    assert "Members without a working connection" not in shown(-1)
