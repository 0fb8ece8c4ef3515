"""An enquiry on which Members replied, and its pages."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Condition, Enquiry, Letter, Option, ReplyVersion
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint
from tests.classes import KEYS
from tests.support.addressing import address
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

    from hemicycle.people.models import Registration
    from tests.factories import World


DAY = timedelta(days=1)


def make_letter(world: World, number: int, at: datetime | None, to: Collection[str] = KEYS) -> Letter:
    """A letter of DM-20, sent at a moment to some classes, or a draft."""
    return address(
        Letter.objects.create(
            consultation=world.consultation,
            series="DM-20",
            number=number,
            dated=date(2020, 5, 14),
            state=Letter.State.SENT if at else Letter.State.DRAFT,
            sent_at=at,
        ),
        to,
    )


def mandate(who: Registration, start: datetime, end: datetime | None = None) -> None:
    """Who answers for their Member, from when and until when."""
    assert who.member
    FocalPoint.objects.create(consultation=who.consultation, member=who.member, person=who.person, start=start, end=end)


def give(enquiry: Enquiry, who: Registration, at: datetime | None = None, **said: str) -> ReplyVersion:
    """Answers as ``q1="yes"``."""
    keys = dict(enquiry.questions.values_list("number", "pk"))
    answer = Answer({keys[int(name[1:])]: choice for name, choice in said.items()})
    moment = at or timezone.now() - DAY
    assert who.member
    return replies.submit(enquiry, Performer(who.person), moment, member=who.member, answer=answer)


def page(name: str, enquiry: Enquiry | None = None, **asked: str) -> str:
    """The address of a page of the enquiry."""
    ends = ["test", enquiry.pk] if enquiry else ["test"]
    return reverse(name, args=ends) + "?" + "&".join(f"{key}={value}" for key, value in asked.items())


def text(response: HttpResponse) -> str:
    """The page, whatever lines its template is written in."""
    return html_of(response)


def rows(response: HttpResponse) -> list[list[str]]:
    """The rows of an export as text of columns."""
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def ask_with_conditions(world: World) -> Enquiry:
    """A choice with conditions: Brazil has two, Japan one."""
    now = timezone.now()
    made = Enquiry.objects.create(
        letter=make_letter(world, 1004, now - 9 * DAY),
        kind=Enquiry.Kind.OPTIONS,
        asked=["council_state"],
        conditions=True,
        deadline_day=(now + 2 * DAY).date(),
    )
    question = made.questions.create(number=1, title={"en": "Which option?"})
    for place, label in enumerate(("A virtual consultation", "A physical session only"), start=1):
        Option.objects.create(question=question, key="ab"[place - 1], position=place, label={"en": label})
    answer = {
        "br": (("duration", "At most five days"), ("other", "=2+2 <b>bold</b>")),
        "jp": (("duration", "Five days at most"),),
    }
    for name, said in answer.items():
        mandate(world[name], now - 8 * DAY)
        member = world[name].member
        assert member
        replies.submit(
            made,
            Performer(world[name].person),
            now - DAY,
            member=member,
            answer=Answer({question.pk: "a"}, said),
        )
    mandate(world["gh"], now - 8 * DAY)
    return made


def send(client: Client, enquiry: Enquiry, name: str = "enquiry_conditions", **sent: object) -> tuple[int, str]:
    """Send a form of a page of an enquiry: the status of the answer, and its text."""
    answer = client.post(page(name, enquiry), sent)
    return answer.status_code, text(answer)


def conditions_worded(*words: str) -> list[int]:
    """The keys of the conditions in these words."""
    return list(Condition.objects.filter(words__in=words).values_list("pk", flat=True))
