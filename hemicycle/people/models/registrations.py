"""Registrations: a person takes part in a consultation (rules 1 to 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models.members import NAME_LENGTH, Member
from hemicycle.people.models.persons import Person
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import KEY_LENGTH, Role

if TYPE_CHECKING:
    from datetime import date

WORDS_LENGTH = 1000


class Registration(models.Model):
    """A person takes part in a consultation, for a Member, for themselves, or in a role (rules 1 and 2).

    Attributes:
        person_class: Key of the class of a delegate who represents no Member, as an expert or a guest does.
        booth_languages: Languages that an interpreter works into.
        function: What they are at home: "Director, Ministry of Communications".
        delegation_role: Their part in the delegation of their Member.
        days: Days (ISO 8601) for whose sittings they registered; empty for every day.
        accessibility: What they need in order to take part, in their own words.
        status_reason: Words of whoever refused or withdrew it, shown to the person.
        asked_at: When it was made: the waiting list is in this order (rule 3).
        nominated_by: The focal point or member of the secretariat who entered it; nobody, where the person did.
        made_person: The nomination made the person too, who was not known before.
        proposed_name, proposed_family_name: As whoever entered them typed it, where the person goes by another name;
            empty once the person has taken or declined it.
        entered_by: Who entered it or took it up again, or, where nobody did, first changed what it says, and is not
            the person themselves.
        confirmed_by: Who confirmed it last, and so let the person in (rule 38).
        replaces: The registration whose place this one took.
    """

    class RoleChoice(models.TextChoices):
        DELEGATE = Role.DELEGATE.value, _("Delegate")
        CHAIR = Role.CHAIR.value, _("Chair")
        VICE_CHAIR = Role.VICE_CHAIR.value, _("Vice-Chair")
        SECRETARIAT = Role.SECRETARIAT.value, _("Secretariat")
        INTERPRETER = Role.INTERPRETER.value, _("Interpreter")
        CAPTIONER = Role.CAPTIONER.value, _("Captioner")
        TECHNICIAN = Role.TECHNICIAN.value, _("Technician")

    class Status(models.TextChoices):
        PENDING = RegistrationStatus.PENDING.value, _("Awaiting the focal point")
        ENDORSED = RegistrationStatus.ENDORSED.value, _("Awaiting the secretariat")
        WAITING = RegistrationStatus.WAITING.value, _("On the waiting list")
        CONFIRMED = RegistrationStatus.CONFIRMED.value, _("Confirmed")
        WITHDRAWN = RegistrationStatus.WITHDRAWN.value, _("Withdrawn")
        REFUSED = RegistrationStatus.REFUSED.value, _("Refused")

    class DelegationRole(models.TextChoices):
        HEAD = "head", _("Head of delegation")
        ALTERNATE = "alternate", _("Alternate head of delegation")
        COUNCILLOR = "councillor", _("Councillor")
        DELEGATE = "delegate", _("Delegate")
        ADVISER = "adviser", _("Adviser")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="registrations", null=True, blank=True)
    person_class = models.CharField(max_length=KEY_LENGTH, blank=True)
    role = models.CharField(max_length=width_of(RoleChoice, least=20), choices=RoleChoice)
    status = models.CharField(max_length=width_of(Status, least=20), choices=Status, default=Status.PENDING)
    status_reason = models.CharField(max_length=WORDS_LENGTH, blank=True)
    booth_languages: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    function = models.CharField(max_length=300, blank=True)
    delegation_role = models.CharField(
        max_length=width_of(DelegationRole, least=20), choices=DelegationRole, blank=True
    )
    days: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    accessibility = models.CharField(max_length=WORDS_LENGTH, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    nominated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_person = models.BooleanField(default=False)
    proposed_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    proposed_family_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    personal_data: ClassVar = declare(
        Rows(owner="person", consultation="consultation", called="registrations"),
        pointers="person nominated_by entered_by confirmed_by replaces",
        impersonal="consultation member status made_person",
        proposed_name=Personal(Category.NAME, Readers.MEMBER),
        proposed_family_name=Personal(Category.NAME, Readers.MEMBER),
        role=on_record(Category.PART, Readers.PARTICIPANTS),
        person_class=on_record(Category.PART, Readers.PARTICIPANTS),
        delegation_role=on_record(Category.PART, Readers.PARTICIPANTS),
        booth_languages=on_record(Category.PART, Readers.PARTICIPANTS),
        days=on_record(Category.PART, Readers.SECRETARIAT),
        asked_at=on_record(Category.TRACE, Readers.SECRETARIAT),
        function=Personal(Category.PART, Readers.PARTICIPANTS),
        accessibility=Personal(Category.NEEDS, Readers.SECRETARIAT),
        status_reason=Personal(Category.WORDS, Readers.MEMBER),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "person"], name="one_registration_a_person"),
            models.CheckConstraint(
                condition=models.Q(
                    ~models.Q(role=Role.DELEGATE.value) | models.Q(member__isnull=False), person_class=""
                )
                | models.Q(~models.Q(person_class=""), role=Role.DELEGATE.value, member__isnull=True),
                name="a_delegate_has_a_member_or_a_class",
            ),
            models.UniqueConstraint(
                fields=["consultation", "member"],
                condition=models.Q(delegation_role="head", status=RegistrationStatus.CONFIRMED.value),
                name="one_head_of_delegation",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["consultation", "status"], name="registration_status")]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def shown_name(self) -> str:
        """Their name to their delegation: as it was typed there, until the person has said whether it is theirs."""
        return self.proposed_name or self.person.name

    @property
    def shown_family_name(self) -> str:
        """What the delegation is sorted by: of the same name."""
        return self.proposed_family_name if self.proposed_name else self.person.family_name

    def is_for(self, day: date) -> bool:
        """Whether they registered for the sittings of a day."""
        return not self.days or day.isoformat() in self.days
