"""The words with which people are invited to a rehearsal or a test session, to be changed before they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import django_language
from hemicycle.mail.own_texts import Words
from hemicycle.rules.permissions import Action, permits
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting


def classes(consultation: Consultation) -> list[str]:
    """Of those who may enter it."""
    return [one.value for one in consultation.classes.capacities if permits(one, Action.ROOM_ENTER)]


def words(sitting: Sitting) -> dict[str, Words]:
    """In each language in which the consultation writes."""
    found = {}
    for code in sitting.consultation.languages.documents:
        with translation.override(django_language(code)):
            found[code] = _words(sitting)
    return found


def _words(sitting: Sitting) -> Words:
    zone = sitting.consultation.zone
    known = {
        "sitting": labels.sitting_number(sitting),
        "opens": labels.moment(sitting.opens_at, zone, named=True),
        "closes": labels.moment(sitting.closes_at, zone, named=True),
    }
    body = _(
        "Dear {name},\n\n"
        "you are invited to take part in %(sitting)s of the consultation “{consultation}”, which opens on %(opens)s "
        "and closes on %(closes)s.\n\n"
        "It is held in the meeting room, by the procedure and with interpretation. Nothing in it counts: please use it "
        "to ask for the floor and to speak.\n\n"
        "Please test your connection beforehand, in two minutes, from where you will take part: {test_link}\n\n"
        "The way to the meeting room: {home_page}\n"
        "Your registration, with all times for your calendar: {registration_page}"
    )
    return Words(_("Invitation: %(sitting)s, %(opens)s") % known, body % known)
