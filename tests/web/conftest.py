"""A small consultation, a test client for each of its people, and pages without a build of the front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import caches
from django.test import Client, RequestFactory
from django_vite.core.asset_loader import DjangoViteAssetLoader

from hemicycle.people.models import Registration
from hemicycle.web.desk import navigation
from tests.factories import make_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import Settings

    from hemicycle.people.models import Person
    from tests.factories import World


@pytest.fixture(autouse=True)
def _no_build(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Address the front end's sources where the built files would be named."""
    settings.DJANGO_VITE = {"default": {"dev_mode": True}}
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(DjangoViteAssetLoader, "_instance", None)
    caches["process"].clear()
    # What one page has counted is no reason for another one of the test to ask less.
    monkeypatch.setattr(navigation, "REMEMBERED", 0)


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``, its sitting open."""
    return make_world()


@pytest.fixture(scope="session")
def client_of() -> Callable[[Registration | Person | None], Client]:
    """Makes test clients in which somebody has just signed in by a code, or nobody."""

    def make(who: Registration | Person | None) -> Client:
        client = Client()
        if who is not None:
            person = who.person if isinstance(who, Registration) else who
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
            request = RequestFactory().get("/")
            request.session = client.session
            record_authentication(request, person, "code")
            request.session.save()
        return client

    return make
