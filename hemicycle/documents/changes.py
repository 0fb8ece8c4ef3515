"""What other rooms may follow."""

from __future__ import annotations

from django.dispatch import Signal

#: After the commit, once for each act: readers see or open other documents of a consultation: ``consultation`` (key).
#: The end of an embargo is no act, and is not told: who needs it asks ``queries.embargo_ended``.
reading_changed = Signal()
