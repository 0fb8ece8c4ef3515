"""An enquiry that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.correspondence.models import Enquiry
from hemicycle.people.models import Member
from tests.factories import URGENT, in_list
from tests.support.enquiries import DAY, make_letter, mandate

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    """Three items put to the Council States; the deadline is the day after tomorrow."""
    now = timezone.now()
    letter = make_letter(world, 1005, now - 9 * DAY)
    letter.texts.create(language="en", subject="Organization of the consultation", body="...")
    made = Enquiry.objects.create(
        letter=letter, kind=Enquiry.Kind.ITEMS, asked=["council_state"], deadline_day=(now + 2 * DAY).date()
    )
    for number in (1, 2, 3):
        made.questions.create(**in_list(URGENT, number), title={"en": f"Item {number}"})
    for name in ("br", "jp", "gh"):
        mandate(world[name], now - 8 * DAY)
    Member.objects.filter(code="BR").update(region="A")
    Member.objects.filter(code="GH").update(region="D")
    return made
