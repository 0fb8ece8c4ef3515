"""What acts about people say after the commit, for whoever wants to go on from there."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent once after the commit of an act on registrations, with ``changes``, ``[(registration, step)]``: the key of
#: each, and the action's name in the table of permissions, or ``PROMOTED``.
registrations_changed = Signal()
#: Sent after the commit of an act on mandates, with ``given`` and ``ended``: the keys of those that were given, and of
#: those that ended or will end earlier.
mandates_changed = Signal()
#: Sent before personal data is erased, in that transaction, with ``people`` and ``consultations``, the keys of those
#: whose time has come, and ``addresses``, of which nothing is to be left whosever they are: for what follows from it
#: beside the erasing, which the models declare.
personal_data_deleted = Signal()
#: The step of who came off the waiting list.
PROMOTED = "registration.promoted"
