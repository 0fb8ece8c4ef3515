"""Who is at a case of the help desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from hemicycle.rules.permissions import Action
from hemicycle.support import queries
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.support.models import HelpCase

#: Whoever reads every case; to send something, they work at the desk.
DESK = may(Action.HELP_READ, to_send=Action.HELP_ANSWER)


@dataclass(frozen=True)
class AtCase(InConsultation):
    """Somebody at the desk who looks at a case."""

    case: HelpCase


def _at(request: HttpRequest, arguments: dict[str, Any]) -> AtCase:
    key, at = arguments.pop("pk"), DESK.check(request, arguments)
    case = queries.find(at.consultation, key)
    if case is None:
        raise Http404
    return AtCase(at.consultation, at.visitor, at.performer, at.now, case)


CASE = Permission(Action.HELP_READ, _at, Action.HELP_ANSWER)
