"""Persons: who signs in."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models.functions import Lower

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import check_zone
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.people.models.members import NAME_LENGTH, PHONE_LENGTH


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
        family_name: What lists are sorted by and print in capitals; one of the words of ``name``, or empty.
        language: Language of mails and pages.
        time_zone: Their own, shown beside the consultation's.
        phone: For help on the day; seen by the secretariat and the technicians.
        made_up: Belongs to a demonstration; no such person exists.
        forgotten_at: When their personal data was deleted at the end of its retention.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    family_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language], default="en")
    time_zone = models.CharField(max_length=64, blank=True, validators=[check_zone])
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    made_up = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="pk", called="persons"),
        impersonal="made_up is_active forgotten_at",
        # "N. N." stands for a name that is not given, in every language.
        name=Personal(Category.NAME, Readers.PARTICIPANTS, to=lambda person: f"N. N. {person.pk}"),
        family_name=Personal(Category.NAME, Readers.PARTICIPANTS),
        email=Personal(
            Category.CONTACT, Readers.MEMBER, to=lambda _person: f"{secrets.token_hex(12)}@forgotten.invalid"
        ),
        phone=Personal(Category.CONTACT, Readers.SECRETARIAT),
        time_zone=Personal(Category.PREFERENCE, Readers.SECRETARIAT),
        language=Personal(
            Category.PREFERENCE, Readers.SECRETARIAT, Erased.NEVER, why="Without a name it tells of nobody."
        ),
        # Another one ends their sessions.
        password=Personal(Category.CREDENTIAL, Readers.NOBODY, exported=False, to=lambda _person: make_password(None)),
        last_login=Personal(Category.TRACE, Readers.NOBODY),
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name
