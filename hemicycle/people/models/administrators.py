"""Administrators of the installation: who may begin consultations, and the links by which they first sign in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.people.models.persons import Person


class Administrator(models.Model):
    """Somebody is an administrator of the installation from a moment on, until it is withdrawn.

    Attributes:
        granted_by: The administrator who invited them; nobody, where the operator did.
        withdrawn_by: The administrator who withdrew it; nobody, while it is in force.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="administrations")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="person", called="administrators"),
        pointers="person granted_by withdrawn_by",
        since=on_record(Category.PART, Readers.SECRETARIAT),
        withdrawn_at=on_record(Category.PART, Readers.SECRETARIAT),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(withdrawn_at=None), name="one_administrator_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.since}"


class AdministratorLink(models.Model):
    """A link that signs an administrator in once, until it expires or is revoked.

    Only the digest of its secret is kept: a copy of the database opens nothing.

    Attributes:
        digest: SHA-256 of the secret, in hexadecimal.
    """

    administrator = models.ForeignKey(Administrator, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="administrator__person", deleted=Erased.WITH_PERSON, called="administrator_links"),
        pointers="administrator",
        digest=Personal(Category.CREDENTIAL, Readers.NOBODY, exported=False),
        made_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        expires_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        used_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        revoked_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    def __str__(self) -> str:
        return f"{self.administrator_id} until {self.expires_at}"
