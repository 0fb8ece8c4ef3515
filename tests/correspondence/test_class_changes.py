"""While Members are asked, nobody gets or loses the right to say something by a change of the classes (rule 2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.participation import ClassSetting
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import queries
from hemicycle.people.actions import classes
from hemicycle.people.messages import refusal_message
from hemicycle.people.queries import class_of
from hemicycle.rules.capacity import SIGHTS, Right
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL_STATE, OBSERVER_STATE
from tests.support.agenda import NOW, SENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.support.agenda import Agenda

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
#: Of Council States, as a setting has them: what they see is no right beside others.
RIGHTS = COUNCIL_STATE.rights - SIGHTS
#: The letter's deadline is on 22 May.
ASKED = SENT + timedelta(days=1)


def change(agenda: Agenda, key: str, at: datetime = ASKED, **new: object) -> None:
    agenda.consultation.refresh_from_db()
    before = next(one for one in settings_of(agenda.consultation.settings).classes if one.key == key)
    wanted, seen = before.model_copy(update=new), seen_of(before)
    classes.CLASSES.change(agenda.consultation.pk, agenda.performer("secretariat"), at, wanted, seen=seen)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    assert "DM-20/1005" in refusal_message(caught.value.reason)
    return caught.value.reason.code.value


def test_rights_of_who_is_asked_stay_until_the_deadline(agenda: Agenda) -> None:
    council, observer = COUNCIL_STATE.value, OBSERVER_STATE.value
    for right in (Right.ANSWER, Right.PROPOSE, Right.VOTE):
        without = RIGHTS - {right}
        assert refused(lambda without=without: change(agenda, council, rights=without)) == "classes_while_asked"  # type: ignore[misc]
    guests = ClassSetting(key="guest", one={"en": "Guest"}, members=frozenset({"BR"}))
    change(agenda, council, one={"en": "Council State"}, seconds=60, rights=RIGHTS ^ {Right.DEFER})
    change(agenda, observer, rights=(OBSERVER_STATE.rights - SIGHTS) ^ {Right.PROPOSE})
    change(agenda, council, NOW, rights=RIGHTS - {Right.PROPOSE})
    # A Member is asked as what it was when the letter went out, whichever class claims it since.
    classes.CLASSES.add(agenda.consultation.pk, agenda.performer("secretariat"), ASKED, guests)
    agenda.consultation.refresh_from_db()
    brazil = agenda.world["br"].member
    assert brazil is not None
    assert not class_of(brazil, agenda.consultation.classes, date(2020, 5, 15)).has(Right.ANSWER)
    assert queries.may_answer(agenda.enquiry, brazil, agenda.consultation.classes)


def test_who_is_asked_no_more_may_have_others(agenda: Agenda) -> None:
    agenda.enquiry.declared_at = SENT
    agenda.enquiry.save()
    change(agenda, COUNCIL_STATE.value, rights=RIGHTS - {Right.ANSWER})
