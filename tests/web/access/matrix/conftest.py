"""Two whole consultations, made once for all tests of this folder, and every form of the pages of one of them."""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import translation
from django_vite.core.asset_loader import DjangoViteAssetLoader

from hemicycle.config import urls
from hemicycle.media.engine import MediaUnavailable
from hemicycle.people.models import Administrator, Member, Person, Registration
from hemicycle.sittings import admission
from tests.classes import with_experts
from tests.factories import LISTS, START, a_body
from tests.support.two_consultations.whole import two_consultations
from tests.web.access.matrix.addresses import UNUSED
from tests.web.access.matrix.harvest import Asked, Harvest, Look, Sent, harvested
from tests.web.account.passkey_device import Device, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from pytest_django import DjangoDbBlocker

    from tests.support.room import ConnectedPage, RecordingEngine
    from tests.support.two_consultations.whole import Whole


@pytest.fixture(scope="package")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Whole]]:  # noqa: ARG001
    """Both consultations, in a transaction around the tests of this folder, which never commits."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        schema = _schema()
        both = two_consultations()
        a_body(UNUSED)
        both["test"].persons["nowhere"] = Person.objects.create_user("nowhere@example.org", "Ms. Nowhere")
        _administrators(both["test"])
        for whole in both.values():
            whole.consultation.settings = {
                **whole.consultation.settings,
                **with_experts(),
                "second_factor": ["secretariat"],
                "open_after_end": True,
                "lists": LISTS,
                "privacy_notice": {"en": "Notice"},
            }
            whole.consultation.save()
            _expert(whole)
            whole.objects["passkey"] = _passkey(whole.person("br"))
            # One that takes no part: it is invited at its page.
            Member.objects.create(body=whole.consultation.body, code="PT", kind="state", region="B")
        # Where a trigger was taken away within, SQLite reads all tables and triggers again after each request that is
        # taken back, which takes as long as the request.
        assert _schema() == schema
        connection.run_on_commit.clear()  # gone through at each request that is taken back, and never run
        yield both
        transaction.set_rollback(True)


def _schema() -> int:
    """What SQLite counts up at each change of tables and triggers."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA schema_version").fetchone()[0])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Last of all who takes triggers away: those of this folder that came later would pay for it at each request."""
    items.sort(key=lambda item: "in_english" in item.fixturenames)


@pytest.fixture
def both(
    made: dict[str, Whole],
    db: None,  # noqa: ARG001 - each test in a transaction of its own
    engine: RecordingEngine,  # noqa: ARG001
    client_documents: ConnectedPage,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Whole]:
    """Both consultations, without engines."""
    _in_short(monkeypatch)
    return made


def _in_short(patch: pytest.MonkeyPatch) -> None:
    """No engines, and of a refusal no more than that it is one."""

    def away(*_who: object) -> dict[str, str]:
        raise MediaUnavailable("not in this test")

    patch.setattr(admission, "media_access", away)
    # What is looked at is whether somebody is refused: the page that says so takes longer than all that decides it.
    for status in (403, 404):
        patch.setattr(urls, f"handler{status}", partial(_refused, status), raising=False)
    # Every refusal would be logged with its traceback, which takes longer than to refuse.
    patch.setattr(logging.root.manager, "disable", logging.CRITICAL)


def _refused(status: int, _request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(str(exception), status=status)


def _administrators(whole: Whole) -> None:
    """One, and one who was withdrawn."""
    for name, withdrawn_at in (("administrator", None), ("former_administrator", START)):
        person = Person.objects.create_user(f"{name}@example.org", f"Ms. {name.title()}")
        whole.persons[name] = person
        Administrator.objects.create(person=person, since=START, withdrawn_at=withdrawn_at)


def _expert(whole: Whole) -> None:
    """Somebody who represents no Member."""
    person = Person.objects.create_user(f"expert@{whole.slug}.example.org", "Ms. Expert")
    whole.world.people["expert"] = Registration.objects.create(
        consultation=whole.consultation, person=person, role="delegate", person_class="expert", status="confirmed"
    )


def _passkey(person: Person) -> int:
    """Somebody sets up a passkey."""
    options = {"user": {"id": text(b"person")}, "challenge": text(b"challenge")}
    credential = json.loads(Device().create({"publicKey": options}))
    data = {"name": "Telephone", "passwordless": True, "credential": credential}
    made = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
    return int(made.pk)


@pytest.fixture(scope="package")
def whole_harvest(made: dict[str, Whole], django_db_blocker: DjangoDbBlocker) -> Harvest:
    """Every form of every page of the first consultation, and what its pages ask for."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _in_short(patch)
        patch.setattr(settings, "DJANGO_VITE", {"default": {"dev_mode": True}})
        patch.setattr(DjangoViteAssetLoader, "_instance", None)
        asked = Asked()
        asked.listen(patch)
        with transaction.atomic():
            found = harvested(made, asked)
            transaction.set_rollback(True)
    return found


@pytest.fixture(scope="package")
def harvest(whole_harvest: Harvest) -> list[Sent]:
    """Every form of every page of the first consultation."""
    return whole_harvest.sent


@pytest.fixture(scope="package")
def looks(whole_harvest: Harvest) -> list[Look]:
    """What its pages ask for by GET."""
    return whole_harvest.looks
