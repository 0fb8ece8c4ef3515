"""A time plan: its form, its publication, its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.models import AgendaPublication, Programme
from hemicycle.sittings.actions.planning import publish_plan
from tests.support.agenda import NOW

if TYPE_CHECKING:
    from tests.support.agenda import Agenda


PAGE, DESK = "/consultations/test/time-plan/", "/consultations/test/desk/time-plan/"
DAYS, PUBLISH = f"{DESK}days/", f"{DESK}publish/"


def editions(agenda: Agenda) -> tuple[int, int]:
    """The editions of the agenda and of the plan."""
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return (row.agenda_edition, row.plan_edition) if row else (0, 0)


def publish(agenda: Agenda, words: str = "", *, tell: bool = False) -> AgendaPublication:
    """Publish the plan as the secretariat does."""
    return publish_plan(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        editions=editions(agenda),
        symbol="VC/3",
        words={"en": words},
        titles_stand=True,
        tell=tell,
    )
