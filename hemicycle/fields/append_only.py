"""What a model says of its rows once they are written: which of their columns may still change, and how.

The database itself refuses everything else, by triggers that are made from this (``journal/guards.py``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AppendOnly:
    """A model whose rows are evidence. Names in one string are separated by spaces; what is not named never changes.

    Attributes:
        free: Fields that acts change as often as they like, such as where something is filed.
        once: Fields that an act fills later; once filled, they stay.
        erasable: Fields that may become empty, and nothing else: what retention takes away.
        released: Fields that change in a row only where a row of ``released_by`` names it: retention says first
            what it takes away, and that stays on record.
        released_by: The model and its key to this one, as ``journal.Erasure.entry``.
        deletable: Rows may be deleted, though not changed.
        trial: The way to whether the consultation is a trial, as in a query: ``letter__consultation__trial``. Rows of a
            trial may be deleted, as long as those on this way are there.
        path, value: The rows are evidence only where this holds, as in a query: ``letter__state`` is ``sent``.
        since: The rows are evidence only once this is filled, as in a query: ``document__posted_at``.
    """

    free: str = ""
    once: str = ""
    erasable: str = ""
    released: str = ""
    released_by: str = ""
    deletable: bool = False
    trial: str = ""
    path: str = ""
    value: str = ""
    since: str = ""


#: Written once, and never again.
WRITTEN_ONCE = AppendOnly()
