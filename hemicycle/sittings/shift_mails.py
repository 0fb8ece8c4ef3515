"""The mail to an interpreter whose shifts changed, with a calendar file (rule 57)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from babel.dates import format_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.mail.audience import Recipient
from hemicycle.mail.message import ENCLOSING
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import own_time_of
from hemicycle.sittings.models import BoothShift, ShiftMailing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting

SHIFTS = "booth_shifts"
TEXT = Template(
    gettext_lazy("Shifts of an interpreter"),
    lambda: _("Your shifts: {consultation}"),
    lambda: _(
        "Dear {name},\n\nyour shifts in the booths of the consultation “{consultation}” have changed. In the sittings "
        "concerned they are now:\n\n{shifts}\n\nOpen the attached file to change the entries in your calendar. All "
        "your sittings: {home_page}"
    ),
    names=("shifts",),
    required=("shifts",),
)


def listen() -> None:
    """The desk knows this mail by its name, and it encloses a calendar file."""
    TEMPLATES[SHIFTS] = TEXT
    ENCLOSING.add(SHIFTS)


def tell(act: Act, changed: Iterable[tuple[Sitting, Registration]]) -> int:
    """Queue to each person, within the act, what their shifts are in the sittings in which they changed; how many."""
    sittings: dict[int, dict[int, Sitting]] = {}
    people: dict[int, Registration] = {}
    for sitting, registration in changed:
        if registration.person.is_active and registration.person.forgotten_at is None:
            people[registration.pk] = registration
            sittings.setdefault(registration.pk, {})[sitting.pk] = sitting
    for key, registration in people.items():
        concerned = sorted(sittings[key].values(), key=lambda row: row.opens_at)
        with within_the_act(f"shifts of registration {key}"):
            known = partial(_known, act.consultation, registration, concerned)
            to = [Recipient.registered(registration)]
            mailing = queue(act.consultation, SHIFTS, to, act.at, known, act.performer.person)
            ShiftMailing.objects.bulk_create(ShiftMailing(sitting=row, mailing=mailing) for row in concerned)
    return len(people)


def _known(consultation: Consultation, registration: Registration, sittings: Sequence[Sitting]) -> dict[str, str]:
    rows = BoothShift.objects.filter(sitting__in=sittings, registration=registration, cancelled_at=None)
    lines = []
    for sitting in sittings:
        own = [_line(consultation, row) for row in rows if row.sitting_id == sitting.pk]
        none = _("%(date)s: no shifts") % {"date": local.long_date(consultation.day(sitting.opens_at))}
        lines += own or [none]
    return {"shifts": "\n".join(lines)}


def _line(consultation: Consultation, row: BoothShift) -> str:
    zone = consultation.zone
    facts = {
        "begins": local.moment(row.begins_at, zone),
        "ends": format_time(row.ends_at.astimezone(zone), "HH:mm", locale=reader_language()),
        "language": NATIVE_NAMES[row.language],
    }
    return _("%(begins)s, until %(ends)s, booth: %(language)s") % facts + own_time_of(row.begins_at)
