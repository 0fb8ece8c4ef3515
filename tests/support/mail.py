"""A message of the secretariat, and what became of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.mail import mailings
from hemicycle.mail.audience import Selection
from hemicycle.mail.mailings import Draft
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from typing import Any

    from hemicycle.mail.models import Mailing
    from tests.factories import World


ENGLISH = {"en": "Dear {name} of {member}"}


def draft(selection: Selection | None = None, **changes: Any) -> Draft:
    """A message in English to nobody, unless said otherwise."""
    wanted = {"template": "words", "subject": {"en": "{consultation}"}, "body": ENGLISH, **changes}
    return Draft(selection=selection or Selection(registrations=()), **wanted)


def to(world: World, *names: str) -> Selection:
    """These people by name."""
    return Selection(registrations=tuple(world[name].pk for name in names))


def send(world: World, letter: Draft, expected: int, by: str = "secretariat") -> Mailing:
    """Send a draft, as one who has seen that it goes to so many."""
    performer = Performer(world[by].person, "192.0.2.2")
    return mailings.send(world.consultation.pk, performer, timezone.now(), letter, expected)


@contextmanager
def nothing_after_commit() -> Iterator[None]:
    """Of the acts within, what is told after the commit is lost: as if the process had been killed in that moment."""
    with mock.patch.object(BaseDatabaseWrapper, "on_commit") as lost:
        yield
    assert lost.called, "nothing was to be told after the commit"


def code(act: Callable[[], Any]) -> str:
    """The code of the reason for which an act is refused."""
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code


def states(mailing: Mailing) -> list[str]:
    """What became of each delivery."""
    return list(mailing.deliveries.values_list("state", flat=True))


def body(message: EmailMessage, kind: str = "plain") -> str:
    """The text of a message, or its HTML."""
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())
