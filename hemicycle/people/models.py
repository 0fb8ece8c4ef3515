"""Members, persons and registrations. What somebody is, is read as at a date (rule 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import LANGUAGE_CHOICES
from hemicycle.consultations.models import Consultation, check_zone
from hemicycle.rules.entry import RegistrationStatus
from hemicycle.rules.standing import MemberKind, Role

if TYPE_CHECKING:
    from datetime import date

NAME_LENGTH = 300


class Member(models.Model):
    """A State, the State of Palestine, or a Sector Member.

    Attributes:
        code: ISO 3166-1 alpha-2 for a State; for a Sector Member ``sm-`` and a short name.
        region: Administrative region A-E of a State.
        sector: R, T or D for a Sector Member.
    """

    class Kind(models.TextChoices):
        STATE = MemberKind.STATE.value, _("State")
        PALESTINE = MemberKind.PALESTINE.value, _("State of Palestine")
        SECTOR_MEMBER = MemberKind.SECTOR_MEMBER.value, _("Sector Member")

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    region = models.CharField(max_length=1, blank=True)
    sector = models.CharField(max_length=1, blank=True)
    made_up = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class MemberName(models.Model):
    """A Member's name in one language where CLDR does not give it, or gives another.

    Attributes:
        source: Where the name comes from; ``recall-check`` has not been checked against an official list.
        checked: Somebody compared it with an official list.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    name = models.CharField(max_length=NAME_LENGTH)
    source = models.CharField(max_length=40)
    checked = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "language"], name="one_name_a_language")]

    def __str__(self) -> str:
        return self.name


class CouncilSeat(models.Model):
    """A period in which a State is a member of the Council; both days included."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="council_seats")
    start = models.DateField()
    end: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.start} - {self.end or ''}"


class PersonManager(BaseUserManager["Person"]):
    """Finds persons by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of an address."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, **fields: Any) -> Person:
        """A person without a password: sign-in is by a code sent to the address."""
        person = Person(email=email.lower(), name=name, **fields)
        person.set_unusable_password()
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in.

    Attributes:
        name: As shown in the room, with its title: "Ms. Elena Duarte".
        language: Language of mails and pages.
        time_zone: Their own, shown beside the consultation's.
        made_up: Belongs to a demonstration; no such person exists.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="en")
    time_zone = models.CharField(max_length=64, blank=True, validators=[check_zone])
    made_up = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name


class Registration(models.Model):
    """A person takes part in a consultation, for a Member or in a role (rules 1 and 2).

    Attributes:
        booth_languages: Languages that an interpreter works into.
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
        PENDING = RegistrationStatus.PENDING.value, _("Pending")
        CONFIRMED = RegistrationStatus.CONFIRMED.value, _("Confirmed")
        WITHDRAWN = RegistrationStatus.WITHDRAWN.value, _("Withdrawn")
        REFUSED = RegistrationStatus.REFUSED.value, _("Refused")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="registrations", null=True, blank=True)
    role = models.CharField(max_length=20, choices=RoleChoice)
    status = models.CharField(max_length=20, choices=Status, default=Status.PENDING)
    booth_languages: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "person"], name="one_registration_a_person"),
            models.CheckConstraint(
                condition=~models.Q(role=Role.DELEGATE.value) | models.Q(member__isnull=False),
                name="a_delegate_speaks_for_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"
