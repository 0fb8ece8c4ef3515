"""Checks and applies a short file at once, and a long one beside the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from hemicycle.consultations import own_words
from hemicycle.imports import run
from hemicycle.imports.models import Import
from hemicycle.imports.reasons import ImportCode
from hemicycle.journal.record import Performer
from hemicycle.people.models import Person
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from datetime import datetime

#: Rows that are checked, or applied, while the person waits for the answer.
AT_ONCE = 500


def check(import_: Import, at: datetime) -> None:
    """Check a file, or have it checked; what is wrong with it is told on its page."""
    try:
        long = run.is_longer(import_, AT_ONCE)
    except Refusal as refused:
        run.stop(import_, refused.reason)
        return
    if long:
        check_later.enqueue(import_.pk)
    else:
        _check(import_, at)


def _check(import_: Import, at: datetime) -> None:
    try:
        run.check(import_, at)
    except Exception:
        run.stop(import_, Reason(ImportCode.IMPORT_BROKE))
        raise


def apply(import_: Import, performer: Performer, at: datetime) -> None:
    """Apply a file, or have it applied.

    Raises:
        Refusal: as for ``run.apply``; a long file says so on its page.
    """
    run.require_not_applied(import_)
    if import_.total <= AT_ONCE:
        run.apply(import_, performer, at)
        return
    person = performer.person
    waits = Import.objects.filter(pk=import_.pk, state=Import.State.CHECKED)
    if person is None or not waits.update(state=Import.State.APPLYING, refusal={}):
        raise Refusal(ImportCode.IMPORT_APPLIED_ALREADY)
    apply_later.enqueue(import_.pk, person.pk, performer.address)


@task
def check_later(key: int) -> None:
    """Check a file."""
    import_ = _import(key)
    with own_words.within(import_.consultation):
        _check(import_, timezone.now())


@task
def apply_later(key: int, person: int, address: str | None) -> None:
    """Apply a file for the person who asked for it; whatever goes wrong is told on its page."""
    import_ = _import(key)
    try:
        with own_words.within(import_.consultation):
            run.apply(import_, Performer(Person.objects.get(pk=person), address), timezone.now())
    except Refusal as refused:
        run.stop(import_, refused.reason)
    except Exception:
        run.stop(import_, Reason(ImportCode.IMPORT_BROKE))
        raise


def _import(key: int) -> Import:
    """With the body of its consultation, in whose words columns and choices may be."""
    return Import.objects.select_related("consultation__body").get(pk=key)
