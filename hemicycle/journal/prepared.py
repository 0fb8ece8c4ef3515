"""Queries that every act makes: made once by Django, and sent again with other values.

To make a query of a query set takes Django ten times as long as to send it. Where two hundred answers come within a
second that is most of what they cost (docs/decisions/0048-a-submitted-answer-is-asked-about-once.md). Each is still
written as a query set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from weakref import WeakSet

from django.db import DEFAULT_DB_ALIAS, connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import Model, QuerySet

Row = TypeVar("Row")
#: Stand in for a value while the query is made: of a column's range, and nobody's key or name.
_FIRST, _NAME = 2_000_000_000, "stands in for value"
#: Of what a column takes; an address may have any number.
_LARGEST = 2**63 - 1
#: Those that somebody still has.
_every: WeakSet[Prepared[Any]] = WeakSet()


@dataclass(frozen=True)
class _Made:
    """A query as the database takes it.

    Attributes:
        values: What goes with it: a function of the values that the caller gives.
        converters: Of columns that are not taken as the database gives them: ``[(place, convert)]``.
        build: Makes of a row of columns what the caller gets.
    """

    sql: str
    values: Sequence[Callable[[Sequence[Any]], object]]
    converters: Sequence[tuple[int, Callable[[object], object]]]
    build: Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A query set, whose rows are read with other values each time.

    It may join by ``select_related`` and leave columns out by ``only``, or be of ``values_list``. It prefetches
    nothing, locks nothing (Django refuses that outside a transaction when it makes the query, which is done once), and
    compares with no list, whose length is part of the query.

    Args:
        make: The query set, given a stand-in for each value.
        kinds: ``int``, ``float`` or ``str`` for each of them.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], *kinds: type) -> None:
        self._make, self._kinds = make, kinds
        _every.add(self)

    def rows(self, *values: object) -> list[Row]:
        """The rows that there are now; none for a number that is no key of anything."""
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in values):
            return []
        made = self._made
        with connection.cursor() as cursor:
            sent: list[Any] = [value(values) for value in made.values]
            cursor.execute(made.sql, sent)
            found: Iterable[Any] = cursor.fetchall()
        return [made.build(_converted(row, made.converters)) for row in found]

    def first(self, *values: object) -> Row | None:
        """The first of them; ``None`` where there is none."""
        return next(iter(self.rows(*values)), None)

    @cached_property
    def _made(self) -> _Made:
        """The query, which the first that needs it makes."""
        numbers = {int: _FIRST, float: _FIRST + 0.5}
        stand_ins: list[object] = [
            numbers[kind] + place if kind in numbers else f"{_NAME} {place}" for place, kind in enumerate(self._kinds)
        ]
        query = self._make(*stand_ins).query
        if query.select_for_update:
            raise ValueError("a prepared query locks nothing")
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        converters = [
            (place, _converter(functions, expression))
            for place, (functions, expression) in compiler.get_converters(columns).items()
        ]
        names = [getattr(getattr(column, "target", None), "attname", "") for column in columns]
        build = tuple if query.values_select else _builder(compiler.klass_info, names)
        return _Made(sql, [_value(parameter, stand_ins) for parameter in parameters], converters, build)


def make_all() -> None:
    """Make those that are known now, before anybody waits for one."""
    for prepared in list(_every):
        prepared._made  # noqa: B018, SLF001 - reading it makes it


def _value(parameter: object, stand_ins: Sequence[object]) -> Callable[[Sequence[Any]], object]:
    """What to send for a parameter: itself, or the value that it stands in for, in the type that Django gives it."""
    if parameter not in stand_ins:
        return lambda _values: parameter
    place, kind = stand_ins.index(parameter), cast("Callable[[Any], object]", type(parameter))
    return lambda values: kind(values[place])


def _converter(functions: Sequence[Callable[..., object]], expression: object) -> Callable[[object], object]:
    def convert(value: object) -> object:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return convert


def _converted(row: Sequence[object], converters: Sequence[tuple[int, Callable[[object], object]]]) -> Sequence[object]:
    if not converters:
        return row
    columns = list(row)
    for place, convert in converters:
        columns[place] = convert(columns[place])
    return columns


def _builder(info: Mapping[str, Any], names: Sequence[str]) -> Callable[[Sequence[Any]], Model | None]:
    """Make an object of a row, and of what it is joined to; none of what it is joined to and is not there.

    Args:
        info: Which columns are of which model, as Django's compiler says it.
        names: Of all columns.
    """
    model = cast("type[Model]", info["model"])
    places: list[int] = info["select_fields"]
    own = [names[place] for place in places]
    start, end, key = places[0], places[-1] + 1, places[0] + own.index(str(model._meta.pk.attname))
    joined = [(inner["local_setter"], _builder(inner, names)) for inner in info.get("related_klass_infos", ())]

    def build(row: Sequence[Any]) -> Model | None:
        if row[key] is None:
            return None
        made = model.from_db(DEFAULT_DB_ALIAS, own, row[start:end])
        for set_on, build_joined in joined:
            set_on(made, build_joined(row))
        return made

    return build
