"""How an act holds a row: alone (``select_for_update``), or in share, which others may do at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Model

Row = TypeVar("Row", bound="Model")


def made_once(row: Model) -> bool:
    """Insert a row, unless a constraint says that there is one already; whether it was made.

    What was made is this transaction's alone. Where another transaction is about to make the same one, this waits for
    it. Django has no word for ``ON CONFLICT DO NOTHING RETURNING``.
    """
    meta, quote = row._meta, connection.ops.quote_name
    fields = [(field, str(field.column)) for field in meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field, _column in fields]
    columns, places = ", ".join(quote(column) for _field, column in fields), ", ".join(["%s"] * len(fields))
    key = quote(str(meta.pk.column))
    # Names of the model's own: nothing that anybody typed.
    into = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{into} ON CONFLICT DO NOTHING RETURNING {key}", values)
        made = cursor.fetchone()
    if made is None:
        return False
    row.pk, state = made[0], row._state  # noqa: SLF001 - Django's own word for where a row is
    state.adding, state.db = False, connection.alias
    return True


def held_in_share(model: type[Row], key: int) -> Row:
    """A row as it stays until this transaction ends: whoever would lock it alone waits, and is waited for.

    Django has no word for ``FOR SHARE``. On SQLite the transaction has the one write lock already.

    Raises:
        Model.DoesNotExist: there is none.
    """
    meta, quote = model._meta, connection.ops.quote_name
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    # Names of the model's own: nothing that anybody typed.
    sql = f"SELECT * FROM {quote(meta.db_table)} WHERE {quote(str(meta.pk.column))} = %s{share}"  # noqa: S608
    rows = list(meta.base_manager.raw(sql, [key]))
    if not rows:
        raise model.DoesNotExist(f"no {meta.label} {key}")  # type: ignore[attr-defined]  # every model has it
    return rows[0]
