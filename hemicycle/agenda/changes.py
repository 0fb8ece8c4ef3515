"""What other rooms may follow, and where one of them may object."""

from __future__ import annotations

from django.dispatch import Signal

#: Within the act, before items leave the agenda: ``items`` (keys). A receiver may raise ``rules.reasons.Refusal``.
items_leaving = Signal()
#: Within the act, before other classes are to speak first on an item: ``item`` (as it is yet), ``after`` (their keys)
#: and ``classes`` (of the consultation). A receiver may raise ``rules.reasons.Refusal``.
speaking_order_changing = Signal()
#: After the commit: the order, the items or the minutes of a consultation's agenda are others: ``consultation`` (key).
agenda_changed = Signal()
