"""How an act holds a row: alone (``select_for_update``), or in share, which others may do at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Model

Row = TypeVar("Row", bound="Model")


def held_in_share(model: type[Row], key: int) -> Row:
    """A row as it stays until this transaction ends: whoever would lock it alone waits, and is waited for.

    Django has no word for ``FOR SHARE``. On SQLite the transaction has the one write lock already.

    Raises:
        Model.DoesNotExist: there is none.
    """
    meta, quote = model._meta, connection.ops.quote_name
    if meta.pk.column is None:
        raise LookupError(f"{model} has no key")
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    # Names of the model's own: nothing that anybody typed.
    sql = f"SELECT * FROM {quote(meta.db_table)} WHERE {quote(meta.pk.column)} = %s{share}"  # noqa: S608
    rows = list(meta.base_manager.raw(sql, [key]))
    if not rows:
        raise model.DoesNotExist(f"no {meta.label} {key}")  # type: ignore[attr-defined]  # every model has it
    return rows[0]
