"""Which roles within the secretariat somebody has, from when until when (``rules.scopes``)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.fields.personal import Category, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models.persons import Person
from hemicycle.people.models.registrations import Registration
from hemicycle.rules.capacity import Period
from hemicycle.rules.scopes import Grant, Scope


class ScopeGrant(models.Model):
    """A role that was given to somebody of the secretariat; it never changes but for its end.

    Attributes:
        start, end: The first and the last day on which it holds; no end while it is not limited.
        granted_by: Nobody for the whole secretariat that somebody had by their registration alone.
        withdrawn_at: When it was taken back, if it was.
    """

    class Choice(models.TextChoices):
        WHOLE = Scope.WHOLE.value, _("Whole secretariat")
        REGISTRATION = Scope.REGISTRATION.value, _("Registration")
        LETTERS = Scope.LETTERS.value, _("Letters and replies")
        AGENDA = Scope.AGENDA.value, _("Agenda and time plan")
        READ_ONLY = Scope.READ_ONLY.value, _("Read only")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="scope_grants")
    scope = models.CharField(max_length=width_of(Choice, least=20), choices=Choice)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", consultation="registration__consultation", called="secretariat_roles"),
        pointers="registration granted_by withdrawn_by",
        impersonal="granted_at withdrawn_at",
        scope=on_record(Category.PART, Readers.SECRETARIAT),
        start=on_record(Category.PART, Readers.SECRETARIAT),
        end=on_record(Category.PART, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.scope}"

    @property
    def grant(self) -> Grant:
        """As the rules see it."""
        return Grant(Scope(self.scope), Period(self.start, self.end), withdrawn=self.withdrawn_at is not None)
