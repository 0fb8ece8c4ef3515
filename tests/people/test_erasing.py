"""Erasing is complete: a person is planted in every field that is declared to be erased, and looked for everywhere."""

from __future__ import annotations

import json
import os
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.models import Q, QuerySet

from hemicycle.arrivals.models import Arrival
from hemicycle.consultations.languages import check_language
from hemicycle.contributions.models import Contribution, ContributionDraft, ContributionVersion
from hemicycle.ending.models import KeptRecord
from hemicycle.fields.personal import Erased
from hemicycle.imports.models import Import, ImportRow
from hemicycle.journal.models import Entry
from hemicycle.mail import links
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people import erasing, personal_data, retention
from hemicycle.people.models import FocalPoint, Person, Registration, Upload
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal
from hemicycle.support.models import ConnectionTest
from tests.factories import START
from tests.people.conftest import OVER, SECRET
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories import World

EMAIL = f"{SECRET}@example.org".lower()
NETWORK = "192.0.2.99"
#: Stays until the consultation's own time has come, where one person is erased before.
PAPERS = {
    ("contributions_contributionversion", "brought_by"),
    ("correspondence_replyversion", "signed_by"),
    ("ending_keptrecord", "lines"),
    ("people_upload", "name"),
}


def planted_fields() -> dict[type[models.Model], list[models.Field[Any, Any]]]:
    """Every field with words that is declared to be erased."""
    found: dict[type[models.Model], list[models.Field[Any, Any]]] = {}
    words = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)
    for model in personal_data.our_models():
        said = personal_data.declared(model)
        for name, personal in said.fields.items() if said else ():
            field = model._meta.get_field(name)
            if personal.erased is Erased.NEVER or not isinstance(field, words):
                continue
            if not field.choices and check_language not in field.validators:
                found.setdefault(model, []).append(field)
    return found


def value_for(field: models.Field[Any, Any]) -> object:
    if isinstance(field, models.GenericIPAddressField):
        return NETWORK
    if isinstance(field, models.JSONField):
        return {Entry: {"words": SECRET}, ImportRow: {"email": EMAIL.upper()}}.get(field.model, [SECRET])
    if field.model is KeptRecord:  # a record of where the consultation came from, as lines of its chain
        return json.dumps({"entry": {"data": {"words": SECRET}, "salt": "1"}}) + "\n"
    if isinstance(field, models.EmailField) or field.model is ImportRow:
        return f"{SECRET}@example.{'net' if field.model.__name__ == 'Contact' else 'org'}"
    return SECRET


def theirs(model: type[models.Model], field: str, row: Registration) -> QuerySet[models.Model]:
    """Rows of which the field is the person's, or their consultation's."""
    said = personal_data.declared(model)
    assert said
    if model is Entry:
        return QuerySet(model).filter(place=f"registration:{row.pk}")
    if said.fields[field].erased is Erased.WITH_CONSULTATION:
        return QuerySet(model).all()
    owned = Q()
    for path in said.rows.owner.split():
        owned |= Q(**{path: row.person_id})
    return QuerySet(model).filter(owned)


@pytest.fixture
def planted(ghana: Registration, world: World) -> Iterator[Registration]:
    """The person in each such field, in what the sign-in library keeps, and in files."""
    person, secretary = ghana.person, world["secretariat"].person
    links.make(ghana, links.Purpose.ENTER, START)
    mailing = Mailing.objects.get(template="x")
    Delivery.objects.create(mailing=mailing, person=person, language="en", token="p", address="x")
    upload = Upload(name=f"{SECRET}.xlsx", media_type="x", size=1, uploaded_by=secretary, uploaded_at=START)
    upload.file.save("list.xlsx", ContentFile(SECRET.encode()))
    imported = Import.objects.create(
        consultation=world.consultation, upload=upload, kind="registrations", by=secretary, at=START
    )
    message = Upload(name="message.eml", media_type="message/rfc822", size=1, uploaded_at=START)
    message.file.save("message", ContentFile(SECRET.encode()))
    Arrival.objects.create(
        consultation=world.consultation, at=START, way="smtp", original=message, sha256="0" * 64, person=person
    )
    KeptRecord.objects.create(consultation=world.consultation, number=1, lines="")
    ConnectionTest.objects.create(
        consultation=world.consultation, registration=ghana, code="4F2K", purpose="delegate", begun_at=START
    )
    assert ghana.member
    ContributionDraft.objects.create(
        consultation=world.consultation, member=ghana.member, saved_by=person, saved_at=START
    )
    contribution = Contribution.objects.create(consultation=world.consultation, number=1, stage="unconfirmed")
    ContributionVersion.objects.create(
        contribution=contribution, number=1, listing="urgent", item_number=1, language="en", title="x",
        member=ghana.member, received_at=START, channel="paper", source=upload, entered_by=secretary, receipt="x",
    )  # fmt: skip
    ImportRow.objects.create(source=imported, number=1, error=True, cells={}, problems=[], words="x")
    with without_guards():
        for model, fields in planted_fields().items():
            for field in fields:
                rows = theirs(model, field.name, ghana)
                assert rows.exists(), f"plant a row of {model.__name__} that is the person's"
                rows.update(**{field.name: value_for(field)})
    EmailAddress.objects.create(user=person, email=EMAIL)
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    SocialAccount.objects.create(user=person, provider="x", uid=SECRET, extra_data={"name": SECRET})
    key = ""
    for content in ({"_auth_user_id": str(person.pk)}, {"account_login_code": {"email": EMAIL}}):
        store = SessionStore()
        store.update(content)
        store.create()
        key = str(store.session_key)
    UserSession.objects.create(user=person, session_key=key, ip=NETWORK, user_agent=SECRET)
    ghana.refresh_from_db()
    yield ghana
    for path in files():  # the folder outlives the test
        path.unlink()


def found(*words: str) -> set[tuple[str, str]]:
    """Columns of any table that hold one of these words, whatever its case, and files that do."""
    holds: set[tuple[str, str]] = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - every table there is
            columns = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if any(word.lower() in str(value).lower() for word in words):
                        holds.add((table, column))
    if any(EMAIL in str(session.get_decoded()).lower() for session in Session.objects.all()):
        holds.add(("django_session", "session_data"))
    return holds | {("file", path.name) for path in files() if SECRET.encode() in path.read_bytes()}


def files() -> list[Path]:
    return [path for path in (Path(os.environ["HEMICYCLE_HOME"]) / "uploads").rglob("*") if path.is_file()]


def test_nothing_of_a_person_is_left_in_any_table_or_file_once_their_time_has_come(planted: Registration) -> None:
    before = found(SECRET, NETWORK)
    tables = {(model._meta.db_table, field.column) for model, fields in planted_fields().items() for field in fields}
    assert before >= tables
    assert ("django_session", "session_data") in before
    retention.forget(OVER)
    assert found(SECRET, NETWORK) == set()
    assert planted.pk
    assert not Session.objects.exists()


def test_one_person_is_erased_before_that_except_what_is_part_of_the_papers(
    planted: Registration, world: World
) -> None:
    Registration.objects.filter(pk=planted.pk).update(status="withdrawn")
    FocalPoint.objects.filter(person=planted.person).update(end=START)
    erasing.erase(EMAIL.upper(), START)
    erasing.erase(f"{SECRET}@example.net", START)
    left = {(table, column) for table, column in found(SECRET, NETWORK) if table != "file"}
    assert left == PAPERS
    person = Person.objects.get(pk=planted.person_id)
    assert (person.name, person.is_active, person.forgotten_at) == (f"N. N. {person.pk}", False, START)
    assert Registration.objects.get(pk=planted.pk).member_id == planted.member_id
    entry = Entry.objects.filter(act="person.erase").earliest("pk")
    assert (entry.place, entry.system) == (f"person:{person.pk}", "personal-data")
    assert entry.data["erased_from"]
    Person.objects.filter(pk=world["br"].person_id).update(made_up=False)  # somebody whose time comes
    Registration.objects.filter(pk=world["br"].pk).update(asked_at=START)
    retention.forget(OVER)
    assert found(SECRET, NETWORK) == set()


def test_others_keep_what_is_theirs(planted: Registration, world: World) -> None:
    Registration.objects.filter(pk=planted.pk).update(status="withdrawn")
    FocalPoint.objects.filter(person=planted.person).update(end=START)
    other = world["br"].person
    store = SessionStore()
    store["account_login_code"] = {"email": f"not.{EMAIL}"}  # an address that ends with the other one
    store.create()
    row = ImportRow.objects.get()
    row.pk, row.number, row.cells, row.words = None, 2, {"email": f"not.{EMAIL}"}, f"not.{EMAIL}"
    row.save()
    UserSession.objects.create(user=other, session_key="other", ip="192.0.2.3", user_agent="x")
    before = Person.objects.filter(pk=other.pk).values().get()
    erasing.erase(EMAIL, START)
    assert (ImportRow.objects.get().pk, Session.objects.get().pk) == (row.pk, store.session_key)
    assert Person.objects.filter(pk=other.pk).values().get() == before
    assert UserSession.objects.filter(user=other).exists()


@pytest.mark.parametrize("by", ["registration", "mandate"])
def test_who_still_takes_part_withdraws_first(planted: Registration, by: str) -> None:
    if by == "registration":
        FocalPoint.objects.filter(person=planted.person).update(end=START)
    else:
        Registration.objects.filter(pk=planted.pk).update(status="refused")
    with pytest.raises(Refusal) as refusal:
        erasing.erase(EMAIL, START)
    assert refusal.value.reason.code is PeopleCode.STILL_TAKES_PART
    assert refusal.value.reason.facts == {"consultation": "test"}
    assert SECRET in Person.objects.get(pk=planted.person_id).name
    erasing.erase(EMAIL, OVER)
    assert SECRET not in Person.objects.get(pk=planted.person_id).name


def test_the_command_says_what_goes_and_what_stays_and_erases_when_told_to(planted: Registration) -> None:
    def said(*arguments: str) -> str:
        out = StringIO()
        call_command("personal_data", EMAIL, *arguments, stdout=out)
        return out.getvalue()

    words = said("--erase")
    assert "Would be erased" in words
    assert "people.Person: 1" in words
    assert "What stays" in words
    assert "Nothing was erased" in words
    with pytest.raises(CommandError, match="goes with --erase"):
        said("--apply")
    assert SECRET in Person.objects.get(pk=planted.person_id).name
    assert "Erased: what is personal" in said("--erase", "--apply")  # it is 2026: the consultation is over
    assert SECRET not in Person.objects.get(pk=planted.person_id).name
    with pytest.raises(CommandError, match="No data is held under this address"):
        said("--erase")
