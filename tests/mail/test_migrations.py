"""Mails, links and imports became rooms of their own: what an installation held before is there afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hemicycle.correspondence.models import Letter
from hemicycle.imports.models import ImportRow
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps
    from django.db.models import Model

BEFORE = [("people", "0004_imports"), ("correspondence", "0004_summaries")]


@pytest.fixture
def before(migrate_back: Callable[..., Apps]) -> Apps:
    """The models as they were."""
    return migrate_back(*BEFORE)


def fill(old: Apps) -> dict[str, int]:
    """A row of each model that moved, and of what points to one; their keys by today's name."""

    def make(model: str, **fields: Any) -> Model:
        row: Model = old.get_model(model)(**fields)
        row.save()
        return row

    now = timezone.now()
    consultation = make("consultations.Consultation", slug="c", title={"en": "C"}, first_day=now, last_day=now)
    person = make("people.Person", email="a@example.org", name="A")
    registration = make("people.Registration", consultation=consultation, person=person, role="chair")
    mailing = make("people.Mailing", consultation=consultation, template="letter", sent_by=person, at=now)
    upload = make("people.Upload", name="p.csv", media_type="", size=1, uploaded_by=person, uploaded_at=now)
    import_ = make("people.Import", consultation=consultation, upload=upload, kind="members", by=person, at=now)
    made = {
        "mail.mailing": mailing,
        "mail.delivery": make("people.Delivery", mailing=mailing, person=person, language="en", token="t"),
        "mail.personallink": make(
            "people.PersonalLink", registration=registration, digest="d", made_at=now, expires_at=now
        ),
        "imports.import": import_,
        "imports.importrow": make(
            "people.ImportRow", source=import_, number=2, error=True, cells={"code": "A"}, problems=[], words="A"
        ),
        "correspondence.letter": make(
            "correspondence.Letter", consultation=consultation, number=1, dated=now, mailing=mailing
        ),
    }
    return {name: row.pk for name, row in made.items()}


def test_what_was_there_before_is_there_afterwards(before: Apps) -> None:
    made = fill(before)
    task = before.get_model("django_tasks_database.DBTaskResult").objects.create(
        task_path="hemicycle.people.imports.background.check_later",
        args_kwargs={"args": [made["imports.import"]], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
    )
    types = before.get_model("contenttypes.ContentType").objects
    type_of = {name: types.get_or_create(app_label="people", model=name)[0].pk for name in ("delivery", "import")}
    migrate()
    assert {name: apps.get_model(name).objects.get().pk for name in made} == made
    assert Letter.objects.get().mailing == Delivery.objects.get().mailing == Mailing.objects.get()
    assert (ImportRow.objects.get().source.by.email, ImportRow.objects.get().cells) == ("a@example.org", {"code": "A"})
    assert PersonalLink.objects.get().registration.links.get().digest == "d"
    # What refers to a content type goes on doing so, and what waits for the worker is found.
    assert ContentType.objects.get(app_label="mail", model="delivery").pk == type_of["delivery"]
    assert ContentType.objects.get(app_label="imports", model="import").pk == type_of["import"]
    assert DBTaskResult.objects.get(pk=task.pk).task.name == "check_later"
    # New rows get keys of their own.
    assert (
        Mailing.objects.create(consultation=Letter.objects.get().consultation, at=timezone.now()).pk
        > made["mail.mailing"]
    )
    with pytest.raises(ProtectedError):
        Mailing.objects.get(pk=made["mail.mailing"]).delete()
