"""The figures of a report in the shape in which they are counted once more (``recomputed``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.rules.connection_figures import Group
    from hemicycle.support.rehearsal_report import ConnectionReport


def reported(report: ConnectionReport) -> dict[str, Any]:
    """Every figure, by name."""
    found = report.figures
    return {
        "people": found.people,
        "members": found.members,
        "regions": found.regions,
        "speakers": found.speakers,
        "speaking_members": found.speaking_members,
        "heard": found.times.heard,
        "middle": found.times.middle,
        "most": found.times.most,
        "quick": found.times.quick,
        "slow": found.times.slow,
        "bands": list(found.times.bands),
        "tries": dict(found.tries),
        "failed": found.failed,
        "turns": found.turns,
        "failures": found.failures,
        "causes": {cause.value if cause else "": number for cause, number in found.causes.items()},
        "overlapped": found.overlapped,
        "sounds": {sound.value: number for sound, number in found.sounds.items()},
        "by_region": _grouped(found.by_region),
        "by_way": _grouped(found.by_way),
        "by_browser": _grouped(found.by_browser),
        "comments": len(report.comments),
        "answered": report.answered,
        "rated": {one.name: (one.ratings, one.average) for one in report.rated},
    }


def _grouped(groups: Iterable[Group]) -> dict[str, Any]:
    return {one.key: (one.people, one.members, one.heard, one.failed, one.middle) for one in groups}
