"""Mail to many, as the secretariat writes, looks at, sends and follows it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.mail import notices
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.sending import Sender
from hemicycle.people.models import Person, Registration
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting
from tests.factories import START
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

WRITE = "/consultations/test/desk/mail/write/"
MAIL = "/consultations/test/desk/mail/"
LETTER = {
    "to": "registered",
    "classes": ["council_state"],
    "template": "words",
    "subject_en": "For {name}",
    "body_en": "See {link}",
}


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def look(desk: Client, **changes: Any) -> tuple[int, str]:
    response = desk.post(WRITE, {**LETTER, "step": "preview", **changes})
    return response.status_code, html_of(response)


def send(desk: Client, **changes: Any) -> Mailing:
    _, page = look(desk, **changes)
    seen = {"seen": hidden(page, "seen"), "number": hidden(page, "number")}
    response = desk.post(WRITE, {**LETTER, **changes, **seen, "step": "send"})
    mailing = Mailing.objects.latest("at")
    assert response.headers["Location"] == reverse("mailing", args=["test", mailing.pk])
    return mailing


def test_a_mail_is_called_by_its_subject_with_the_name_of_the_consultation(desk: Client, world: World) -> None:
    mailing = send(desk, subject_en="For {name}: {consultation}")
    for page in (MAIL, reverse("mailing", args=["test", mailing.pk])):
        assert f"For {{name}}: {world.consultation}" in html_of(desk.get(page))


def test_written_looked_at_and_sent(desk: Client) -> None:
    status, page = look(desk)
    assert status == 200
    assert "Send to 4 people" in page
    assert "For Ms. Br" in page
    assert "each person’s own link" in page
    assert not Mailing.objects.exists()
    mailing = send(desk)
    assert mailing.deliveries.count() == 4
    log = desk.get(f"{MAIL}{mailing.pk}/")
    assert log.headers["Refresh"] == f"5; url={MAIL}{mailing.pk}/"
    assert "4 queued" in html_of(log)
    assert "Refresh" not in desk.get(f"{MAIL}{mailing.pk}/?still=1").headers
    Sender().round()
    after = desk.get(f"{MAIL}{mailing.pk}/")
    assert "4 sent" in html_of(after)
    assert "Refresh" not in after.headers
    assert "4 sent" in html_of(desk.get(MAIL))


def test_what_was_changed_after_it_was_looked_at_is_not_sent(desk: Client) -> None:
    _, page = look(desk)
    seen = {"seen": hidden(page, "seen"), "number": hidden(page, "number"), "step": "send"}
    response = desk.post(WRITE, {**LETTER, **seen, "body_en": "Other words"})
    assert response.status_code == 422
    assert "The message has changed since the preview" in html_of(response)
    assert not Mailing.objects.exists()


def test_other_people_by_now_are_said(desk: Client, world: World) -> None:
    _, page = look(desk)
    Registration.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    seen = {"seen": hidden(page, "seen"), "number": hidden(page, "number"), "step": "send"}
    response = desk.post(WRITE, {**LETTER, **seen})
    assert response.status_code == 422
    assert "would now go to 3 people" in html_of(response)
    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body_en": "{nmae}"}, "{nmae} cannot be filled in"),
        ({"body_en": ""}, "a subject without a text"),
        ({"body_en": "x" * 30_000}, "too long"),
        ({"members": ["NO"]}, "No recipients are selected"),
        ({"to": "members", "classes": []}, "{link} cannot be filled in"),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(
    desk: Client, changes: dict[str, Any], words: str
) -> None:
    status, page = look(desk, **changes)
    assert status == 422
    assert words in page
    assert 'value="For {name}"' in page
    assert "Send to" not in page


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"body_en": "{nmae}"}, ["body_en"]),
        ({"body_en": ""}, ["body_en"]),
        ({"subject_en": "", "body_en": ""}, ["subject_en", "body_en"]),
        ({"subject_fr": "x" * 3_000, "body_fr": "Texte"}, ["subject_fr"]),
        ({"body_en": "x" * 30_000}, ["body_en"]),
        ({"members": ["NO"]}, ["to"]),
    ],
)
def test_a_refusal_leads_to_the_fields_that_it_is_about(
    desk: Client, changes: dict[str, Any], fields: list[str]
) -> None:
    _, page = look(desk, **changes)
    assert re.findall(r'<li><a href="#id_(\w+)">', page) == fields
    assert page.count('aria-invalid="true" aria-describedby="refused"') == len(fields)
    assert 'id="refused"' in page
    assert "<title>Error: Write a message" in page


def test_members_are_ticked(desk: Client) -> None:
    _, page = look(desk, members=["BR", "JP"])
    ticked = re.findall(r'name="members" value="(\w+)"[^>]*checked', page)
    assert sorted(ticked) == ["BR", "JP"]
    assert "Search in Member" in page


def test_the_name_of_a_language_is_in_that_language(desk: Client) -> None:
    assert re.search(r'<span\s+lang="fr"\s+dir="auto"\s*>Français</span>', look(desk)[1])


def test_missing_languages_are_said_and_english_is_a_choice(desk: Client, world: World) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(language="ar")
    status, page = look(desk)
    assert status == 422
    assert "<b>العربية</b> (1)" in page
    status, page = look(desk, english_instead="on")
    assert status == 200
    status, page = look(desk, subject_ar="إلى {name}", body_ar="نص")
    assert status == 200
    assert '<div lang="ar" dir="rtl"><h3>إلى Ms. Br</h3>' in page


def test_the_preview_is_filled_in_for_whom_one_chooses(desk: Client) -> None:
    _, page = look(desk, sample="jp@example.org")
    assert "For Ms. Jp" in page
    assert "For Ms. Br" not in page


def test_one_of_our_texts_is_put_in_in_every_language(desk: Client) -> None:
    page = html_of(desk.post(WRITE, {**LETTER, "step": "use_text", "template": "reminder"}))
    assert page.count('<span class="chip live">') == 6
    assert '<option value="unregistered" selected>' in page


def test_those_ticked_in_the_list_are_written_to(desk: Client, world: World) -> None:
    response = desk.get(f"{MAIL}?registration={world['br'].pk}&registration={world['jp'].pk}&registration=x")
    page = html_of(desk.get(response.headers["Location"]))
    assert "To 2 registrations selected in the list" in page
    keys = hidden(page, "registrations")
    assert send(desk, registrations=keys, classes=[]).deliveries.count() == 2
    everybody = html_of(desk.get(f"{MAIL}?all=1&capacity=council_state", follow=True))
    assert "To 4 registrations selected in the list" in everybody


def test_an_invitation_to_a_rehearsal_is_begun_with_its_hours_for_whom_it_is(desk: Client, world: World) -> None:
    """In every language, to those who may enter sittings; what is chosen and written is changed before it is sent."""
    opens = timezone.now() + timedelta(days=1)
    rehearsal = Sitting.objects.create(
        consultation=world.consultation, number=3, kind=SittingKind.REHEARSAL.value, opens_at=opens,
        closes_at=opens + timedelta(hours=1),
    )  # fmt: skip
    listed = html_of(desk.get(reverse("rehearsals", args=["test"])))
    begin = f"{WRITE}?sitting={rehearsal.pk}"
    assert f'href="{begin}"' in listed

    page = html_of(desk.get(begin))
    subjects = re.findall(r'name="subject_(\w\w)"\s+value="([^"]+)"', page)
    assert {code for code, _subject in subjects} == {"ar", "en", "es", "fr", "ru", "zh"}
    assert "Invitation: Rehearsal 3" in dict(subjects)["en"]
    chosen = re.findall(r'name="classes"\s+value="([^"]+)"[^>]*checked', page)
    assert {"council_state", "interpreter"} <= set(chosen)

    text = re.search(r'<textarea[^>]*name="body_en"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert text
    sent = send(desk, classes=["council_state"], subject_en=dict(subjects)["en"], body_en=unescape(text[1]).strip())
    Sender().round()
    body = str(outbox.outbox[0].body)
    assert "Rehearsal 3" in body
    assert "/test/" in body
    assert sent.deliveries.count() == len(outbox.outbox)


@pytest.mark.parametrize("sitting", ["0", "x", "other"])
def test_no_invitation_is_begun_to_a_sitting_that_counts(sitting: str, desk: Client, world: World) -> None:
    key = world.sitting.pk if sitting == "other" else sitting
    page = html_of(desk.get(f"{WRITE}?sitting={key}"))
    assert re.findall(r'name="subject_en"\s+value="([^"]+)"', page) == []


def test_what_waits_is_cancelled(desk: Client) -> None:
    mailing = send(desk)
    response = desk.post(f"{MAIL}{mailing.pk}/", {"act": "cancel"}, follow=True)
    assert "4 messages were cancelled" in html_of(response)
    assert set(mailing.deliveries.values_list("state", flat=True)) == {"cancelled"}


def test_a_bounce_is_read_found_taken_away_and_sent_again(desk: Client) -> None:
    mailing = send(desk)
    row = mailing.deliveries.get(address="br@example.org")
    Delivery.objects.filter(pk=row.pk).update(state="bounced", answer="550 <b>no</b> such user")
    log = f"{MAIL}{mailing.pk}/"
    page = html_of(desk.get(f"{log}?state=bounced&q=such"))
    assert "550 &lt;b&gt;no&lt;/b&gt; such user" in page
    assert "jp@example.org" not in page
    assert "br@example.org" in desk.get(f"{log}?format=csv").content.decode()
    wrong = html_of(desk.post(log, {"delivery": row.pk, "address": "nobody"}, follow=True))
    assert "This is not an e-mail address" in wrong
    right = html_of(desk.post(log, {"delivery": row.pk, "address": "brazil@example.org"}, follow=True))
    assert "The message to brazil@example.org is being sent" in right


def test_what_goes_out_by_itself_has_its_log(desk: Client, world: World) -> None:
    notices.notify(Registration.objects.get(pk=world["br"].pk), "refused", timezone.now())
    assert "Registration refused" in html_of(desk.get(MAIL))
    assert "br@example.org" in html_of(desk.get(f"{MAIL}by-itself/refused/"))
    assert desk.get(f"{MAIL}by-itself/nothing/").status_code == 404


def test_the_number_of_queries_does_not_grow(desk: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    mailing = send(desk, members=["BR"])
    few, log = count(MAIL), count(f"{MAIL}{mailing.pk}/?still=1")
    send(desk)
    many = send(desk)
    assert count(MAIL) == few
    assert count(f"{MAIL}{many.pk}/?still=1") == log


def test_the_desk_says_when_personal_data_is_due(desk: Client, world: World) -> None:
    assert "is kept until Saturday 12 June 2021" in html_of(desk.get(MAIL))
    Person.objects.filter(pk__in=[world["br"].person_id, world["jp"].person_id]).update(made_up=False)
    Registration.objects.update(asked_at=START)
    assert "That of 2 people is due" in html_of(desk.get(MAIL))


@pytest.mark.parametrize("page", [MAIL, WRITE, f"{MAIL}by-itself/refused/"])
def test_for_the_secretariat_of_this_consultation_alone(page: str, world: World, client_of: ClientOf) -> None:
    for who in ("br", "chair", "technician"):
        assert client_of(world[who]).get(page).status_code == 403
    assert client_of(None).get(page).status_code == 302


def test_the_mail_of_another_consultation_is_not_here(desk: Client) -> None:
    mailing = send(desk)
    other = Mailing.objects.get(pk=mailing.pk).consultation
    other.pk, other.slug = None, "other"
    other.save()
    Mailing.objects.filter(pk=mailing.pk).update(consultation=other)
    assert desk.get(f"{MAIL}{mailing.pk}/").status_code == 404
    desk.post(f"{MAIL}{mailing.pk}/", {"act": "cancel"})
    assert set(mailing.deliveries.values_list("state", flat=True)) == {"queued"}


def test_rule_38_the_page_says_what_address_is_proposed_and_by_whom(
    world: World, desk: Client, client_of: ClientOf
) -> None:
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    mailing = send(desk, classes=["chair"])
    row = mailing.deliveries.get()
    Delivery.objects.filter(pk=row.pk).update(state="bounced")
    here, sent = f"{MAIL}{mailing.pk}/", {"delivery": row.pk, "address": "new@example.org"}
    said = html_of(desk.post(here, sent, follow=True))
    assert "new@example.org is proposed. Nothing is sent until a second member" in said
    assert "Confirm and send again" in said
    assert "<bdi>Ms. Secretariat</bdi> proposed" in said
    done = html_of(client_of(world["technician"]).post(here, sent, follow=True))
    assert "The message to new@example.org is being sent." in done
    assert Person.objects.get(pk=world["chair"].person_id).email == "new@example.org"
