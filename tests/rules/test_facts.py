"""What each decision rests on: the pages name it, so it is as exact as the decision itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hemicycle.rules import (
    admission,
    candidates,
    deadlines,
    enquiries,
    estimates,
    floor,
    registration,
    replies,
    time_plan,
    undo,
)
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.badges import badge
from hemicycle.rules.candidates import Asked, Choice, ListRule, Terms
from hemicycle.rules.capacity import Period, Role
from hemicycle.rules.deadlines import Deadline
from hemicycle.rules.floor import Asking, SittingState, TurnState
from hemicycle.rules.motions import Motion
from hemicycle.rules.outcomes import may_end_as
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import Opening, Quota, QuotaUnit, Step
from hemicycle.rules.replies import Channel, Version
from hemicycle.rules.time_plan import Frame, Part, Window
from tests.classes import COUNCIL_STATE, SECTOR_MEMBER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.rules.reasons import Decision, Fact

NOON = datetime(2020, 5, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DEADLINE = Deadline.on(date(2020, 5, 22), ZoneInfo("Europe/Zurich"))
LATER = Deadline.on(date(2020, 5, 29), ZoneInfo("Europe/Zurich"))
UNTIL = "2020-05-22T21:59:59+00:00"
BRAZIL, SECTOR, GUEST = COUNCIL_STATE, SECTOR_MEMBER, Role.TECHNICIAN
TWO = Asked(yes=("BR", "JP"), no=("GH",))
LATE, IN_TIME = (Version(3, 1, "yes", DEADLINE.moment + hours * HOUR) for hours in (1, -1))
ENTERED = Version(4, 1, "yes", NOON, channel=Channel.PAPER, entered_by=8)


def window(key: int, day: int = 0, hours: int = 3) -> Window:
    return Window(key, NOON + day * DAY, NOON + day * DAY + hours * HOUR)


def facts(decision: Decision) -> Mapping[str, Fact]:
    return dict(decision.reason.facts)


def test_of_candidates() -> None:
    urgent = candidates.candidate(Asked(("BR",), ("GH", "JP")), Terms(ListRule.STAYS))
    assert facts(urgent) == {"no": 2, "yes": 1}
    assert facts(candidates.candidate(TWO, Terms(ListRule.CANDIDATE, 2))) == {"yes": 2, "least": 2}
    assert facts(candidates.candidate(TWO, Terms(ListRule.CANDIDATE, 3))) == {"yes": 2, "least": 3}
    assert facts(candidates.may_choose(TWO, Terms(ListRule.CANDIDATE), Choice.REMOVED)) == {"choice": "removed"}


LETTER = deadlines.Sent("DM-20/1007", NOON, frozenset({"BR"}))
QUESTION = deadlines.Sent("DM-20/1005", NOON - DAY, frozenset({"BR"}))
may_extend = partial(deadlines.may_extend, letter=LETTER, question=QUESTION)


def test_of_deadlines() -> None:
    assert facts(may_extend(DEADLINE, LATER, NOON + DAY)) == {"deadline": UNTIL}
    assert facts(may_extend(DEADLINE, DEADLINE, NOON)) == {"deadline": UNTIL}
    given = may_extend(DEADLINE, LATER, NOON)
    assert facts(given) == {"until": "2020-05-29T21:59:59+00:00", "letter": "DM-20/1007"}


def test_of_entering() -> None:
    assert facts(admission.may_enter(RegistrationStatus.PENDING, SittingState.OPEN, removed=False)) == {
        "status": "pending"
    }
    confirmed = RegistrationStatus.CONFIRMED
    assert facts(admission.may_enter(confirmed, SittingState.OPEN, removed=True)) == {"reason": ""}
    removed = admission.may_enter(confirmed, SittingState.OPEN, removed=True, removed_why="disturbs")
    assert facts(removed) == {"reason": "disturbs"}
    shown = badge(RegistrationStatus.WAITING, Period(NOON.date()), NOON.date(), registered_for_day=True)
    assert facts(shown) == {"status": "waiting"}


def test_of_minutes() -> None:
    assert facts(estimates.may_take(0)) == {"minutes": 0, "least": 1, "most": 600}
    assert facts(estimates.may_take(600)) == {"minutes": 600}
    assert facts(estimates.may_frame(121)) == {"minutes": 121, "most": 120}
    assert facts(estimates.may_frame(120)) == {"minutes": 120}


def test_of_asking_for_the_floor_and_giving_it() -> None:
    running = SittingState.OPEN
    assert facts(floor.may_ask(Asking(BRAZIL, SittingState.SUSPENDED, list_open=True))) == {"state": "suspended"}
    for sent in (True, False):
        asking = Asking(BRAZIL, running, list_open=True, has_contribution=sent)
        assert facts(floor.may_ask(asking)) == {"has_contribution": sent}
    raised = floor.may_ask(Asking(SECTOR, running, list_open=True, motion=Motion.POINT_OF_ORDER))
    assert facts(raised) == {"capacity": "sector_member"}
    assert facts(floor.may_give(SittingState.PLANNED, TurnState.NEXT, times_spent=False)) == {"state": "planned"}
    assert facts(floor.may_give(running, TurnState.FAILED, times_spent=False)) == {"state": "failed"}
    assert facts(floor.may_invite(BRAZIL, SittingState.ENDED, times_spent=False, here=True)) == {"state": "ended"}
    assert facts(floor.may_invite(GUEST, running, times_spent=False, here=True)) == {"capacity": "technician"}


def test_of_leading() -> None:
    assert facts(floor.presides(BRAZIL, 1, 1)) == {"capacity": "council_state"}
    assert facts(floor.may_pass_lead(Role.CHAIR, 1, 1, SECTOR)) == {"capacity": "sector_member"}
    assert facts(may(BRAZIL, Action.FLOOR_ASK)) == {"capacity": "council_state", "action": "floor.ask"}
    assert facts(may(GUEST, Action.FLOOR_ASK)) == {"capacity": "technician", "action": "floor.ask"}


def test_of_outcomes() -> None:
    for outcome in ("noted", "Agreed", "postponed"):
        assert facts(may_end_as(outcome)) == {"outcome": outcome}


def test_of_a_heading_of_conditions() -> None:
    assert facts(enquiries.may_drop_heading(conditions=2, clusters=0, lead_ins=1)) == {
        "conditions": 2,
        "clusters": 0,
        "lead_ins": 1,
    }
    assert facts(enquiries.may_drop_heading(conditions=0, clusters=0, lead_ins=0)) == {}


def test_of_registering() -> None:
    opening = Opening(NOON, NOON + HOUR)
    assert facts(registration.may_register(opening, NOON - HOUR, invited=True)) == {"opens": NOON.isoformat()}
    assert facts(registration.may_register(opening, NOON + DAY, invited=True)) == {
        "closed": "2020-05-22T13:00:00+00:00"
    }
    quota = Quota(3, QuotaUnit.GROUP)
    assert facts(registration.place(quota, 2)) == {"size": 3, "taken": 2}
    full = registration.place(quota, 4)
    assert (full.reason.rule, full.reason.code) == (3, "quota_full")
    assert facts(full) == {"size": 3, "taken": 4, "unit": "sector"}


def test_of_replying() -> None:
    for at in (NOON, NOON + DAY):
        assert facts(replies.may_answer(DEADLINE, at, declared=False)) == {"deadline": UNTIL}
    for version in (IN_TIME, LATE):
        assert facts(replies.may_accept_late(version, DEADLINE, declared=False)) == {"version": 3}
    assert facts(replies.may_confirm(IN_TIME, 8, declared=False)) == {"version": 3}
    for person in (8, 9):
        assert facts(replies.may_confirm(ENTERED, person, declared=False)) == {"version": 4}
    for has_source in (True, False):
        assert facts(replies.may_enter(Channel.PHONE, NOON, NOON, has_source=has_source)) == {"channel": "phone"}


def test_of_declaring_and_of_leaving_what_was_asked() -> None:
    assert facts(enquiries.may_declare(DEADLINE, NOON, declared=False, unsettled=0)) == {"deadline": UNTIL}
    assert facts(enquiries.may_declare(DEADLINE, NOON + DAY, declared=False, unsettled=2)) == {"replies": 2}
    assert facts(registration.may_leave_letters(3, 0)) == {"letters": 3}
    assert registration.may_leave_letters(0, 0).reason.code == "nothing_against"


def test_of_sittings() -> None:
    limit = time_plan.DaysLimit(5, "No more")
    assert facts(time_plan.may_sit([window(key, key) for key in range(6)], limit)) == {
        "days": 6,
        "most": 5,
        "why": "No more",
    }
    assert facts(time_plan.may_sit([window(key, key) for key in range(301)])) == {"sittings": 301, "most": 300}
    assert facts(time_plan.may_sit([window(key, key) for key in range(5)])) == {"days": 5}
    assert facts(time_plan.may_sit([window(1), window(2, 1, hours=0)])) == {"sitting": 2}
    assert facts(time_plan.may_sit([window(1), window(2)])) == {"sitting": 1, "other": 2}
    assert facts(time_plan.may_reschedule(2, begun=True)) == {"sitting": 2}


def test_of_steps_and_of_taking_them_back() -> None:
    late = undo.may_undo(mine=True, undone=False, acted_at=NOON, at=NOON + HOUR)
    assert facts(late) == {"minutes": 10}
    step = registration.after(RegistrationStatus.WITHDRAWN, Step.CONFIRM)
    assert isinstance(step, Refused)
    assert (step.reason.rule, step.reason.code) == (None, "registration_step")
    assert step.reason.facts == {"step": "confirm", "status": "withdrawn"}
    back = undo.restored(RegistrationStatus.PENDING, RegistrationStatus.ENDORSED, RegistrationStatus.REFUSED)
    assert isinstance(back, Refused)
    assert (back.reason.code, back.reason.facts) == ("moved_on_since", {"status": "refused"})


def test_what_has_no_place_in_a_plan_says_how_long_it_takes() -> None:
    made = time_plan.plan([window(1)], [Part(1, 200), Part(2, 170), Part(3, 11)], Frame())
    assert [(left.key, left.reason.code, left.reason.facts) for left in made.left] == [
        (1, "longer_than_a_sitting", {"minutes": 200}),
        (3, "no_sitting_left", {"minutes": 11}),
    ]


def test_where_a_reply_stands_names_the_version_or_how_many_people_differ() -> None:
    other = Version(5, 2, "no", NOON)
    settled = Version(8, 2, "no", NOON, settles=True)
    found = {
        "settled": replies.assess([IN_TIME, other, settled], DEADLINE),
        "late_accepted": replies.assess([Version(6, 1, "yes", LATE.received, accepted=True)], DEADLINE),
        "reply_late": replies.assess([Version(7, 1, "yes", LATE.received), LATE], DEADLINE),
        "replies_differ": replies.assess([IN_TIME, other], DEADLINE),
        "reply_unconfirmed": replies.assess([ENTERED], DEADLINE),
        "reply_counted": replies.assess([IN_TIME], DEADLINE),
    }
    assert {code: standing.reason.code for code, standing in found.items()} == {code: code for code in found}
    assert {code: standing.reason.facts for code, standing in found.items()} == {
        "settled": {"version": 8},
        "late_accepted": {"version": 6},
        "reply_late": {"version": 3},
        "replies_differ": {"people": 2},
        "reply_unconfirmed": {"version": 4},
        "reply_counted": {"version": 3},
    }
