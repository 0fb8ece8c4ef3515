"""The shifts of a sitting's booths are planned on record, follow the sitting, and reach each interpreter's calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import programme
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Person, Registration
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.shifts import Shift
from hemicycle.sittings.actions.planning import Hours, set_calendar
from hemicycle.sittings.actions.shifts import set_shifts
from hemicycle.sittings.models import BoothShift, Sitting
from tests.factories import START, make_world

if TYPE_CHECKING:
    from datetime import datetime

    from icalendar import Event

    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
#: Whose, in which booth, and the minutes of the sitting.
Planned = tuple[str, str, int, int]


@pytest.fixture
def planned(db: None) -> World:  # noqa: ARG001 - opens the database
    """A sitting to come; one interpreter is in Accra and reads French."""
    world = make_world(opened=False)
    Person.objects.filter(pk=world["french2"].person_id).update(time_zone="Africa/Accra", language="fr")
    return world


def plan(
    world: World, *wanted: Planned, by: str = "secretariat", sitting: int = 0, seen: int = -1, at: datetime = START
) -> str:
    """The code of the refusal, or how many people are told."""
    opens = world.sitting.opens_at
    shifts = [
        Shift(world[who].pk, booth, opens + timedelta(minutes=begins), opens + timedelta(minutes=ends))
        for who, booth, begins, ends in wanted
    ]
    edition = programme(world.consultation).plan_edition if seen < 0 else seen
    where = world.consultation.pk, Performer(world[by].person), at, shifts
    try:
        return str(set_shifts(*where, sitting=sitting or world.sitting.pk, edition=edition))
    except Refusal as refusal:
        return refusal.reason.code.value if refusal_message(refusal.reason) else "without words"


def kept(world: World) -> set[Planned]:
    names, opens = {row.pk: name for name, row in world.people.items()}, Sitting.objects.get().opens_at
    minute = timedelta(minutes=1)
    return {
        (names[row.registration_id], row.language, (row.begins_at - opens) // minute, (row.ends_at - opens) // minute)
        for row in BoothShift.objects.filter(cancelled_at=None)
    }


def told(world: World, who: str) -> tuple[str, dict[str, Event]]:
    """The last mail to somebody: its text, and the events of its file by their status, or else their start."""
    delivery = Delivery.objects.filter(registration=world[who]).latest("pk")
    message = compose(delivery, lambda _purpose: "")
    (file,) = [part for part in message.attachments if part[0] == "shifts.ics"]
    events = Calendar.from_ical(file[1]).events
    return str(message.body), {str(one.get("STATUS") or f"{one.start:%H:%M}"): one for one in events}


def test_a_plan_is_set_changed_and_cancelled_on_record_and_each_person_gets_it_for_their_calendar(
    planned: World,
) -> None:
    first: list[Planned] = [("french", "fr", 0, 30), ("french2", "fr", 30, 60), ("french2", "en", 60, 90)]
    assert plan(planned, *first) == "2"
    assert kept(planned) == set(first)
    entry = Entry.objects.latest("pk")
    assert [(row[1], row[2], row[5]) for row in entry.data["shifts"]] == [
        (planned[who].pk, booth, "added") for who, booth, _, _ in first
    ]
    body, events = told(planned, "french2")
    assert "12:30 (heure de Genève, UTC+2)" in body
    assert "10:30 (" in body, "by their own clock too"
    before = {name: (one["UID"], int(str(one["SEQUENCE"]))) for name, one in events.items()}
    assert set(before) == {"12:30", "13:00"}
    assert plan(planned, *first) == "0"
    assert Entry.objects.latest("pk") == entry
    later = START + timedelta(minutes=1)
    assert plan(planned, ("french", "fr", 0, 30), ("french2", "fr", 30, 45), at=later) == "1"
    assert Delivery.objects.filter(registration=planned["french"]).count() == 1, "nothing changed for them"
    _, events = told(planned, "french2")
    after = {name: (one["UID"], int(str(one["SEQUENCE"]))) for name, one in events.items()}
    assert after == {"12:30": (before["12:30"][0], 1), "CANCELLED": (before["13:00"][0], 1)}
    assert events["12:30"].end.strftime("%H:%M") == "12:45"
    assert [row[5] for row in Entry.objects.latest("pk").data["shifts"]] == ["moved", "cancelled"]


def test_what_is_not_planned(planned: World) -> None:
    Registration.objects.filter(pk=planned["french2"].pk).update(status="withdrawn")
    assert plan(planned, ("french2", "fr", 0, 30)) == "not_registered"
    Registration.objects.filter(pk=planned["french2"].pk).update(status="confirmed")
    assert plan(planned, ("french2", "fr", 0, 30), ("french2", "en", 20, 50)) == "shift_in_two_booths"
    assert plan(planned, ("french", "en", 0, 30)) == "shift_in_others_booth"
    assert plan(planned, ("technician", "fr", 0, 30)) == "shift_of_no_interpreter"
    assert plan(planned, ("french", "fr", 0, 24 * 60)) == "shift_outside_sitting"
    assert plan(planned, ("french", "fr", 30, 30)) == "shift_without_time"
    assert plan(planned, ("french", "fr", 0, 30), by="br") == "not_permitted"
    assert plan(planned, ("french", "fr", 0, 30), by="french") == "not_permitted"
    assert plan(planned, ("french", "fr", 0, 30), seen=99) == "draft_changed_meanwhile"
    assert plan(planned, ("french", "fr", 0, 30), sitting=10_000) == "no_such_sitting"
    Sitting.objects.update(state=SittingState.ENDED.value)
    assert plan(planned, ("french", "fr", 0, 30)) == "booths_of_ended"
    assert not BoothShift.objects.exists()
    assert not Delivery.objects.exists()


def test_shifts_follow_their_sitting_which_is_not_taken_off_while_it_has_any(planned: World) -> None:
    plan(planned, ("french", "fr", 0, 30))
    sitting = Sitting.objects.get()
    zone = planned.consultation.zone
    opens = (sitting.opens_at + timedelta(hours=26)).astimezone(zone)
    hours = Hours(opens.date(), opens.time(), (opens + timedelta(hours=3)).time(), sitting.pk)
    performer = Performer(planned["secretariat"].person)
    later = START + timedelta(minutes=1)
    where = planned.consultation.pk, performer, later
    set_calendar(*where, [hours], edition=programme(planned.consultation).plan_edition)
    assert kept(planned) == {("french", "fr", 0, 30)}
    body, events = told(planned, "french")
    assert "10 June 2020, 14:00" in body
    assert [int(str(one["SEQUENCE"])) for one in events.values()] == [1]
    with pytest.raises(Refusal) as refused:
        set_calendar(*where, [], edition=programme(planned.consultation).plan_edition)
    assert refused.value.reason.code == "sitting_has_shifts"
    plan(planned)
    assert "10 June 2020: no shifts" in told(planned, "french")[0]
