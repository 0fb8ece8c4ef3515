"""What other rooms may follow of acts about people, and where one of them may object."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent once after the commit of an act on registrations, with ``changes``, ``[(registration, step)]``: the key of
#: each, and the action's name in the table of permissions, or ``PROMOTED``; and ``by``, the key of the person who
#: acted, if a person did.
registrations_changed = Signal()
#: The same, sent within the act, once its rows are written: what a receiver keeps is kept with it.
registrations_changing = Signal()
#: Sent within an act on mandates, once its rows are written, with ``given`` and ``ended``: the keys of those that were
#: given, and of those that ended or will end earlier.
mandates_changed = Signal()
#: Sent within an act on a role within the secretariat, once its row is written, with ``grant`` (``ScopeGrant``) and
#: ``step``: ``granted`` or ``withdrawn``.
scope_changed = Signal()
#: Sent before it is said whose personal data is due, with ``people``, the keys of those whose time has come, and
#: ``at``: a receiver answers with the keys of those who are needed still.
people_needed = Signal()
#: Within the act, before a Member is taken out of a consultation: ``consultation`` (key) and ``member``. A receiver may
#: raise ``rules.reasons.Refusal``.
member_leaving = Signal()
#: Within the act, before the participation classes of a consultation become others: ``consultation``, ``before`` and
#: ``after`` (``rules.capacity.Classes``), and ``at``. A receiver may raise ``rules.reasons.Refusal``.
classes_changing = Signal()
#: Within the act, before the time zone of a consultation becomes another one: ``consultation`` and ``at``. A receiver
#: may raise ``rules.reasons.Refusal``.
zone_changing = Signal()
#: Within the act, before a second factor is required in other classes and roles: ``consultation``, ``roles`` (all in
#: which it will be required) and ``at``. A receiver may raise ``rules.reasons.Refusal``.
second_factor_changing = Signal()
#: Within the act that begins a consultation as a copy: ``source`` and ``made``, for what rooms further on copy too.
consultation_copied = Signal()
#: Sent before personal data is erased, in that transaction, with ``people`` and ``consultations``, the keys of those
#: whose time has come, and ``addresses``, of which nothing is to be left whosever they are: for what follows from it
#: beside the erasing, which the models declare.
personal_data_deleted = Signal()
#: Within the act: the deletion of personal data of a consultation is announced, with ``deletion``, its key.
deletion_announced = Signal()
#: The step of who came off the waiting list.
PROMOTED = "registration.promoted"
