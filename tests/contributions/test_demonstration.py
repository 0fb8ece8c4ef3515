"""The demonstration has ten contributions in every state."""

from __future__ import annotations

from collections import Counter

import pytest

from hemicycle.arrivals.models import Arrival
from hemicycle.consultations.models import Consultation
from hemicycle.contributions import queries
from hemicycle.ops.seed import load
from hemicycle.ops.seed.contributions import demonstration_contributions
from hemicycle.rules.contributions import Name, Stage, Timeliness

pytestmark = pytest.mark.django_db


def test_ten_contributions_arrive_once() -> None:
    load()
    consultation = Consultation.objects.get()
    assert demonstration_contributions(consultation) == 10
    assert demonstration_contributions(consultation) == 0
    seen = queries.contributions_of(consultation)
    stages = Counter(one.stage for one in seen)
    assert stages[Stage.POSTED] == 3
    assert stages[Stage.UNCONFIRMED] == 1
    assert stages[Stage.CHANGES_ASKED] == 1
    by_mail = [one for one in seen if one.latest.channel == "mail"]
    assert [row.contribution_mail.version for row in Arrival.objects.order_by("pk")] == [one.latest for one in by_mail]
    assert [one.timeliness for one in by_mail] == [Timeliness.IN_TIME] * 2
    assert [one.timeliness for one in seen].count(Timeliness.LATE) == 1
    (joint,) = [one for one in seen if len(one.submitters) == 3]
    assert sorted(name for _row, name in joint.names) == sorted([Name.CONFIRMED, Name.CONFIRMED, Name.WITHDRAWN])
    assert [one.latest.pages > 2 for one in seen].count(True) == 1
    assert len({one.latest.language for one in seen}) == 6
