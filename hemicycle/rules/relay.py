"""Rule 53: which booth hears the floor, and which the channel of another booth: a relay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Each relay adds the delay and the mistakes of one more interpreter.
MOST_RELAYS = 1
#: What a sitting may allow.
RELAYS = range(4)


@dataclass(frozen=True)
class WorksFrom:
    """What a booth understands.

    Attributes:
        languages: Of the floor and of the other channels, that it works from.
        pivots: Booths that it would hear first, in this order; the others follow in the order of the languages.
    """

    languages: frozenset[str]
    pivots: tuple[str, ...] = ()


class HeardFrom(StrEnum):
    """What a booth hears.

    Attributes:
        FLOOR: The floor, and works from its language.
        BOOTH: The channel of a pivot.
        OWN: The floor, in the language into which it works: nothing is to be interpreted.
        NONE: The floor, which it does not work from: no booth gives it a relay.
    """

    FLOOR = "floor"
    BOOTH = "booth"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True)
class Hears:
    """What a booth hears, and why.

    Attributes:
        pivot: The booth whose channel it is; empty for the floor.
        deputy: The booth that would be heard if that one were empty; empty for none.
        relays: How many booths stand between it and the floor.
    """

    source: HeardFrom
    pivot: str = ""
    deputy: str = ""
    relays: int = 0


def heard(
    floor: str | None, booths: Mapping[str, WorksFrom], staffed: Collection[str], most: int = MOST_RELAYS
) -> dict[str, Hears]:
    """What each booth hears while a language is spoken on the floor.

    A booth is placed once it is known what it hears, those nearest to the floor first, and hears only who was placed
    before: so no chain of relays leads back to its beginning.

    Args:
        floor: ``None`` while nobody speaks: then each hears the floor.
        booths: By their languages, in the order of the sitting's.
        staffed: The booths in which somebody sits; only they are pivots.
        most: Of relays between a booth and the floor.
    """
    placed = _placed(floor, booths, staffed, most)
    return {code: _with_deputy(code, placed[code], floor, booths, staffed, most) for code in booths}


def _placed(
    floor: str | None, booths: Mapping[str, WorksFrom], staffed: Collection[str], most: int
) -> dict[str, Hears]:
    placed: dict[str, Hears] = {}
    for code, booth in booths.items():
        if code == floor:
            placed[code] = Hears(HeardFrom.OWN)
        elif floor is None or floor in booth.languages:
            placed[code] = Hears(HeardFrom.FLOOR)
    for relays in range(1, most + 1):
        near = {code for code, hears in placed.items() if code in staffed and hears.source is not HeardFrom.OWN}
        found = {code: _pivot(code, booths, near) for code in booths if code not in placed}
        placed |= {code: Hears(HeardFrom.BOOTH, pivot, relays=relays) for code, pivot in found.items() if pivot}
    return placed | {code: Hears(HeardFrom.NONE) for code in booths if code not in placed}


def _pivot(code: str, booths: Mapping[str, WorksFrom], near: Collection[str]) -> str:
    """The first that will do; empty for none."""
    return next((pivot for pivot in order_of(code, booths) if pivot in near), "")


def order_of(code: str, booths: Mapping[str, WorksFrom]) -> list[str]:
    """The booths that a booth understands, as it would hear them: those that were chosen, then the others."""
    booth = booths[code]
    order = dict.fromkeys([*booth.pivots, *booths])
    return [other for other in order if other != code and other in booths and other in booth.languages]


def _with_deputy(
    code: str,
    hears: Hears,
    floor: str | None,
    booths: Mapping[str, WorksFrom],
    staffed: Collection[str],
    most: int,
) -> Hears:
    if hears.source is not HeardFrom.BOOTH:
        return hears
    others = [other for other in staffed if other != hears.pivot]
    deputy = _placed(floor, booths, others, most)[code].pivot
    return Hears(hears.source, hears.pivot, deputy, hears.relays)


def loop_of(booths: Mapping[str, WorksFrom]) -> tuple[str, tuple[str, ...]] | None:
    """A language of the floor for which chosen pivots lead only to each other, with those booths in their order."""
    for floor in booths:
        # The booth of the floor's own language interprets nothing, so that it is nobody's pivot.
        chosen = {
            code: [pivot for pivot in booth.pivots if pivot != floor and pivot in booths]
            for code, booth in booths.items()
            if code != floor and floor not in booth.languages
        }
        astray = {code for code, pivots in chosen.items() if pivots}
        while led := {code for code in astray if not astray.issuperset(chosen[code])}:
            astray -= led
        if astray:
            return floor, _circle(chosen, next(code for code in booths if code in astray))
    return None


def _circle(chosen: Mapping[str, list[str]], start: str) -> tuple[str, ...]:
    """Where the first choices lead in a circle."""
    path = [start]
    while (following := chosen[path[-1]][0]) not in path:
        path.append(following)
    return tuple(path[path.index(following) :])


def may_work_from(
    booth: str, languages: Collection[str], pivots: Collection[str], spoken: Collection[str], names: Mapping[str, str]
) -> Decision:
    """Whether a booth may be set to work from languages, and to hear pivots.

    Args:
        spoken: The languages of the sitting.
        names: Of languages, in themselves.
    """
    for code in (booth, *languages, *pivots):
        if code not in spoken:
            return refuse(RuleCode.NOT_A_LANGUAGE_HERE, language=names.get(code, code))
    if not set(languages) - {booth}:
        return refuse(RuleCode.BOOTH_WORKS_FROM_NOTHING, booth=names[booth])
    if booth in pivots:
        return refuse(RuleCode.PIVOT_IS_ITSELF, booth=names[booth])
    if strange := next((pivot for pivot in pivots if pivot not in languages), None):
        return refuse(RuleCode.PIVOT_NOT_WORKED_FROM, booth=names[booth], pivot=names[strange])
    return allow(RuleCode.NOTHING_AGAINST)


def may_relay(booths: Mapping[str, WorksFrom], most: int, names: Mapping[str, str], *, ended: bool) -> Decision:
    """Whether the booths of a sitting may hear each other as it was chosen.

    Args:
        ended: The sitting is over.
        names: Of languages, in themselves.
    """
    if ended:
        return refuse(RuleCode.BOOTHS_OF_ENDED)
    if most not in RELAYS:
        return refuse(RuleCode.RELAYS_AT_MOST, most=RELAYS[-1])
    if loop := loop_of(booths):
        floor, circle = loop
        return refuse(RuleCode.PIVOTS_IN_A_LOOP, language=names[floor], booths=[names[code] for code in circle])
    return allow(RuleCode.NOTHING_AGAINST)
