"""What the parts in a delegation are called: who sits on the organ for their Member is called as the body says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.languages import localized
from hemicycle.people.models import Registration

if TYPE_CHECKING:
    from hemicycle.consultations.bodies import BodySettings

_OF_ORGAN = Registration.DelegationRole.COUNCILLOR.value


def part_names(body: BodySettings) -> dict[str, str]:
    """Every part in the reader's language, by its key, in the order of lists."""
    names = {str(key): str(name) for key, name in Registration.DelegationRole.choices}
    return {**names, _OF_ORGAN: _of_organ(body)}


def parts_offered(body: BodySettings, kept: str = "") -> list[tuple[str, str]]:
    """The parts that somebody may have: without an organ nobody sits on it, but for who is kept so."""
    return [(key, name) for key, name in part_names(body).items() if key != _OF_ORGAN or body.organ or key == kept]


def _of_organ(body: BodySettings) -> str:
    organ = body.organ
    own = (localized(organ.person) or organ.seat()) if organ else ""
    return own or _("Titular representative")
