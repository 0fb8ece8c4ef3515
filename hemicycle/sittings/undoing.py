"""What the last act of who presides has changed, so that it can be undone within seconds (rule 42).

What is kept is what an act changed of requests, turns, items, the list and whether the sitting is open, each as it was
and as the act left it. It is undone only where all that is still so: then it goes back to exactly what it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import ProtectedError, Q

from hemicycle.rules.floor import HOLDING, TurnState
from hemicycle.sittings.models import Discussion, LastAct, Turn
from hemicycle.sittings.speaker_queue import PENDING_STATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from hemicycle.rules.permissions import Action
    from hemicycle.sittings.act import Act
    from hemicycle.sittings.models import Sitting

#: Of a turn, what acts of who presides change. Who is next follows from the queue, and is not kept.
TURN_FIELDS = (
    "state",
    "cause",
    "item_id",
    "placement",
    "muted",
    "granted_at",
    "taken_at",
    "connected_at",
    "audible_at",
    "waits_for",
    "waits_until",
    "light_at",
    "ended_at",
)
DISCUSSION_FIELDS = ("end", "outcome")
SITTING_FIELDS = ("list_open", "state", "state_since", "suspended_until")
_MOMENTS = frozenset(
    {
        "granted_at",
        "taken_at",
        "connected_at",
        "audible_at",
        "waits_until",
        "light_at",
        "ended_at",
        "end",
        "state_since",
        "suspended_until",
    }
)
_CURRENT = [*PENDING_STATES, *(state.value for state in HOLDING)]

_NOTHING: Mapping[str, Collection[str]] = MappingProxyType({"turn": (), "discussion": ()})

Row: TypeAlias = dict[str, Any]
#: Rows by key, of each kind: ``turn``, ``discussion``, ``sitting``.
Picture: TypeAlias = dict[str, dict[str, Row]]


def picture(sitting: Sitting, of: Mapping[str, Collection[str]] = _NOTHING) -> Picture:
    """What acts of who presides change, as it is now.

    Args:
        of: By kind, keys of rows that are looked at too, wherever they went meanwhile.
    """
    turns = sitting.turns.filter(Q(state__in=_CURRENT) | Q(pk__in=of["turn"]))
    discussions = sitting.discussions.filter(Q(end=None) | Q(pk__in=of["discussion"]))
    rows = {str(turn.pk): _row(turn, TURN_FIELDS) for turn in turns}
    opened = {str(one.pk): _row(one, DISCUSSION_FIELDS) for one in discussions}
    speakers = [key for key, row in rows.items() if row["state"] in HOLDING]
    general = {
        **_row(sitting, SITTING_FIELDS),
        "speaker": speakers[0] if speakers else "",
        "item": next((key for key, row in opened.items() if row["end"] is None), ""),
    }
    return {"turn": rows, "discussion": opened, "sitting": {str(sitting.pk): general}}


def _row(row: Turn | Discussion | Sitting, fields: tuple[str, ...]) -> Row:
    values = {name: getattr(row, name) for name in fields}
    if isinstance(row, Turn) and values["state"] == TurnState.NEXT.value:
        values["state"] = TurnState.ASKED.value
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


@contextmanager
def kept(act: Act, action: Action) -> Iterator[None]:
    """Keep what the act in the block changes: it is the one that can be undone from then on."""
    before = picture(act.sitting)
    yield
    after = picture(act.sitting, before)
    changed = {
        kind: {
            key: [before[kind].get(key), row]
            for key, row in rows.items()
            if kind == "sitting" or before[kind].get(key) != row
        }
        for kind, rows in after.items()
    }
    LastAct.objects.filter(sitting=act.sitting).delete()
    LastAct.objects.create(
        sitting=act.sitting, registration=act.registration, action=action.value, at=act.at, changed=changed
    )
    act.changes("sitting")


def is_changed(sitting: Sitting, last: LastAct) -> bool:
    """Whether what an act left is otherwise now, or something has followed from it."""
    now = picture(sitting, last.changed)
    as_left = all(now[kind].get(key) == row[1] for kind, rows in last.changed.items() for key, row in rows.items())
    begun = [int(key) for key, row in last.changed["discussion"].items() if row[0] is None]
    # Who asked since the item was taken up asked for it.
    items = sitting.discussions.filter(pk__in=begun).values_list("item", flat=True)
    asked = sitting.turns.filter(asked_at__gt=last.at, item__in=list(items))
    return not as_left or asked.exists()


def documents_of(last: LastAct) -> set[str]:
    """Names of the documents that change where an act is undone, beside that of the sitting."""
    turns, discussions = last.changed["turn"].values(), last.changed["discussion"]
    names = {"queue", "desk"} if turns else {"queue"}
    if any(before["state"] in HOLDING for before, _after in turns):
        names.add("turn")
    return names | {"items", "conclusion", "statements"} if discussions else names


def restore(sitting: Sitting, last: LastAct) -> bool:
    """Everything as it was before an act that is not ``is_changed``.

    Returns:
        Whether it could be: not where something was said on record of an item that would not have been taken up.
    """
    for key, (before, _after) in last.changed["discussion"].items():
        if before is None:
            try:
                sitting.discussions.get(pk=key).delete()
            except ProtectedError:
                return False
    for key, (before, _after) in last.changed["discussion"].items():
        if before is not None:
            _write(sitting.discussions.get(pk=key), before)
    # Places are freed before others are taken: one person has one.
    turns = sorted(last.changed["turn"].items(), key=lambda pair: pair[1][0]["state"] == TurnState.ASKED.value)
    for key, (before, _after) in turns:
        _write(sitting.turns.get(pk=key), before)
    general = last.changed["sitting"][str(sitting.pk)][0]
    _take(sitting, {name: general[name] for name in SITTING_FIELDS})
    return True


def _take(row: Turn | Discussion | Sitting, values: Row) -> None:
    for name, value in values.items():
        setattr(row, name, datetime.fromisoformat(value) if name in _MOMENTS and value else value)


def _write(row: Turn | Discussion, values: Row) -> None:
    _take(row, values)
    row.save(update_fields=list(values))
