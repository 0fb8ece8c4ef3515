"""What a revision says is different from the version that it replaces (rule 20).

A difference is ``{what, …}``: ``added``, ``removed``, ``moved``, ``renamed``, ``document``, ``support``
(other States asked for it) and ``state_renamed`` are of the agenda;
``minutes``, ``day``, ``placed``, ``unplaced``, ``hours``, ``sitting_added``, ``sitting_removed`` and ``times`` of the
time plan. Items are given by their numbers and titles, as they stand in the version that has them.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Content: TypeAlias = "Mapping[str, Any]"
Difference: TypeAlias = dict[str, Any]


def agendas(before: Content, after: Content) -> list[Difference]:
    """The differences between two versions of the agenda."""
    old, new = _by_key(before["items"]), _by_key(after["items"])
    differences = [_of(row, "removed", position=row["position"]) for key, row in old.items() if key not in new]
    differences += [_of(row, "added", position=row["position"]) for key, row in new.items() if key not in old]
    for key in _moved([key for key in old if key in new], [key for key in new if key in old]):
        differences.append(_of(new[key], "moved", before=old[key]["position"], after=new[key]["position"]))
    for key in new.keys() & old.keys():
        differences += _same_item(old[key], new[key])
    differences.sort(key=lambda difference: (_ORDER.index(difference["what"]), difference["position"]))
    positions = [row["position"] for key, row in new.items() if key in old and _support(row) != _support(old[key])]
    if positions:
        differences.append({"what": "support", "positions": positions})
    return [*differences, *_renamed_states(before.get("names", {}), after.get("names", {}))]


def _renamed_states(old: Content, new: Content) -> list[Difference]:
    return [
        {"what": "state_renamed", "before": old[code], "after": names}
        for code, names in new.items()
        if code in old and old[code] != names
    ]


_ORDER = ("removed", "added", "moved", "renamed", "document")


def _support(row: Content) -> tuple[Any, Any]:
    """Who spoke for an item, and who against it."""
    return row["yes"], row["no"]


def _same_item(old: Content, new: Content) -> list[Difference]:
    differences = []
    if old["title"] != new["title"]:
        differences.append(_of(new, "renamed"))
    if old["symbol"] != new["symbol"]:
        differences.append(_of(new, "document", before=old["symbol"], after=new["symbol"]))
    return differences


def _by_key(rows: Sequence[Content]) -> dict[int, Content]:
    return {row["item"]: row for row in rows}


def _of(row: Content, what: str, **facts: Any) -> Difference:
    return {"what": what, "item": row["item"], "title": row["title"], "position": row["position"], **facts}


def _moved(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """The fewest items, about, that went elsewhere among the others; both hold the same ones."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    in_order = {
        before[place] for block in matcher.get_matching_blocks() for place in range(block.a, block.a + block.size)
    }
    return [key for key in after if key not in in_order]


def plans(before: Content, after: Content) -> list[Difference]:
    """The differences between two versions of the time plan."""
    old, new = _slots(before), _slots(after)
    differences = _sittings(before, after)
    for key, (number, row) in new.items():
        if key not in old:
            differences.append(_of(row, "placed", sitting=number))
            continue
        was, former = old[key]
        if former["minutes"] != row["minutes"]:
            differences.append(_of(row, "minutes", before=former["minutes"], after=row["minutes"]))
        if was != number:
            differences.append(_of(row, "day", before=was, after=number))
    differences += [_of(row, "unplaced", sitting=number) for key, (number, row) in old.items() if key not in new]
    return differences


def _slots(content: Content) -> dict[int, tuple[int, Content]]:
    return {slot["item"]: (sitting["number"], slot) for sitting in content["sittings"] for slot in sitting["slots"]}


def _sittings(before: Content, after: Content) -> list[Difference]:
    old = {sitting["number"]: sitting for sitting in before["sittings"]}
    new = {sitting["number"]: sitting for sitting in after["sittings"]}
    differences: list[Difference] = []
    for number in sorted(old.keys() | new.keys()):
        if number not in old:
            differences.append({"what": "sitting_added", "sitting": number})
        elif number not in new:
            differences.append({"what": "sitting_removed", "sitting": number})
        elif (old[number]["opens"], old[number]["closes"]) != (new[number]["opens"], new[number]["closes"]):
            differences.append({"what": "hours", "sitting": number})
        elif _times(old[number]) != _times(new[number]):
            differences.append({"what": "times", "sitting": number})
    return differences


def _times(sitting: Content) -> list[Any]:
    """When its items begin and end, and its break."""
    return [[slot["item"], slot["starts"], slot["ends"]] for slot in sitting["slots"]] + [sitting["pause"]]
