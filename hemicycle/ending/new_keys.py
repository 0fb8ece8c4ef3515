"""Keys for rows that are to be inserted with keys that are known before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

if TYPE_CHECKING:
    from django.db.models import Model


def new_keys(model: type[Model], number: int) -> list[int]:
    """So many keys of a model, in order, that nobody else is given; inside the transaction that uses them.

    PostgreSQL gives them from the table's own sequence; SQLite's transaction that writes is alone.
    """
    if not number:
        return []
    meta = model._meta
    if connection.vendor == "postgresql":
        sequence = f"pg_get_serial_sequence('\"{meta.db_table}\"', '{meta.pk.column}')"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [number])  # noqa: S608 - our names
            return [int(key) for (key,) in cursor.fetchall()]
    highest = model._meta.base_manager.aggregate(highest=Max("pk"))["highest"] or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        used = cursor.fetchone()
    first = max(highest, used[0] if used else 0) + 1
    return list(range(first, first + number))
