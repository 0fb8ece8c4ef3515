"""What is personal is declared, field by field; what is declared is erased, and copied for whom it is about."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import models
from django.test.utils import isolate_apps

from hemicycle.fields.personal import Category, Erased, Personal, Readers, declare
from hemicycle.imports.registration_columns import COLUMNS
from hemicycle.journal.models import Entry, Origin
from hemicycle.ops.worker import Rounds
from hemicycle.people import personal_data, retention
from hemicycle.people.checks import every_field_is_declared
from hemicycle.people.details import NAMES, TEXTS, limit, model_of
from hemicycle.people.models import Contact, Invitation, Registration, Upload
from hemicycle.sittings.models import Removal
from tests.factories import START
from tests.people.conftest import OVER, SECRET

if TYPE_CHECKING:
    from tests.factories import World


def test_every_field_of_every_model_says_whether_it_is_personal() -> None:
    assert every_field_is_declared() == []


@isolate_apps("hemicycle.people")
def test_a_field_that_does_not_say_so_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Guest(models.Model):
        name = models.CharField(max_length=10)
        mobile = models.CharField(max_length=40)

        personal_data: ClassVar = declare(
            impersonal="shoe",
            name=Personal(Category.NAME, Readers.SECRETARIAT),
            shoe=Personal(Category.PART, Readers.NOBODY),
        )

        class Meta:
            app_label = "people"

        def __str__(self) -> str:
            return self.name

    monkeypatch.setattr(personal_data, "our_models", lambda: [Guest])
    missing, unknown = every_field_is_declared()
    assert missing.msg == "people.Guest.mobile does not say whether it is personal."
    assert "Add it to personal_data of people.Guest" in str(missing.hint)
    assert "shoe" in unknown.msg


def test_what_is_never_erased_says_why() -> None:
    with pytest.raises(ValueError, match="why"):
        Personal(Category.NAME, Readers.NOBODY, Erased.NEVER)


def everything() -> str:
    """All that the database holds, as text."""
    rows = [row for model in personal_data.our_models() for row in models.QuerySet(model=model).values()]
    return json.dumps(rows, default=str)


def test_nothing_of_a_person_is_left_anywhere_but_what_is_declared_to_stay(ghana: Registration) -> None:
    assert everything().count(SECRET) > 12
    letter = Upload.objects.get().file
    assert letter.storage.exists(str(letter.name))
    retention.forget(OVER)
    assert SECRET not in everything()
    assert not letter.storage.exists(str(letter.name))
    assert not Origin.objects.filter(address="192.0.2.9").exists()
    # Who acted about them is still here, and so is the record of the acts.
    assert Origin.objects.filter(address="192.0.2.1").count() == 2
    assert Entry.objects.filter(place=f"registration:{ghana.pk}").exists()
    assert Removal.objects.count() == 1
    done = Entry.objects.latest("pk").data
    assert done["erased_from"] == list(Entry.objects.exclude(erasure=None).values_list("pk", flat=True))
    assert len(done["erased_from"]) == 2
    assert (done["contacts"], done["drafts"], done["help_messages"], done["receipts"]) == (1, 1, 1, 1)
    assert (done["slot_bookings"], done["booth_messages"]) == (1, 1)
    assert done["help_cases"] == 5, "the case, and the two messages, the call and the request in it"


def test_a_contact_stays_while_its_member_takes_part_in_something(world: World, ghana: Registration) -> None:
    other = type(world.consultation).objects.create(
        body=world.consultation.body, slug="next", title={"en": "Next"}, first_day=OVER.date(), last_day=OVER.date()
    )
    Invitation.objects.create(consultation=other, member=Contact.objects.get().member)
    assert retention.forget(OVER)
    assert Contact.objects.get().name == SECRET
    assert ghana.pk


def test_a_person_gets_all_that_is_theirs(ghana: Registration) -> None:
    def copy(email: str) -> dict[str, Any]:
        out = StringIO()
        call_command("personal_data", email, stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    mine = copy(f"{SECRET}@example.org".lower())
    assert mine["people.Person"][0]["phone"] == SECRET
    assert "password" not in mine["people.Person"][0]
    assert mine["people.Registration"][0]["function"] == ghana.function
    assert mine["correspondence.Draft"][0]["content"] == {"said": SECRET}
    assert len(mine["support.HelpMessage"]) == 3
    assert set(copy(f"{SECRET}@example.net")) == {"people.Contact", "mail.Delivery"}
    with pytest.raises(CommandError, match="Nothing"):
        copy("nobody@example.org")


def test_sessions_that_have_expired_go_once_a_day(world: World) -> None:
    assert world.sitting.pk
    Session.objects.create(session_key="old", session_data="x", expire_date=START)
    Session.objects.create(session_key="new", session_data="x", expire_date=datetime.now(UTC) + timedelta(days=1))
    Rounds("test")._retention()  # noqa: SLF001 - one step of a round
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.parametrize("name", NAMES)
def test_what_people_say_of_themselves_is_personal_imported_and_measured_by_its_column(name: str) -> None:
    said = personal_data.declared(model_of(name))
    assert said
    assert said.fields[name].exported
    assert name in {column.name for column in COLUMNS}
    assert name not in TEXTS or limit(name) > 0
