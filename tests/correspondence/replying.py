"""Answers of the States of ``Asked``, for the tests of replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Reply, ReplyVersion
from hemicycle.people.models import Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.journal.record import Performer
    from tests.correspondence.conftest import Asked

SOON = NOW + timedelta(hours=1)


def yes(asked: Asked, *numbers: int, no: tuple[int, ...] = ()) -> Answer:
    keys = {question.number: question.pk for question in asked.questions}
    return Answer({keys[n]: "yes" for n in numbers} | {keys[n]: "no" for n in no})


def give(asked: Asked, name: str = "br", *numbers: int, **more: object) -> ReplyVersion:
    at, base = more.pop("at", NOW), more.pop("base", None)
    return replies.submit(
        asked.enquiry,
        asked.performer(name),
        at,  # type: ignore[arg-type]
        member=asked.member(name),
        answer=replace(yes(asked, *(numbers or (1,))), base=base),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def stands(asked: Asked, name: str = "br") -> tuple[str, int | None]:
    reply = Reply.objects.select_related("counted").get(enquiry=asked.enquiry, member=asked.member(name))
    return reply.status, reply.counted.number if reply.counted else None


def second(asked: Asked) -> Performer:
    """The technician becomes one of the secretariat too."""
    Registration.objects.filter(pk=asked.world["technician"].pk).update(role="secretariat")
    return asked.performer("technician")


def on_paper(asked: Asked, *numbers: int, at: datetime = SOON, confirmed: bool = True, **more: object) -> ReplyVersion:
    """Ghana answers on paper, received before it is entered."""
    source = Source(
        Channel.PAPER,
        asked.paper(asked.world["secretariat"].person),
        more.pop("received", NOW),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    desk, ghana = asked.performer("secretariat"), asked.member("gh")
    version = replies.enter(asked.enquiry, desk, at, member=ghana, answer=yes(asked, *numbers), source=source)
    return replies.confirm(version, second(asked), at) if confirmed else version
