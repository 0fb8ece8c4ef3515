"""What arrives by mail waits for its Member's own link, or for a second person; late is what arrived late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.contributions import links
from hemicycle.contributions.actions import names
from hemicycle.contributions.content import Content
from hemicycle.contributions.receiving import from_mail
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Delivery
from hemicycle.rules.contributions import Stage, Timeliness
from tests.contributions.contributing import CONTENT, IN_TIME, LATE, Contributing, refusal
from tests.support.enquiries import mandate

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = pytest.mark.django_db


def test_rule_21_the_sender_confirms_it_by_a_link_of_their_own(contributing: Contributing, world: World) -> None:
    mandate(world["br"], IN_TIME - timedelta(days=3))
    row = from_mail(
        contributing.key,
        Performer(system="mail"),
        LATE,
        member=contributing.member("br"),
        content=CONTENT,
        mail=contributing.mail(),
        received=IN_TIME,
    )
    seen = contributing.seen(row)
    assert (seen.stage, seen.timeliness) == (Stage.UNCONFIRMED, Timeliness.IN_TIME)
    entry = Entry.objects.get(act="contribution.edit")
    assert (entry.system, entry.subject) == ("mail", "BR")
    submitter = seen.submitters[0]
    delivery = Delivery.objects.get(mailing=submitter.mailing)
    token = links.address_of(submitter, delivery).rstrip("/").rpartition("/")[2]
    found = links.named_in(token, LATE)
    assert found
    names.answer_by_link(*found, None, LATE, confirmed=True)
    assert contributing.seen(row).stage is Stage.SUBMITTED


def test_what_a_mail_lacks_is_said_and_nothing_is_entered(contributing: Contributing) -> None:
    why = refusal(
        from_mail,
        contributing.key,
        contributing.by("secretariat"),
        IN_TIME,
        member=contributing.member("br"),
        content=Content(language="en", title="T"),
        mail=contributing.mail(),
        received=IN_TIME,
    )
    assert why == "contribution_item"
