"""The mails to somebody of the secretariat: a role is given to them, or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hemicycle.consultations import local
from hemicycle.mail.audience import Recipient
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import page
from hemicycle.people.changes import scope_changed

if TYPE_CHECKING:
    from hemicycle.people.models import Person, ScopeGrant

GRANTED, WITHDRAWN = "scope_granted", "scope_withdrawn"
#: What the texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("role", "by", "from_when", "until_when", "roles_page")
TEXTS: dict[str, Template] = {
    GRANTED: Template(
        gettext_lazy("Role in the secretariat granted"),
        lambda: _("Your role in the secretariat: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "you have a role in the secretariat of the consultation “{consultation}” ({dates}): {role}.\n\n"
            "From: {from_when}\n"
            "Until: {until_when}\n"
            "Granted by: {by}\n\n"
            "What each role permits is shown here: {roles_page}\n\n"
            "If you have a question about it, please ask {by}."
        ),
        names=PLACEHOLDERS,
        required=("role", "from_when", "until_when"),
    ),
    WITHDRAWN: Template(
        gettext_lazy("Role in the secretariat withdrawn"),
        lambda: _("The end of your role in the secretariat: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your role in the secretariat of the consultation “{consultation}” ({dates}) was withdrawn by {by}: "
            "{role}.\n\n"
            "What you did in it remains valid. The roles that you have are shown here: {roles_page}\n\n"
            "If you think that this is a mistake, please ask {by}."
        ),
        names=PLACEHOLDERS,
        required=("role",),
    ),
}


def listen() -> None:
    """Called once, when Django is ready: the desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)
    scope_changed.connect(_tell, dispatch_uid="mail.scope_notices")


def _tell(*, grant: ScopeGrant, step: str, **_more: Any) -> None:
    with within_the_act(f"role {grant.pk}"):
        template, by = (GRANTED, grant.granted_by) if step == "granted" else (WITHDRAWN, grant.withdrawn_by)
        registration = grant.registration
        if registration.person.forgotten_at is None:
            to, consultation = [Recipient.registered(registration)], registration.consultation
            queue(consultation, template, to, timezone.now(), lambda: _known(grant, by))


def _known(grant: ScopeGrant, by: Person | None) -> dict[str, str]:
    """What the placeholders stand for, in the language of this moment."""
    return {
        "role": grant.get_scope_display(),
        "by": by.name if by else _("the operator"),
        "from_when": local.long_date(grant.start),
        "until_when": local.long_date(grant.end) if grant.end else pgettext("a role", "until it is withdrawn"),
        "roles_page": page("secretariat_roles", grant.registration.consultation.slug),
    }
