"""The result of a connection test: a sentence, what was found, what to mend, and the tests before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from hemicycle.rules.connection_tests import Subject, of_subject
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.support import words
from hemicycle.web.support.access import TEST, TEST_BY_LINK
from hemicycle.web.support.begin_page import earlier, next_sitting

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.support.models import ConnectionTest
    from hemicycle.web.support.access import AtTest


@dataclass(frozen=True)
class Row:
    """What was found of one subject, in words.

    Attributes:
        letter: The letter for the administrator of the network is offered beside it.
    """

    subject: str
    sentences: list[str]
    grade: str
    tone: str
    letter: bool


@never_cache
@page(TEST)
def result(request: HttpRequest, at: AtTest) -> HttpResponse:
    """For its person, and for the desk."""
    return _page(request, at)


@never_cache
@page(TEST_BY_LINK)
def result_by_link(request: HttpRequest, at: AtTest) -> HttpResponse:
    """For who holds the personal link."""
    return _page(request, at)


def _page(request: HttpRequest, at: AtTest) -> HttpResponse:
    test = at.test
    context = {
        "consultation": at.consultation,
        "registration": at.registration,
        "own": at.own,
        "test": test,
        "over": test.is_over(at.now),
        "headline": words.headline(test) if test.finished_at else "",
        "about": words.about(test),
        "rows": rows_of(test),
        "letter": at.address("letter", test),
        "again": at.address() if at.own else "",
        "practice": _practice(at),
        "earlier": earlier(at, but=test),
        "sitting": next_sitting(at.consultation, at.now),
    }
    return render(request, "web/support/result.html", context)


def _practice(at: AtTest) -> str:
    """Where they practise; empty for who may not, or came by a link, which signs nobody in."""
    return reverse("practice", args=[at.consultation.slug]) if at.own and at.may_send(Action.PRACTISE) else ""


def rows_of(test: ConnectionTest) -> list[Row]:
    """What was found, by subject."""
    rows = []
    for subject in Subject:
        findings = of_subject(test.found, subject)
        if not findings or test.measured is None:
            continue
        grade = findings[0].grade
        rows.append(
            Row(
                str(words.SUBJECTS[subject]),
                words.sentences(subject, findings, test.measured),
                str(words.GRADES[grade]),
                words.TONES[grade],
                any(one.cause in words.OF_NETWORK for one in findings),
            )
        )
    return rows
