"""What the mail server says, and what then becomes of a message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import answers, mailings, notices
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from hemicycle.mail.sending import WAITS, Sender
from hemicycle.people.models import Person, Registration
from tests.factories import START
from tests.support.mail import body, code, draft, send, states, to

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.factories import World
    from tests.mail.smtp import Server


def later(mailing: Mailing, **time: float) -> None:
    """Let time pass for what waits."""
    for row in mailing.deliveries.exclude(next_at=None):
        row.next_at = row.next_at - timedelta(**time) if row.next_at else None
        row.save()


def test_a_temporary_refusal_is_tried_again_with_growing_waits_and_then_fails(world: World, server: Server) -> None:
    server.to["br@example.org"] = "451 4.7.1 Greylisted, come back"
    mailing = send(world, draft(to(world, "br"), body={"en": "{link}"}), 1)
    waits = []
    for _ in WAITS:
        before = timezone.now()
        assert Sender().round() == 0
        row = mailing.deliveries.get()
        assert (row.state, row.answer) == ("queued", "451 4.7.1 Greylisted, come back")
        assert row.next_at
        waits.append(round((row.next_at - before).total_seconds() / 60))
        assert Sender().round() == 0  # not before its time
        later(mailing, days=2)
    assert waits == list(WAITS)
    Sender().round()
    row = mailing.deliveries.get()
    assert (row.state, row.attempts, row.next_at) == ("failed", len(WAITS) + 1, None)
    assert not PersonalLink.objects.exists()  # what went nowhere opens nothing


def test_a_refusal_for_good_keeps_the_servers_words_and_the_others_go_on(world: World, server: Server) -> None:
    server.to["br@example.org"] = "550 5.1.1 No such user here"
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    assert Sender().round() == 1
    answered = {row.address: (row.state, row.answer) for row in mailing.deliveries.all()}
    assert answered["br@example.org"] == ("failed", "550 5.1.1 No such user here")
    assert answered["jp@example.org"] == ("sent", "")
    assert server.conversations == 1


@pytest.mark.parametrize("said", ["drop", "421 4.3.2 Shutting down"])
def test_a_dropped_conversation_is_begun_again_for_the_others(world: World, server: Server, said: str) -> None:
    server.to["br@example.org"] = said
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    assert Sender().round() == 1
    assert server.reached == ["jp@example.org"]
    del server.to["br@example.org"]
    later(mailing, minutes=5)
    assert Sender().round() == 1
    assert states(mailing) == ["sent", "sent"]


def test_a_server_that_is_away_costs_no_attempt(world: World, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mailing = send(world, draft(to(world, "br")), 1)
    assert Sender().round() == 0
    row = mailing.deliveries.get()
    assert (row.state, row.attempts) == ("queued", 0)


def test_after_a_crash_nothing_is_sent_twice_and_that_is_said(world: World, server: Server) -> None:
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    crashed = mailing.deliveries.get(address="br@example.org")
    crashed.state, crashed.attempts, crashed.next_at = "sending", 1, timezone.now() + timedelta(minutes=5)
    crashed.save()
    assert Sender().round() == 1
    assert server.reached == ["jp@example.org"]
    later(mailing, minutes=6)
    assert Sender().round() == 0
    crashed.refresh_from_db()
    assert (crashed.state, crashed.answer) == ("failed", answers.INTERRUPTED)
    assert "not known" in answers.words(crashed)


def test_what_waits_is_cancelled_and_what_went_out_stays(world: World, server: Server) -> None:
    mailing = send(world, draft(to(world, "br", "jp", "gh")), 3)
    Sender().round(stop=lambda: bool(server.taken))
    by = Performer(world["secretariat"].person)
    assert mailings.cancel(world.consultation.pk, by, timezone.now(), mailing.pk) == 2
    assert sorted(states(mailing)) == ["cancelled", "cancelled", "sent"]
    assert Sender().round() == 0


def test_to_a_corrected_address_it_goes_once_more(world: World, server: Server) -> None:
    server.to["br@example.org"] = "550 5.1.1 Unknown"
    mailing = send(world, draft(to(world, "br")), 1)
    Sender().round()
    failed = mailing.deliveries.get()

    def again(address: str) -> Delivery:
        by = Performer(world["secretariat"].person)
        return mailings.resend(world.consultation.pk, by, timezone.now(), failed.pk, address)

    assert code(lambda: again("not an address")) == "mail_address_invalid"
    assert code(lambda: again("JP@example.org")) == "mail_address_taken"
    made = again("Brazil@example.org ")
    assert made.address == "brazil@example.org"
    assert Person.objects.get(pk=world["br"].person_id).email == "brazil@example.org"
    assert Sender().round() == 1
    assert (
        code(
            lambda: mailings.resend(
                world.consultation.pk, Performer(world["secretariat"].person), START, made.pk, "a@b.org"
            )
        )
        == "mail_not_to_be_sent_again"
    )
    assert "example.org" not in str(Entry.objects.get(data__corrected=True).data)


@pytest.mark.parametrize(
    ("language", "dates"), [("en", "9–12 June 2020"), ("fr", "9–12 juin 2020"), ("zh", "2020年6月9日至12日")]
)
def test_dates_are_those_of_the_language(world: World, server: Server, language: str, dates: str) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language=language)
    texts = {"subject": {language: "S"}, "body": {language: "{dates} {closes}"}}
    send(world, draft(to(world, "br"), **texts), 1)
    Sender().round()
    assert " ".join(body(server.taken[0][1]).split()) == dates


def test_rule_17_the_close_of_registration_is_given_by_the_readers_own_clock_too(world: World, server: Server) -> None:
    world.consultation.registration_closes_at = datetime(2020, 6, 5, 16, tzinfo=UTC)
    world.consultation.save()
    Person.objects.filter(pk=world["gh"].person_id).update(time_zone="Africa/Accra")
    send(world, draft(to(world, "br", "gh"), subject={"en": "S"}, body={"en": "{closes}"}), 2)
    Sender().round()
    read = {str(message["To"]): " ".join(body(message).split()) for _, message in server.taken}
    geneva = "Registration closes on 5 June 2020, 18:00 (Geneva time, UTC+2)"
    assert read == {
        "br@example.org": f"{geneva}.",
        "gh@example.org": f"{geneva}; your own time: 5 June 2020, 16:00 (Accra time, UTC).",
    }


def test_who_waits_for_one_mail_is_not_behind_many(world: World, server: Server) -> None:
    send(world, draft(to(world, "br", "jp", "gh")), 3)
    notices.notify(
        Registration.objects.get(pk=world["no"].pk), "enter_link", timezone.now() + timedelta(microseconds=1)
    )
    Sender().round()
    assert server.reached[0] == "no@example.org"
