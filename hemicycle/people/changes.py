"""What acts about people say after the commit, for whoever wants to go on from there."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent after the commit of an act on one registration, with ``registration`` (its key) and ``step``: the
#: action's name in the table of permissions, or ``PROMOTED``.
registration_changed = Signal()
#: The step of who came off the waiting list.
PROMOTED = "registration.promoted"
