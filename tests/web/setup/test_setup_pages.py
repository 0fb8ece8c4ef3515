"""The pages of administrators: all consultations, one that is begun, and other administrators."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations import presets
from hemicycle.consultations.models import Body, Consultation
from hemicycle.correspondence.actions.questions import Asking
from hemicycle.correspondence.models import Enquiry
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.people.models import Administrator, AdministratorLink

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import Settings

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

FORM: dict[str, Any] = {
    "body": "new",
    "body_name": "The Council",
    "body_slug": "Council",
    "title-en": "Council 2027",
    "title-fr": "Conseil 2027",
    "slug": "Council-2027",
    "session-en": "Council 2028",
    "time_zone": "Europe/Zurich",
    "first_day": "2027-03-01",
    "last_day": "2027-03-05",
    "opens": "2027-01-10 12:00",
    "closes": "",
    "basis": "preset:council",
    "copied": "",
}


def link_path() -> str:
    return urlsplit(invite(Performer(system="operator"), timezone.now(), "ana@example.org", "Ms. Ana").address).path


@pytest.fixture
def ana(db: None) -> Person:  # noqa: ARG001 - opens the database
    return invite(Performer(system="operator"), timezone.now(), "ana@example.org", "Ms. Ana").administrator.person


@pytest.fixture
def client(ana: Person, client_of: ClientOf) -> Client:
    return client_of(ana)


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.django_db
def test_the_link_signs_in_once_and_leads_to_the_set_up_page(client_of: ClientOf) -> None:
    path, reader, late = link_path(), client_of(None), client_of(None)
    assert b"Sign in and set up" in reader.get(path).content
    assert who(reader) is None
    assert reader.post(path).headers["Location"] == reverse("setup")
    assert who(reader)
    used = late.post(path)
    assert used.status_code == 410
    assert b"already been used" in used.content
    assert b"Sign in with a code" in used.content
    assert who(late) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now()}, b"has expired"),
        ({"revoked_at": timezone.now()}, b"has been revoked"),
    ],
)
def test_a_link_that_is_not_good_says_what_to_do(client_of: ClientOf, change: dict[str, Any], words: bytes) -> None:
    path, reader = link_path(), client_of(None)
    AdministratorLink.objects.update(**change)
    for answer in (reader.get(path), reader.post(path)):
        assert answer.status_code == 410
        assert words in answer.content
    assert who(reader) is None


@pytest.mark.django_db
def test_a_link_that_is_none_says_so(client_of: ClientOf) -> None:
    answer = client_of(None).get("/links/setup.nothing/")
    assert answer.status_code == 404
    assert b"There is no such link" in answer.content


@pytest.mark.django_db
def test_a_new_administrator_sets_up_the_factor_that_is_required(client_of: ClientOf, settings: Settings) -> None:
    settings.SECOND_FACTOR = ["secretariat"]
    reader = client_of(None)
    reader.post(link_path())
    assert reader.get(reverse("setup")).headers["Location"].startswith(reverse("account_security"))
    assert b"authenticator" in reader.get(reverse("mfa_activate_totp")).content


def test_a_link_is_no_sign_in_for_factors_of_somebody_who_takes_part_already(
    world: World, client_of: ClientOf, settings: Settings
) -> None:
    settings.SECOND_FACTOR = ["secretariat"]
    email = world["secretariat"].person.email
    path = urlsplit(invite(Performer(system="operator"), timezone.now(), email).address).path
    reader = client_of(None)
    reader.post(path)
    assert who(reader) == str(world["secretariat"].person_id)
    assert reader.get(reverse("mfa_activate_totp")).status_code == 403


def test_only_administrators_open_them(world: World, client_of: ClientOf) -> None:
    secretariat = client_of(world["secretariat"])
    for name in ("setup", "new_consultation", "administrators"):
        answer = secretariat.get(reverse(name))
        assert answer.status_code == 403
        assert b"Only administrators open this page" in answer.content
    assert b"Set up consultations" not in secretariat.get(reverse("home")).content


def test_an_empty_installation_says_what_to_do(client: Client) -> None:
    assert b"There is no consultation yet" in client.get(reverse("setup")).content
    assert reverse("setup").encode() in client.get(reverse("home")).content


def test_a_consultation_is_begun_and_its_desk_opens(client: Client, ana: Person) -> None:
    shown = client.get(reverse("new_consultation")).content.decode()
    assert "Virtual consultation of a council" in shown
    assert re.search(r'<option value="Europe/Zurich" selected>', shown)
    answer = client.post(reverse("new_consultation"), FORM, follow=True)
    assert answer.status_code == 200
    assert "The consultation is begun" in answer.content.decode()
    made = Consultation.objects.get()
    assert (made.slug, made.title["fr"], made.time_zone) == ("council-2027", "Conseil 2027", "Europe/Zurich")
    assert made.registration_opens_at is not None
    assert made.registration_opens_at.isoformat() == "2027-01-10T11:00:00+00:00"
    assert len(made.classes.ordered) == 4
    assert (made.body.slug, made.body.name, len(made.body.has.kinds)) == ("council", {"en": "The Council"}, 3)
    assert made.registrations.get().person == ana
    assert answer.request["PATH_INFO"].startswith("/consultations/council-2027/desk/")


def test_one_is_begun_in_a_language_in_which_there_are_no_pages(client: Client) -> None:
    shown = client.get(reverse("new_consultation")).content.decode()
    assert re.search(r'name="names_language" value="English"[^>]*list="known-languages"', shown)
    assert '<option value="Português">' in shown
    assert re.search(r'<label\s+for="title-en"\s*>In the language above</label>', shown)
    sent = {**FORM, "title-en": "Conselho 2027", "title-fr": "", "session-en": "Conselho 2028"}
    sent |= {"names_language": "português", "body_name": "O Conselho"}
    assert client.post(reverse("new_consultation"), sent).status_code == 302
    made = Consultation.objects.get()
    assert (made.title, made.physical_session) == ({"pt": "Conselho 2027"}, {"pt": "Conselho 2028"})
    assert made.body.name == {"pt": "O Conselho"}
    assert "pt" in made.languages.documents
    particulars = client.get(reverse("particulars", args=[made.slug])).content.decode()
    assert re.search(r'name="title-pt"[^>]*>Conselho 2027<', particulars)


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"names_language": "Klingon"}, "“Klingon” is not a language.", "id_names_language_error"),
        ({"names_language": "fr"}, "This text is entered twice.", "title_error"),
        (
            {"basis": "preset:tripartite", "session-ru": "Совет"},
            "Русский is not a language that it begins with (English, Français",
            "session_error",
        ),
    ],
)
def test_a_language_that_cannot_be_is_said_at_its_field(
    changes: dict[str, str], words: str, field: str, client: Client
) -> None:
    answer = client.post(reverse("new_consultation"), {**FORM, **changes})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page.partition(f'id="{field}"')[2][:400]
    for kept in ("Council 2027", "Conseil 2027", *changes.values()):
        assert kept in page
    assert not Consultation.objects.exists()


def test_a_copy_is_called_in_the_languages_of_what_is_copied(world: World, client: Client) -> None:
    made = world.consultation
    made.settings = {**made.settings, "languages": {"documents": ["de", "en"]}}
    made.save()
    assert 'name="title-de"' in client.get(reverse("new_consultation")).content.decode()
    copied = {**FORM, "basis": "copy", "copied": str(made.pk), "title-de": "Rat 2027", "title-fr": ""}
    assert client.post(reverse("new_consultation"), {**copied, "title-fr": "Conseil"}).status_code == 422
    assert client.post(reverse("new_consultation"), copied).status_code == 302
    begun = Consultation.objects.get(slug="council-2027")
    assert begun.title == {"en": "Council 2027", "de": "Rat 2027"}
    assert begun.languages.documents == ("de", "en")


def test_the_time_zone_that_is_offered_first_is_the_installations(client: Client, settings: Settings) -> None:
    settings.USUAL_ZONE = "Asia/Tokyo"
    page = client.get(reverse("new_consultation"))
    assert page.context["form"]["time_zone"].value() == "Asia/Tokyo"
    assert 'value="Asia/Tokyo" selected' in page.content.decode()
    assert (Consultation().time_zone, Enquiry().zone) == ("Asia/Tokyo", "Asia/Tokyo")
    assert Asking("items", (), date(2027, 3, 1)).zone == "Asia/Tokyo"


def test_a_body_is_chosen_or_named(world: World, client: Client) -> None:
    address, known = reverse("new_consultation"), world.consultation.body
    assert f'<option value="{known.pk}" selected>' in client.get(address).content.decode()
    lacking = client.post(address, {**FORM, "body_name": "", "body_slug": "Two words"}).content.decode()
    assert "Enter the name of the new body." in lacking
    assert "Enter small letters without accents" in lacking
    assert "Choose the body, or a new one." in client.post(address, {**FORM, "body": ""}).content.decode()
    taken = client.post(address, {**FORM, "body_slug": known.slug}).content.decode()
    assert "There is a body with this short name already." in taken
    assert client.post(address, {**FORM, "body": str(known.pk), "body_name": "", "body_slug": ""}).status_code == 302
    assert Consultation.objects.get(slug="council-2027").body == known


def test_a_body_of_other_kinds_is_not_proposed_and_is_refused_for_a_preset(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, known = reverse("new_consultation"), world.consultation.body
    form = client.get(address).context["form"]
    ways = {value: body for _tag, value, _summary, body in form.choices}
    assert ways["preset:council"] == ways["preset:silence"] == ways["blank"] == str(known.pk)
    assert ways["preset:tripartite"] == "new"
    assert 'data-proposed-body="new"' in client.get(address).content.decode()
    answer = client.post(address, {**FORM, "basis": "preset:tripartite", "body": str(known.pk)})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["body"]
    assert "kinds of Members that this body does not have" in said
    assert "Governments" in said
    assert "Choose a new body, or add these kinds to the body first." in said
    assert Consultation.objects.get() == world.consultation
    # Where the first preset is of other kinds than the one body there is, a new one is chosen.
    monkeypatch.setattr(presets, "_files", lambda: iter(["tripartite"]))
    assert '<option value="new" selected>' in client.get(address).content.decode()
    fitting = Body.objects.create(slug="union", name={"en": "Union"}, settings=presets.preset("tripartite").body)
    assert f'<option value="{fitting.pk}" selected>' in client.get(address).content.decode()


def test_a_copy_whose_body_lacks_a_kind_is_refused_at_its_field(world: World, client: Client) -> None:
    body = world.consultation.body
    Body.objects.filter(pk=body.pk).update(settings={**body.settings, "kinds": body.settings["kinds"][:1]})
    copied = {**FORM, "basis": "copy", "copied": str(world.consultation.pk)}
    answer = client.post(reverse("new_consultation"), copied)
    assert answer.status_code == 422
    assert "Add these kinds to the body first" in answer.context["form"].errors["copied"][0]


def test_all_errors_are_said_at_once_and_nothing_typed_is_lost(client: Client) -> None:
    wrong = {**FORM, "title-en": "", "title-fr": "", "slug": "not a slug", "first_day": "2027-03-09", "basis": "copy"}
    wrong |= {"closes": "2027-01-09 12:00", "session-en": "Kept"}
    answer = client.post(reverse("new_consultation"), wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("Enter the title in one language", "Enter small letters", "The last day is before the first day"):
        assert words in page
    assert "Registration closes before it opens" in page or 'id="id_closes_error"' in page
    for kept in ("not a slug", "2027-03-09", "2027-01-09 12:00", ">Kept<"):
        assert kept in page
    assert 'aria-describedby="title_error"' in page
    assert not Consultation.objects.exists()


def test_a_taken_name_is_said_at_its_field(world: World, client: Client) -> None:
    answer = client.post(reverse("new_consultation"), {**FORM, "slug": world.consultation.slug})
    assert answer.status_code == 422
    assert "Another consultation already has this name" in answer.content.decode()
    assert "Conseil 2027" in answer.content.decode()


def test_one_is_copied(world: World, client: Client) -> None:
    copied = {**FORM, "basis": "copy", "copied": str(world.consultation.pk)}
    assert client.post(reverse("new_consultation"), copied).status_code == 302
    made = Consultation.objects.get(slug="council-2027")
    assert made.invitations.count() == world.consultation.invitations.count() > 0


def test_the_list_is_searched_sorted_and_exported(world: World, client: Client) -> None:
    client.post(reverse("new_consultation"), FORM)
    page = client.get(reverse("setup")).content.decode()
    assert page.index("Council 2027") < page.index(str(world.consultation))
    assert f'href="/consultations/{world.consultation.slug}/' not in page
    found = client.get(reverse("setup"), {"q": "2027"}).content.decode()
    assert "Council 2027" in found
    assert "Test Consultation" not in found
    assert client.get(reverse("setup"), {"format": "csv"}).status_code == 200


def test_another_administrator_is_invited_by_mail_and_withdrawn(client: Client, ana: Person) -> None:
    form = {"act": "invite", "email": "b@example.org", "name": "Ms. B", "language": "fr"}
    mail.outbox.clear()
    page = client.post(reverse("administrators"), form, follow=True).content.decode()
    assert "Ms. B is an administrator" in page
    assert mail.outbox[0].to == ["b@example.org"]
    row = Administrator.objects.get(person__email="b@example.org")
    assert (row.granted_by, row.person.language) == (ana, "fr")
    form = {"act": "withdraw", "administrator": str(row.pk)}
    page = client.post(reverse("administrators"), form, follow=True).content.decode()
    assert "Ms. B is no longer an administrator" in page
    row.refresh_from_db()
    assert row.withdrawn_by == ana


def test_the_last_one_is_not_withdrawn_and_is_told_why(client: Client) -> None:
    row = Administrator.objects.get()
    answer = client.post(reverse("administrators"), {"act": "withdraw", "administrator": str(row.pk)})
    assert answer.status_code == 409
    assert "Invite another person first" in answer.content.decode()


def test_what_is_wrong_with_an_invitation_is_said(client: Client) -> None:
    form = {"act": "invite", "email": "no address", "name": "Ms. B", "language": "fr"}
    answer = client.post(reverse("administrators"), form)
    assert answer.status_code == 422
    assert "no address" in answer.content.decode()
    assert Administrator.objects.count() == 1


@pytest.mark.django_db
def test_a_preset_of_a_newer_version_is_named_and_the_others_are_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, known, text = reverse("new_consultation"), presets.preset, f"version = {presets.VERSION + 1}"
    assert "newer version" not in client.get(address).content.decode()
    monkeypatch.setattr(presets, "_files", lambda: iter(["council", "future"]))
    monkeypatch.setattr(presets, "preset", lambda name: presets.parsed(text) if name == "future" else known(name))
    page = client.get(address).content.decode()
    assert "future.toml" in page.replace("\N{FIRST STRONG ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "")
    assert "Ask the operator to update Hemicycle" in page
    assert 'value="preset:council"' in page
    assert 'value="preset:future"' not in page
    monkeypatch.setattr(presets, "_files", lambda: iter(["future"]))
    assert 'value="blank"' in client.get(address).content.decode()
    assert client.post(address, {**FORM, "basis": "preset:future"}).status_code == 422
