"""Deadlines on pages: in their zone, and how long it is until then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from babel.dates import format_timedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.languages import reader_language
from hemicycle.people.messages import refusal_message
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.deadlines import may_be
from hemicycle.rules.reasons import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal, TypeAlias

    from django.forms import BaseForm

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.deadlines import Deadline

    Unit: TypeAlias = Literal["day", "hour", "minute"]

_DAY = timedelta(days=1)
#: So many of a unit are not worded as one of the next.
_NEVER = 100_000


def time_left(until: datetime, now: datetime) -> str:
    """As in "2 days, 5 hours", in the reader's language; the smaller unit counts whole ones; empty once it is over."""
    left = until - now
    if left <= timedelta():
        return ""
    if left >= _DAY:
        return _said(timedelta(days=left.days), "day", timedelta(hours=left.seconds // 3600), "hour")
    hours = timedelta(hours=left.seconds // 3600)
    minutes = timedelta(minutes=max(left.seconds % 3600 // 60, 0 if hours else 1))
    return _said(hours, "hour", minutes, "minute")


def _said(larger: timedelta, unit: Unit, smaller: timedelta, smaller_unit: Unit) -> str:
    """Both, or the one that is not nothing."""
    said = [
        format_timedelta(part, granularity=granularity, threshold=_NEVER, locale=reader_language())
        for part, granularity in ((larger, unit), (smaller, smaller_unit))
        if part
    ]
    if len(said) == 1:
        return said[0]
    return _("%(larger)s, %(smaller)s") % {"larger": said[0], "smaller": said[1]}


def check_deadline(form: BaseForm, deadline: Deadline, consultation: Consultation, *, day: str, time: str) -> None:
    """Say beside its field why a deadline cannot be: its year was mistyped, or the clocks leave its time out.

    Args:
        day, time: The names of its fields.
    """
    decision = may_be(deadline, consultation.first_day, consultation.last_day, timezone.localdate())
    if isinstance(decision, Refused):
        field = time if decision.reason.code is RuleCode.NO_SUCH_LOCAL_TIME else day
        form.add_error(field, refusal_message(decision.reason, deadline.zone))


def which_of_two(deadline: Deadline) -> str:
    """Which moment is meant by a deadline at a time that comes twice; empty for any other."""
    if deadline.earlier is None:
        return ""
    words = _(
        "That time occurs twice, because the clocks are put back. Replies are in time until the second one: "
        "%(later)s. If the first one (%(offset)s) is meant, choose a time that occurs once."
    )
    return words % {"later": local.deadline(deadline), "offset": local.offset(deadline.earlier, deadline.zone)}
