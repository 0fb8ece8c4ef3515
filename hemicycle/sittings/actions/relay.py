"""From which languages the booths of sittings work, and which other booths they hear, is set (rule 53)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.act import carry_out
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.relay import MOST_RELAYS, WorksFrom, may_relay, may_work_from
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.models import BoothLanguages, Sitting
from hemicycle.sittings.relay import alike, booths_of, kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hemicycle.journal.record import Performer


@dataclass(frozen=True)
class Wanted:
    """How the booths of a sitting are to hear.

    Attributes:
        booths: Those that are to work from something; others stay as they are.
        most: Of relays between a booth and the floor.
    """

    booths: Mapping[str, WorksFrom]
    most: int = MOST_RELAYS


def set_relay(  # noqa: PLR0913 - of which sittings, what, and as it was seen
    consultation: int,
    performer: Performer,
    at: datetime,
    wanted: Wanted,
    *,
    sitting: int,
    others: bool = False,
    edition: int,
) -> int:
    """Say from which languages the booths of a sitting work, and which pivots they hear first.

    Args:
        others: The same for every other sitting that is to come and has these languages.
        edition: Of the time plan, as it was seen.

    Returns:
        How many sittings have other booths now.

    Raises:
        Refusal: the sitting is over or gone; a booth works from nothing, or from what the sitting does not have; a
            pivot is the booth itself, or one that it does not work from; chosen pivots lead only to each other; or the
            plan has changed meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        rows = Sitting.objects.select_for_update(of=("self",)).filter(consultation=act.consultation)
        known = {row.pk: row for row in rows.select_related("consultation").order_by("pk")}
        if sitting not in known:
            raise Refusal(AgendaCode.NO_SUCH_SITTING)
        meant = [known[sitting], *(alike(known[sitting], known.values()) if others else ())]
        for row in meant:
            _require(row, wanted)
        changed = [row for row in meant if _differs(row, wanted)]
        if not changed:
            act.cancel()
            return 0
        for row in changed:
            _keep(row, wanted)
        programme.plan_edition += 1
        programme.save(update_fields=["plan_edition"])
        act.place = f"plan:{consultation}"
        act.facts["relay"] = _told(changed, wanted)
        tell_clients(changed, "booths")
    return len(changed)


def _require(sitting: Sitting, wanted: Wanted) -> None:
    for code, booth in wanted.booths.items():
        require(may_work_from(code, booth.languages, booth.pivots, sitting.booths, NATIVE_NAMES))
    booths = {**booths_of(sitting), **wanted.booths}
    ended = sitting.state == SittingState.ENDED.value
    require(may_relay(booths, wanted.most, NATIVE_NAMES, ended=ended))


def _usual(code: str, booth: WorksFrom, sitting: Sitting) -> bool:
    """Whether it is what a booth does for which nothing is set."""
    return not booth.pivots and booth.languages >= set(sitting.booths) - {code}


def _rows(sitting: Sitting, wanted: Wanted) -> dict[str, WorksFrom]:
    """What is to be kept of a sitting's booths."""
    booths = {**kept(sitting), **wanted.booths}
    return {code: booth for code, booth in booths.items() if not _usual(code, booth, sitting)}


def _differs(sitting: Sitting, wanted: Wanted) -> bool:
    return sitting.most_relays != wanted.most or kept(sitting) != _rows(sitting, wanted)


def _keep(sitting: Sitting, wanted: Wanted) -> None:
    rows = _rows(sitting, wanted)
    BoothLanguages.objects.filter(sitting=sitting).exclude(language__in=rows).delete()
    for code, booth in rows.items():
        values = {"works_from": _in_order(booth, sitting), "pivots": list(booth.pivots)}
        BoothLanguages.objects.update_or_create(values, sitting=sitting, language=code)
    sitting.most_relays = wanted.most
    sitting.raise_sequence()
    sitting.save(update_fields=["most_relays", "sequence"])


def _in_order(booth: WorksFrom, sitting: Sitting) -> list[str]:
    return [code for code in sitting.booths if code in booth.languages]


def _told(changed: Sequence[Sitting], wanted: Wanted) -> dict[str, object]:
    """As the journal keeps it."""
    booths = {
        code: {"works_from": _in_order(booth, changed[0]), "pivots": list(booth.pivots)}
        for code, booth in wanted.booths.items()
    }
    return {"sittings": [row.pk for row in changed], "booths": booths, "most": wanted.most}
