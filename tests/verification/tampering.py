"""Ways in which somebody may change an export, each chosen by a generator of random numbers."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hemicycle.journal import chain_file
from hemicycle.journal.chain_file import Chain

if TYPE_CHECKING:
    from random import Random

    from hemicycle.verification.archive import Export, Row

#: What is recomputed of each table, whatever the file says of itself.
COVERED: dict[str, tuple[str, ...]] = {
    "correspondence.ReplyVersion": (
        "choices", "received_at", "entered_at", "channel", "settles", "replaces", "confirmed_at", "accepted_at",
        "returned_at", "declined_at", "number", "receipt", "reply",
    ),
    "correspondence.Reply": ("status", "counted", "why"),
    "correspondence.DeclaredResult": ("content", "digest", "denominator", "counts"),
    "correspondence.Addressee": ("capacity", "may_vote"),
    "sittings.Turn": ("granted_at", "capacity", "asked_at", "motion"),
    "agenda.AgendaPublication": ("published_at",),
    "outcome.Ending": ("reason", "position", "reading"),
    "outcome.Position": ("kind", "may_defer", "withdrawn_at", "member"),
    "sittings.Discussion": ("outcome", "end"),
}  # fmt: skip
#: The class that the letter of the case asks.
ASKED = ("council_state",)
#: Whose rows are missed where they are gone.
MISSED = (
    "correspondence.ReplyVersion", "correspondence.DeclaredResult", "correspondence.Addressee", "outcome.Ending",
    "outcome.Position", "sittings.Turn",
)  # fmt: skip


def other(value: object, random: Random) -> object:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice((-1, 1, 7))
    if isinstance(value, float):
        return value + 1.5
    if value is None:
        return "2020-05-30T10:00:00.000000+00:00"
    text = str(value)
    if not text:
        return "x"
    at = random.randrange(len(text))
    return text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]


def leaves(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in JSON that holds nothing else."""
    if isinstance(value, dict) and value:
        return [found for name, inner in value.items() for found in leaves(inner, (*path, name))]
    if isinstance(value, list) and value:
        return [found for place, inner in enumerate(value) for found in leaves(inner, (*path, place))]
    return [path]


def changed(value: object, random: Random) -> Any:  # noqa: ANN401 - any JSON
    """With one leaf that is another."""
    made: Any = copy.deepcopy(value)
    path = random.choice(leaves(made))
    if not path:
        return other(made if not isinstance(made, dict | list) else "", random)
    inside = made
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = other(inside[path[-1]] if not isinstance(inside[path[-1]], dict | list) else "", random)
    return made


def of_entries(lines: list[str], random: Random) -> list[str]:
    """An entry is changed, dropped, repeated, or in another place; or what stands for one of something else is."""
    places = [place for place, line in enumerate(lines) if '"number"' in line and '"head"' not in line]
    place = random.choice(places)
    way = random.choice(("change", "change", "change", "drop", "repeat", "reorder"))
    made = list(lines)
    if way == "change":
        made[place] = json.dumps(changed(json.loads(lines[place]), random))
    elif way == "drop":
        del made[place]
    elif way == "repeat":
        made.insert(random.choice(places), lines[place])
    else:
        beside = random.choice([one for one in places if one != place])
        made[place], made[beside] = made[beside], made[place]
    return made


def of_heads(lines: list[str], random: Random) -> list[str]:
    """A signed head, its signature, or the key itself is another."""
    place = random.choice([place for place, line in enumerate(lines) if line.startswith(('{"head"', '{"key"'))])
    row = json.loads(lines[place])
    (what, said), made = next(iter(row.items())), list(lines)
    # Since when a key signs is covered by the signature of the whole file alone.
    name = random.choice(
        ("number", "digest", "at", "reason", "key", "signature") if what == "head" else ("id", "public")
    )
    made[place] = json.dumps({what: {**said, name: other(said[name], random)}})
    return made


def of_rows(export: Export, random: Random) -> Export:
    """A reply, a vote, a place, a result, a position or an end is changed, gone, or there twice."""
    table = random.choice([table for table in COVERED if export.rows(table)])
    rows = list(export.rows(table))
    # As which class a Member was addressed that the letter asks nothing, no result rests on.
    asked = [place for place, row in enumerate(rows) if "letter" not in row or row["capacity"] in ASKED]
    place = random.choice(asked)
    if table in MISSED and random.random() < 0.2 and (table != "sittings.Turn" or rows[place]["granted_at"]):
        del rows[place]
    else:
        rows[place] = _row(rows[place], random.choice(COVERED[table]), random)
    return replace(export, tables={**export.tables, table: rows}, _by_key={})


def _row(row: Row, name: str, random: Random) -> Row:
    return {**row, name: changed(row[name], random)}


def with_lines(export: Export, lines: list[str]) -> Export:
    """With another last record.

    Raises:
        ValueError: it cannot be read any more.
    """
    last = export.records[-1]
    chain = Chain.of(chain_file.read_record("\n".join(lines)))
    return replace(export, records=[*export.records[:-1], replace(last, chain=chain)], _by_act={})
