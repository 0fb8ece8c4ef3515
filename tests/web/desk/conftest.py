"""A consultation in which one of everything waits, and another one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.utils import translation

from hemicycle.correspondence.actions import clearing
from tests.support.two_consultations.whole import two_consultations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from tests.support.two_consultations.whole import Whole


@pytest.fixture(scope="package")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Whole]]:  # noqa: ARG001
    """Both, in a transaction around the tests of this folder, which never commits."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        both = two_consultations()
        for whole in both.values():
            clearing.require_clearance(whole.consultation.pk, whole.performer(), whole.now, needed=True)
            whole.consultation.refresh_from_db()
        yield both
        transaction.set_rollback(True)


@pytest.fixture
def both(made: dict[str, Whole], db: None) -> dict[str, Whole]:  # noqa: ARG001 - each test in a transaction of its own
    """Both consultations."""
    return made


@pytest.fixture
def whole(both: dict[str, Whole]) -> Whole:
    """The one whose desk is looked at."""
    return both["test"]
