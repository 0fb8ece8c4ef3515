"""What a revision says is different from the version that it replaces (rule 20).

A difference is ``{what, …}``. Of both: ``added``, ``removed``, ``renamed``, ``document``, ``sources``. Of the agenda:
``moved``, ``words``, ``listed``, ``information``, ``support``, ``reasons``, ``named``, ``unnamed`` and
``state_renamed``. Of the time plan: ``minutes``, ``day``, ``placed``, ``unplaced``, ``hours``, ``times``, ``agenda``,
``sitting_added`` and ``sitting_removed``.

An item is given by its title, with ``former``: the number that it had in the version before, where it had one. So no
list mixes numbers of two versions.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeAlias

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Content: TypeAlias = "Mapping[str, Any]"
Difference: TypeAlias = dict[str, Any]

STATE_RENAMED = "state_renamed"


def agendas(before: Content, after: Content) -> list[Difference]:
    """The differences between two versions of the agenda."""
    old, new = _by_key(before["items"]), _by_key(after["items"])
    differences = [_of(row, "removed", row) for key, row in old.items() if key not in new]
    differences += [_of(row, "added", position=row["position"]) for key, row in new.items() if key not in old]
    for key in _moved([key for key in old if key in new], [key for key in new if key in old]):
        former = old[key]
        differences.append(_of(new[key], "moved", former, before=former["position"], after=new[key]["position"]))
    for key, row in new.items():
        if key in old:
            differences += _same_item(old[key], row)
    differences += _removals(before, after)
    differences.sort(key=lambda difference: _ORDER.index(difference["what"]))
    differences += _support(old, new)
    differences += _other_sources(before, after)
    if _for_information(before) != _for_information(after):
        differences.append({"what": "information"})
    return [*differences, *_renamed_states(before.get("names", {}), after.get("names", {}))]


def _other_sources(before: Content, after: Content) -> list[Difference]:
    return [{"what": "sources"}] if before.get("sources", {}) != after.get("sources", {}) else []


def _for_information(content: Content) -> list[tuple[Any, ...]]:
    return [(row["item"], row["title"], row["symbol"]) for row in content.get("information", [])]


_ORDER = ("removed", "added", "moved", "renamed", "document", "words", "listed")


def _support(old: Mapping[int, Content], new: Mapping[int, Content]) -> list[Difference]:
    """What is different in who spoke for items and against them, counted: no list of numbers says more."""
    before, after = _names_states(old.values()), _names_states(new.values())
    if before != after:
        return [{"what": "named" if after else "unnamed"}]
    what, said = ("support", _said_of) if after else ("reasons", _reason)
    number = sum(said(row) != said(old[key]) for key, row in new.items() if key in old)
    return [{"what": what, "number": number}] if number else []


def _names_states(rows: Iterable[Content]) -> bool:
    return any(row["yes"] or row["no"] for row in rows)


def _said_of(row: Content) -> tuple[Any, Any]:
    """Who spoke for an item, and who against it, whatever order they stand in."""
    return sorted(row["yes"]), sorted(row["no"])


def _reason(row: Content) -> tuple[Any, Any]:
    """Why it is on the agenda, as its paper says it: of one that stays no numbers are said."""
    reason = row["reason"]
    return reason["code"], None if reason["code"] == RuleCode.LISTED_TO_STAY else reason["facts"]


def _renamed_states(old: Content, new: Content) -> list[Difference]:
    return [
        {"what": STATE_RENAMED, "before": old[code], "after": names}
        for code, names in new.items()
        if code in old and any(old[code].get(language, name) != name for language, name in names.items())
    ]


def _same_item(old: Content, new: Content) -> list[Difference]:
    differences = []
    if old["title"] != new["title"]:
        differences.append(_of(new, "renamed", old))
    if old["symbol"] != new["symbol"]:
        differences.append(_of(new, "document", old, before=old["symbol"], after=new["symbol"]))
    if (old.get("words") or None) != (new.get("words") or None):
        differences.append(_of(new, "words", old))
    return differences


def _removals(before: Content, after: Content) -> list[Difference]:
    """What is said otherwise of removed items, and those that were not listed nor on it."""
    former, on_it = _by_key(before.get("removed", [])), _by_key(before["items"])
    differences = []
    for row in after.get("removed", []):
        known = former.get(row["item"])
        if known is not None:
            differences += _same_item(known, row)
        elif row["item"] not in on_it:
            differences.append(_of(row, "listed"))
    return differences


def _by_key(rows: Sequence[Content]) -> dict[int, Content]:
    return {row["item"]: row for row in rows}


def _of(row: Content, what: str, former: Content | None = None, **facts: Any) -> Difference:
    """A difference at an item.

    Args:
        former: The item in the version before, where it was in it.
    """
    number = former["position"] if former else None
    return {"what": what, "item": row["item"], "title": row["title"], "former": number, **facts}


def _moved(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """The fewest items, about, that went elsewhere among the others; both hold the same ones."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    in_order = {
        before[place] for block in matcher.get_matching_blocks() for place in range(block.a, block.a + block.size)
    }
    return [key for key in after if key not in in_order]


def plans(before: Content, after: Content) -> list[Difference]:
    """The differences between two versions of the time plan."""
    old, new = _places(before), _places(after)
    differences = _sittings(before, after)
    for key, (sitting, row) in new.items():
        if key in old:
            differences += _same_place(old[key], (sitting, row))
        else:
            differences.append(_of(row, "added", position=row["position"]))
    differences += [_of(row, "removed", row) for key, (_sitting, row) in old.items() if key not in new]
    if before["agenda"] != after["agenda"]:
        differences.append({"what": "agenda", "after": after["agenda"]})
    return differences + _other_sources(before, after)


def _same_place(former: tuple[int, Content], present: tuple[int, Content]) -> list[Difference]:
    """What is different at an item that both versions have."""
    (was, old), (sitting, new) = former, present
    differences = []
    if old["minutes"] != new["minutes"]:
        differences.append(_of(new, "minutes", old, before=old["minutes"], after=new["minutes"]))
    if sitting and not was:
        differences.append(_of(new, "placed", old, sitting=sitting))
    elif was and not sitting:
        differences.append(_of(new, "unplaced", old))
    elif was != sitting:
        differences.append(_of(new, "day", old, before=was, after=sitting))
    return differences + _same_item(old, new)


def _places(content: Content) -> dict[int, tuple[int, Content]]:
    """Each item with the number of its sitting; 0 where it has no place."""
    placed = {slot["item"]: (sitting["number"], slot) for sitting in content["sittings"] for slot in sitting["slots"]}
    return placed | {row["item"]: (0, row) for row in content["left"]}


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
