"""Triggers by which the database itself refuses to change or delete evidence, whoever asks it.

Models declare it (``fields.append_only``). The triggers are made after each ``migrate``, and taken away before one that
changes tables: SQLite builds a changed table anew, and would lose them, or fail because of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import connections, models, transaction
from django.db.models.signals import post_migrate, pre_migrate

from hemicycle.fields.append_only import AppendOnly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps import AppConfig
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

PREFIX = "guard_"
POSTGRESQL = "postgresql"
#: Class 23 of SQLSTATE: Django raises IntegrityError, as it does for SQLite's RAISE(ABORT).
_FUNCTION = """BEGIN
  IF {when} THEN
    RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN {row};
END"""

#: Names of the triggers that are there and at work, with what they do, by the vendor of the database.
_AT_WORK = {
    POSTGRESQL: (
        "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND starts_with(tgname, %s)"
    ),
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(name, %s) = 1",
}


@dataclass(frozen=True)
class Guard:
    """One trigger: on which table, before which statement, when it refuses, and with which words."""

    table: str
    event: str
    when: str
    words: str

    @property
    def name(self) -> str:
        """Tells one made from another declaration, or changed by hand, from this one."""
        digest = hashlib.sha256(f"{self.event} {self.when} {self.words}".encode()).hexdigest()
        return f"{PREFIX}{self.table}_{self.event.lower()}_{digest[:8]}"

    @property
    def body(self) -> str:
        """Of PostgreSQL's function."""
        row = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(self.event, "NEW")
        return _FUNCTION.format(when=self.when, words=self.words, row=row)

    def statements(self, vendor: str) -> list[str]:
        """SQL that makes it."""
        trigger = f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}"'
        if vendor != POSTGRESQL:
            return [f"{trigger} WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.words}'); END"]
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        function = f'FUNCTION "{self.name}"()'
        return [
            f"CREATE OR REPLACE {function} RETURNS trigger LANGUAGE plpgsql AS $guard${self.body}$guard$",
            f"{trigger} FOR EACH {each} EXECUTE {function}",
        ]


def declared(model: type[models.Model]) -> AppendOnly | None:
    """What a model says of its rows; ``None`` where they are no evidence."""
    said = vars(model).get("append_only")
    return said if isinstance(said, AppendOnly) else None


def guards(vendor: str) -> Iterator[Guard]:
    """Every trigger that there has to be."""
    for model in apps.get_models():
        if (said := declared(model)) is not None:
            yield from _of(model, said, vendor)


def listen(journal: AppConfig) -> None:
    """Make the triggers after each ``migrate`` from now on."""
    pre_migrate.connect(_before, sender=journal, dispatch_uid="journal.guards")
    post_migrate.connect(_after, sender=journal, dispatch_uid="journal.guards")


def _before(*, using: str, plan: object = None, **_: Any) -> None:
    if plan:
        drop(connections[using])


def _after(*, using: str, **_: Any) -> None:
    make(connections[using])


def make(connection: BaseDatabaseWrapper) -> None:
    """Make those that are missing, and take away those that are no longer declared."""
    tables = set(connection.introspection.table_names())
    wanted = {guard.name: guard for guard in guards(connection.vendor) if guard.table in tables}
    present = _present(connection)
    if present == {name: _source(guard, connection.vendor) for name, guard in wanted.items()}:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, cursor)
        for guard in wanted.values():
            for statement in guard.statements(connection.vendor):
                cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take all of them away: before tables are changed, or emptied by a test."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, cursor)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables with a trigger that is not there, is switched off, or is not as it is declared."""
    present = _present(connection)
    return sorted(
        {
            guard.table
            for guard in guards(connection.vendor)
            if present.get(guard.name) != _source(guard, connection.vendor)
        }
    )


def _source(guard: Guard, vendor: str) -> str:
    """As the database says what a trigger does."""
    return guard.body if vendor == POSTGRESQL else guard.statements(vendor)[0]


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Those that are there and at work, by name, with what they do."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_WORK[connection.vendor], [PREFIX])
        return dict(cursor.fetchall())


def _drop(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    if connection.vendor == POSTGRESQL:
        cursor.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, %s)", [PREFIX])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP FUNCTION "{name}"() CASCADE')
        return
    for name in _present(connection):
        cursor.execute(f'DROP TRIGGER "{name}"')


def _of(model: type[models.Model], said: AppendOnly, vendor: str) -> Iterator[Guard]:
    table = model._meta.db_table
    only = f"{_holds(model, said)} AND " if said.path or said.since else ""
    yield Guard(
        table, "UPDATE", f"{only}({_changes(model, said, vendor)})", f"{table} is evidence: a row never changes"
    )
    if not said.deletable:
        words = f"{table} is evidence: a row is never deleted"
        yield Guard(table, "DELETE", f"{only}{_is_real(model, said)}", words)
        if vendor == POSTGRESQL:
            yield Guard(table, "TRUNCATE", "1 = 1", words)
    if vendor != POSTGRESQL:
        # INSERT OR REPLACE deletes what stands in its way, and tells no trigger.
        yield Guard(table, "INSERT", _replaces(model), f"{table} is evidence: a row is never replaced")


def _changes(model: type[models.Model], said: AppendOnly, vendor: str) -> str:
    """When an update changes what must not change."""
    free, once = set(said.free.split()), set(said.once.split())
    erasable, released = set(said.erasable.split()), set(said.released.split())
    differs = "IS DISTINCT FROM" if vendor == POSTGRESQL else "IS NOT"
    refused = []
    for field in model._meta.local_concrete_fields:
        if field.name in free:
            continue
        column = field.column
        changed = f'OLD."{column}" {differs} NEW."{column}"'
        if field.name in once:
            changed = f"({changed} AND NOT {_empty('OLD', field)})"
        elif field.name in erasable:
            changed = f"({changed} AND NOT {_empty('NEW', field)})"
        elif field.name in released:
            changed = f"({changed} AND NOT {_released(said)})"
        refused.append(changed)
    return " OR ".join(refused)


def _empty(row: str, field: models.Field[Any, Any]) -> str:
    empty = f'{row}."{field.column}" IS NULL'
    if isinstance(field, models.CharField | models.TextField):
        return f"({empty} OR {row}.\"{field.column}\" = '')"
    # What is said in no language.
    return f"({empty} OR {row}.\"{field.column}\" = '{{}}')" if isinstance(field, models.JSONField) else f"({empty})"


def _released(said: AppendOnly) -> str:
    label, _, name = said.released_by.rpartition(".")
    model = apps.get_model(label)
    return _exists(model, f'"{_column(model, name)}" = OLD."id"')


def _holds(model: type[models.Model], said: AppendOnly) -> str:
    """Whether a row is evidence already, by way of the rows that it points to."""
    return f"{_value(model, said.since)} IS NOT NULL" if said.since else f"{_value(model, said.path)} = '{said.value}'"


def _is_real(model: type[models.Model], said: AppendOnly) -> str:
    """Whether a row is of no trial; nor is one whose way to its consultation is gone."""
    return f"NOT COALESCE({_value(model, said.trial)}, FALSE)" if said.trial else "1 = 1"


def _value(model: type[models.Model], path: str) -> str:
    """What a path ends with, as in a query, from the row that is changed or deleted."""
    first, *rest = path.split("__")
    value = f'OLD."{_column(model, first)}"'
    for name, inner in zip([first, *rest], rest, strict=False):
        model = cast("type[models.Model]", model._meta.get_field(name).related_model)
        found = _select(f'"{_column(model, inner)}"', model, f'"id" = {value}')
        value = f"({found})"
    return value


def _replaces(model: type[models.Model]) -> str:
    """Whether a row that is inserted would stand in the place of another one."""
    meta = model._meta
    unique = [[field.name] for field in meta.local_concrete_fields if field.unique]
    unique += [
        list(constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None and constraint.fields
    ]
    columns = [[_column(model, name) for name in names] for names in unique]
    same = " OR ".join("(" + " AND ".join(f'"{name}" = NEW."{name}"' for name in names) + ")" for names in columns)
    return _exists(model, same)


def _column(model: type[models.Model], name: str) -> str:
    return str(cast("Any", model._meta.get_field(name)).column)


def _exists(model: type[models.Model], condition: str) -> str:
    return f"EXISTS ({_select('1', model, condition)})"


def _select(what: str, model: type[models.Model], condition: str) -> str:
    return f'SELECT {what} FROM "{model._meta.db_table}" WHERE {condition}'  # noqa: S608 - names of our own models
