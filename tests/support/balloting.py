"""A ballot that was sent, as the tests of results and of their pages have it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Enquiry, VotingProcedure
from hemicycle.journal.record import Performer
from hemicycle.rules.ballots import Mode
from tests.support.enquiries import make_letter, mandate

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import ReplyVersion
    from tests.factories import World

DAY = timedelta(days=1)


def put_to_vote(world: World, mode: Mode | None = None, *titles: str, number: int = 1011) -> Enquiry:
    """A ballot, or a silence procedure where the mode says so, sent four days ago, that ends in two."""
    now, mode = timezone.now(), mode or Mode()
    enquiry = Enquiry.objects.create(
        letter=make_letter(world, number, now - 4 * DAY),
        kind=Enquiry.Kind.SILENCE if mode.silence else Enquiry.Kind.BALLOT,
        asked=["council_state"],
        deadline_day=(now + 2 * DAY).date(),
    )
    procedure = VotingProcedure(enquiry=enquiry)
    procedure.take(mode)
    procedure.save()
    for place, title in enumerate(titles or ("The dates",), start=1):
        enquiry.questions.create(number=place, title={"en": title}, text={"en": f"{title} are fixed.\n\nAt once."})
    for name in ("br", "jp", "gh"):
        mandate(world[name], now - 5 * DAY)
    return enquiry


def vote(world: World, enquiry: Enquiry, name: str, *choices: str, at: datetime | None = None) -> ReplyVersion:
    """A focal point votes on each question: two days ago, so in time wherever the deadline's day ended since."""
    member = world[name].member
    assert member
    keys = enquiry.questions.order_by("number").values_list("pk", flat=True)
    answer = Answer(dict(zip(keys, choices, strict=True)))
    moment = at or timezone.now() - 2 * DAY
    return replies.submit(enquiry, Performer(world[name].person), moment, member=member, answer=answer)


def close(enquiry: Enquiry) -> Enquiry:
    """Its deadline was yesterday."""
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() - DAY).date())
    return Enquiry.objects.get(pk=enquiry.pk)
