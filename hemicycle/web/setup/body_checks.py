"""What the classes, the body and the languages of a consultation need before anybody is asked to register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.classes import kinds_lacking
from hemicycle.web.setup.check import Check, Gap, of_gaps, to
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.readiness import StaffReady


def classes(consultation: Consultation) -> Check:
    """There are some, and the body has the kinds of Members of which each is."""
    address, rows = to("participation_classes", consultation), list(consultation.classes)
    if not rows:
        return Check(_("Classes"), "", _("no class"), address, _("Open the classes"))
    kinds = {kind.key for kind in consultation.body.has.kinds}
    gaps = []
    for one in rows:
        if lacking := kinds_lacking(one, kinds):
            words = _("“%(class)s” is of kinds of Members that the body does not have: %(kinds)s") % {
                "class": labels.capacity(one),
                "kinds": listed(lacking),
            }
            gaps.append(Gap(words, to("participation_class", consultation, one.value), _("Open the class")))
    return of_gaps(_("Classes"), listed(labels.capacity(one) for one in rows), gaps, address, _("Open the classes"))


def body(consultation: Consultation) -> Check:
    """Its name in each language of documents, as whom it writes, and where a reply and a question go."""
    named, settings = consultation.body.name, settings_of(consultation.settings)
    sender = settings.sender
    lacking = [code for code in consultation.languages.documents if not named.get(code)]
    at_sender, gaps = to("sender", consultation), []
    if lacking:
        words = _("no name in %(languages)s") % {"languages": _named(lacking)}
        gaps.append(Gap(words, to("body", consultation), _("Enter the names")))
    if not sender.name:
        gaps.append(Gap(_("no name of the sender"), at_sender, _("Name the sender")))
    if not sender.reply_to:
        gaps.append(Gap(_("no address for replies"), at_sender, _("Enter the address for replies")))
    if not sender.help_address:
        gaps.append(Gap(_("no help address"), at_sender, _("Enter the help address")))
    if not settings.help_phone:
        at_phone = f"{to('registration_settings', consultation)}#id_help_phone"
        gaps.append(Gap(_("no help telephone"), at_phone, _("Enter the help telephone")))
    return of_gaps(_("Body and sender"), localized(named), gaps, to("body", consultation), _("Open the body"))


def languages(consultation: Consultation, staff: StaffReady) -> Check:
    """A title in each language of documents, and somebody who interprets into each language of sittings."""
    kept = consultation.languages
    untitled = [code for code in kept.documents if not consultation.title.get(code)]
    spoken = kept.of_sittings if len(kept.of_sittings) > 1 else ()
    silent = staff.nobody_interprets_into(spoken)
    gaps = []
    if untitled:
        words = _("no title of the consultation in %(languages)s") % {"languages": _named(untitled)}
        gaps.append(Gap(words, to("particulars", consultation), _("Enter the titles")))
    if silent:
        words = _("nobody interprets into %(languages)s") % {"languages": _named(silent)}
        gaps.append(Gap(words, to("registration_new", consultation), _("Enter somebody")))
    address = f"{to('particulars', consultation)}#languages"
    return of_gaps(_("Languages"), _named(kept.documents), gaps, address, _("Change"))


def _named(codes: Iterable[str]) -> str:
    return listed(NATIVE_NAMES[code] for code in codes)
