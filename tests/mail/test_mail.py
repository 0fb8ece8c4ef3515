"""Mail to many and to one, over a real SMTP conversation."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.utils import timezone

from hemicycle.correspondence.notices import PLACEHOLDERS, TEXTS
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import answers, mailings, notices
from hemicycle.mail.audience import Selection, To, recipients
from hemicycle.mail.mailings import Draft
from hemicycle.mail.message import calendar_wanted
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from hemicycle.mail.placeholders import GENERAL, LETTER, REGISTERED, used
from hemicycle.mail.sending import WAITS, Sender
from hemicycle.mail.texts import TEMPLATES, worded
from hemicycle.people.actions import focal_points, registrations
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import Details
from hemicycle.people.models import Contact, FocalPoint, Person, Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.mail.smtp import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from typing import Any

    from pytest_django import Settings

    from tests.factories import World
    from tests.mail.smtp import Server

ENGLISH = {"en": "Dear {name} of {member}"}


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with serving(settings) as running:
        yield running


def draft(selection: Selection | None = None, **changes: Any) -> Draft:
    wanted = {"template": "words", "subject": {"en": "{consultation}"}, "body": ENGLISH, **changes}
    return Draft(selection=selection or Selection(registrations=()), **wanted)


def to(world: World, *names: str) -> Selection:
    return Selection(registrations=tuple(world[name].pk for name in names))


def send(world: World, letter: Draft, expected: int, by: str = "secretariat") -> Mailing:
    performer = Performer(world[by].person, "192.0.2.2")
    return mailings.send(world.consultation.pk, performer, timezone.now(), letter, expected)


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code


def states(mailing: Mailing) -> list[str]:
    return list(mailing.deliveries.values_list("state", flat=True))


def later(mailing: Mailing, **time: float) -> None:
    """Let time pass for what waits."""
    for row in mailing.deliveries.exclude(next_at=None):
        row.next_at = row.next_at - timedelta(**time) if row.next_at else None
        row.save()


def body(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())


def test_a_mail_goes_to_each_over_one_connection_with_a_return_address_of_its_own(world: World, server: Server) -> None:
    mailing = send(world, draft(to(world, "br", "jp", "sector")), 3)
    assert Sender().round() == 3
    assert states(mailing) == ["sent"] * 3
    assert server.conversations == 1
    assert sorted(server.reached) == ["br@example.org", "jp@example.org", "sector@example.org"]
    tokens = {row.address: row.token for row in mailing.deliveries.all()}
    for returns_to, message in server.taken:
        assert returns_to == f"bounce+{tokens[str(message['To'])]}@council.example"
        assert message["From"] == "hemicycle@localhost"
        assert message["Subject"] == "Test Consultation"
    assert body(server.taken[0][1]).strip() == "Dear Ms. Br of Brazil"
    entry = Entry.objects.get(act="mail.send")
    assert (entry.place, entry.data["people"], entry.capacity) == (f"mailing:{mailing.pk}", 3, "secretariat")


def test_each_reads_their_language_and_arabic_runs_from_right_to_left(world: World, server: Server) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="ar")
    Person.objects.filter(pk=world["jp"].person_id).update(language="fr")
    texts = {
        "subject": {"en": "E", "ar": "ع", "fr": "F"},
        "body": {"en": "E {member}", "ar": "ع {member}", "fr": "F {member}"},
    }
    send(world, draft(to(world, "br", "jp", "gh"), **texts), 3)
    Sender().round()
    told = {str(message["To"]): message for _, message in server.taken}
    assert body(told["br@example.org"]).strip() == "ع البرازيل"
    assert body(told["jp@example.org"]).strip() == "F Japon"
    assert body(told["gh@example.org"]).strip() == "E Ghana"
    assert 'lang="ar" dir="rtl"' in body(told["br@example.org"], "html")
    assert 'dir="ltr"' in body(told["jp@example.org"], "html")


def test_a_missing_language_is_said_and_english_goes_only_by_choice(world: World) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="ru")
    letter = draft(to(world, "br", "jp"))
    assert code(lambda: send(world, letter, 2)) == "mail_languages_missing"
    assert not Mailing.objects.exists()
    mailing = send(world, draft(to(world, "br", "jp"), english_instead=True), 2)
    assert {row.language for row in mailing.deliveries.all()} == {"en"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"body": {"en": "{nmae}"}}, "mail_placeholder_unknown"),
        ({"body": {"en": "{name.__class__}"}}, "mail_placeholder_unknown"),
        ({"subject": {"en": "{0}"}}, "mail_placeholder_unknown"),
        ({"body": {"en": " \n"}}, "mail_half_written"),
        ({"body": {}, "subject": {}}, "mail_without_words"),
        ({"body": {"en": "x" * 10_000_000}}, "mail_too_long"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is(world: World, changes: dict[str, Any], reason: str) -> None:
    assert code(lambda: send(world, draft(to(world, "br"), **changes), 1)) == reason
    assert not Delivery.objects.exists()


def test_nobody_or_other_people_than_were_seen(world: World) -> None:
    nobody = draft(Selection(members=("XX",)))
    assert code(lambda: send(world, nobody, 0)) == "mail_to_nobody"
    assert code(lambda: send(world, draft(to(world, "br", "jp")), 1)) == "mail_people_changed"


@pytest.mark.parametrize("who", ["br", "chair", "vice_chair", "technician", "french"])
def test_only_the_secretariat_sends(world: World, who: str) -> None:
    assert code(lambda: send(world, draft(to(world, "br")), 1, by=who)) == "not_permitted"


def test_a_value_with_braces_or_html_is_only_text(world: World, server: Server) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(name="<b>{link}</b>\r\nBcc: x@example.org")
    send(world, draft(to(world, "br"), subject={"en": "To {name}"}), 1)
    Sender().round()
    message = server.taken[0][1]
    assert message["Subject"] == "To <b>{link}</b> Bcc: x@example.org"
    assert message["Bcc"] is None
    assert "&lt;b&gt;{link}&lt;/b&gt;" in body(message, "html")
    assert not PersonalLink.objects.exists()


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


def test_who_waits_for_one_mail_is_not_behind_many(world: World, server: Server) -> None:
    send(world, draft(to(world, "br", "jp", "gh")), 3)
    notices.notify(
        Registration.objects.get(pk=world["no"].pk), "enter_link", timezone.now() + timedelta(microseconds=1)
    )
    Sender().round()
    assert server.reached[0] == "no@example.org"


def test_selections(world: World) -> None:
    def chosen(**narrowed: Any) -> set[str]:
        return {one.name for one in recipients(world.consultation, Selection(**narrowed), START)}

    assert chosen(classes=("council_state",)) == {"Ms. Br", "Ms. Br2", "Ms. Jp", "Ms. Gh"}
    assert chosen(classes=("interpreter",)) == {"Ms. French", "Ms. French2"}
    assert chosen(members=("NO", "PE")) == {"Ms. No", "Ms. Pe"}
    Person.objects.filter(pk=world["jp"].person_id).update(language="zh")
    assert chosen(languages=("zh",)) == {"Ms. Jp"}
    Registration.objects.filter(pk=world["gh"].pk).update(status="refused", days=["2020-06-10"])
    assert chosen(classes=("council_state",), statuses=("confirmed",)) == {"Ms. Br", "Ms. Br2", "Ms. Jp"}
    assert "Ms. Gh" not in chosen()
    assert chosen(statuses=("refused",)) == {"Ms. Gh"}
    assert chosen(statuses=("refused",), days=("2020-06-09",)) == set()
    Person.objects.filter(pk=world["br"].person_id).update(is_active=False)
    assert "Ms. Br" not in chosen()


def test_members_are_reached_by_their_focal_point_or_their_contacts(world: World) -> None:
    brazil, ghana = world["br"].member, world["gh"].member
    assert brazil
    assert ghana
    FocalPoint.objects.create(consultation=world.consultation, member=brazil, person=world["br"].person, start=START)
    Contact.objects.create(member=ghana, name="Ministry", email="ministry@example.org", language="fr")
    Registration.objects.filter(member__in=[brazil, ghana]).update(status="withdrawn")

    def reached(whom: To) -> set[str]:
        return {one.address for one in recipients(world.consultation, Selection(to=whom), START)}

    assert reached(To.FOCAL_POINTS) == {"br@example.org"}
    assert reached(To.UNREGISTERED) == {"br@example.org", "ministry@example.org"}
    assert reached(To.WITHOUT_FOCAL_POINT) == {"ministry@example.org"}
    Registration.objects.filter(pk=world["br"].pk).update(status="pending")
    assert reached(To.UNREGISTERED) == {"ministry@example.org"}


def test_a_personal_link_is_only_for_who_is_registered(world: World) -> None:
    brazil = world["br"].member
    assert brazil
    Contact.objects.create(member=brazil, name="Ministry", email="ministry@example.org")
    letter = draft(Selection(to=To.MEMBERS, members=("BR",)), body={"en": "{link}"})
    assert code(lambda: send(world, letter, 1)) == "mail_placeholder_unknown"


def test_our_texts_name_only_what_can_be_filled_in() -> None:
    for name, template in TEMPLATES.items():
        known = set(GENERAL) | (set(REGISTERED) if template.registered else set())
        known |= set(LETTER) if name == "letter" else set()
        known |= set(PLACEHOLDERS) if name in TEXTS else set()
        for texts in worded(name):
            for text in texts.values():
                assert used(text) <= known, (name, text)


def test_the_steps_of_a_registration_are_told(world: World) -> None:
    secretariat, member = Performer(world["secretariat"].person), world["br"].member
    assert member
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=world["br"].person, start=START)
    person = Person.objects.create_user("new@example.org", "Ms. New", language="fr")
    wanted = Details("new@example.org", "Ms. New", language="fr")
    row = registrations.submit(world.consultation.pk, Performer(person), START, member=member, details=wanted)
    focal = Performer(world["br"].person)
    registrations.step(world.consultation.pk, focal, START, Step.ENDORSE, row.pk)
    registrations.step(world.consultation.pk, secretariat, START, Step.CONFIRM, row.pk)
    registrations.step(world.consultation.pk, secretariat, START, Step.REFUSE, row.pk, words="Not <accredited>")
    assert list(Mailing.objects.order_by("pk").values_list("template", "deliveries__address")) == [
        ("received", "new@example.org"),
        ("endorsement_wanted", "br@example.org"),
        ("confirmed", "new@example.org"),
        ("refused", "new@example.org"),
    ]
    Sender().round()
    # The confirmation was overtaken before its turn came.
    assert Delivery.objects.get(mailing__template="confirmed").answer == answers.OVERTAKEN
    assert "Not <accredited>" in outbox.outbox[-1].body


def test_who_answers_for_a_member_and_who_no_longer_does_is_told(world: World) -> None:
    br, by, at = world["br"].member, Performer(world["secretariat"].person), timezone.now()
    assert br is not None
    for who, language in (("first", "en"), ("second", "fr")):
        wanted = Mandate(email=f"{who}@example.org", name=f"Ms. {who.title()}", language=language)
        focal_points.name(world.consultation.pk, by, at, member=br, wanted=wanted)
    Sender().round()
    told = [(row.mailing.template, row.address, row.state) for row in Delivery.objects.order_by("pk")]
    assert told == [
        ("mandate", "first@example.org", "sent"),
        ("mandate", "second@example.org", "sent"),
        ("mandate_ended", "first@example.org", "sent"),
    ]
    assert f"/consultations/test/delegations/{br.code}/" in outbox.outbox[0].body


def test_the_confirmation_brings_the_link_and_the_calendar(world: World) -> None:
    def calendar(*, registration: Registration, **_: Any) -> bytes:
        return f"BEGIN:VCALENDAR {registration.pk}".encode()

    calendar_wanted.connect(calendar)
    notices.notify(Registration.objects.get(pk=world["br"].pk), "confirmed", timezone.now())
    Sender().round()
    calendar_wanted.disconnect(calendar)
    message = outbox.outbox[-1]
    assert re.search(r"/links/[\w-]{43}/", str(message.body))
    assert ("calendar.ics", f"BEGIN:VCALENDAR {world['br'].pk}", "text/calendar") in message.attachments
    assert PersonalLink.objects.get().registration_id == world["br"].pk


def test_a_mail_that_cannot_be_queued_does_not_break_the_act(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(notices, "_queue", broken)
    by = Performer(world["br"].person)
    row = registrations.step(world.consultation.pk, by, START, Step.WITHDRAW, world["br"].pk)
    assert row.status == "withdrawn"
    assert not Mailing.objects.exists()


def test_a_mail_that_cannot_be_put_together_fails(world: World) -> None:
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    Mailing.objects.filter(pk=mailing.pk).update(body={"en": "{gone}"})
    assert Sender().round() == 0
    assert {row.answer for row in mailing.deliveries.all()} == {answers.NOT_COMPOSED}
