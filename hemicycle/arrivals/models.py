"""Messages as they came, what was read of them, and what became of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.arrivals.authenticity import Authenticity
from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Member, Person, Upload

#: Of an address with its two halves (RFC 5321), and of an identifier of a message as it is compared.
ADDRESS_LENGTH, IDENTIFIER_LENGTH = 320, 255
NAME_LENGTH, SUBJECT_LENGTH, WORDS_LENGTH = 300, 500, 1000
#: So many characters of a text are kept beside the original, which has all of them.
TEXT_LENGTH = 100_000


class Arrival(models.Model):
    """A message that came for a consultation.

    It is kept as it came before anything is read of it. What was read can be read again from the original.

    Attributes:
        way: How it was taken.
        envelope_from: The return path; empty of what must not be answered (RFC 5321).
        envelope_to: The addresses of ours to which it was sent.
        original: The message byte for byte; none once it was erased.
        sha256: Of the original: the same message that comes twice is kept once.
        read_at: When it was read; until then it waits for the worker.
        message_id: As its sender's program named it, without brackets.
        sender, sender_name: Who wrote it, as it says itself.
        files: ``[{number, name, media_type, size, sha256, found}]``: ``found`` is empty, or why a file is kept apart.
        marks: What else was found: ``{name: detail}``, see ``reading``.
        authenticity: Whether the sender's domain vouches for it.
        authentication: On what that rests: ``{by, spf, dkim, dmarc}``.
        content_digest: Of what it says, without what differs from one delivery of it to another.
        person, member: Who has the sender's address here, and the Member that they answer or are registered for.
        answers: The mail of ours to which it is an answer.
        same_as: The message that it repeats.
        place: Kind of its destination (``destinations``), where it was filed.
        why: The reason for which it waits, or was filed or put aside by itself: ``{code, facts}``.
        handled_by, handled_at, words: Who filed or dismissed it, when, and the reason of a dismissal.
        acknowledged: Its sender was told that it came.
    """

    class Way(models.TextChoices):
        SMTP = "smtp", "SMTP"
        LMTP = "lmtp", "LMTP"
        IMAP = "imap", "IMAP"

    class State(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("message", "Not read yet")
        WAITING = "waiting", pgettext_lazy("message", "To be filed")
        FILED = "filed", pgettext_lazy("message", "Filed")
        DISMISSED = "dismissed", pgettext_lazy("message", "Dismissed")
        AUTOMATIC = "automatic", pgettext_lazy("message", "Automatic message")
        REPEATED = "repeated", pgettext_lazy("message", "Repeated")

    class AuthenticityChoice(models.TextChoices):
        VERIFIED = Authenticity.VERIFIED.value, pgettext_lazy("sender", "Verified")
        UNVERIFIED = Authenticity.UNVERIFIED.value, pgettext_lazy("sender", "Not verified")
        FAILED = Authenticity.FAILED.value, pgettext_lazy("sender", "Probably forged")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="arrivals")
    at = models.DateTimeField()
    way = models.CharField(max_length=width_of(Way, least=10), choices=Way)
    envelope_from = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    envelope_to: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    original = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True)
    sender = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    sender_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    subject = models.CharField(_("Subject"), max_length=SUBJECT_LENGTH, blank=True)
    text = models.TextField(blank=True)
    files: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list, blank=True)
    marks: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    authenticity = models.CharField(
        max_length=width_of(AuthenticityChoice, least=12),
        choices=AuthenticityChoice,
        default=Authenticity.UNVERIFIED.value,
    )
    authentication: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=width_of(State, least=12), choices=State, default=State.TAKEN)
    place = models.CharField(max_length=30, blank=True)
    why: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    acknowledged = models.BooleanField(default=False)

    personal_data: ClassVar = declare(
        Rows(owner="person", consultation="consultation", called="messages", address="sender"),
        pointers="person handled_by",
        impersonal="consultation at way sha256 read_at message_id marks authenticity authentication content_digest "
        "member answers same_as state place why handled_at words acknowledged",
        envelope_from=Personal(Category.CONTACT, Readers.SECRETARIAT),
        envelope_to=Personal(Category.CONTACT, Readers.SECRETARIAT),
        original=Personal(Category.WORDS, Readers.SECRETARIAT, exported=False),
        sender=Personal(Category.CONTACT, Readers.SECRETARIAT),
        sender_name=Personal(Category.NAME, Readers.SECRETARIAT),
        subject=Personal(Category.WORDS, Readers.SECRETARIAT),
        text=Personal(Category.WORDS, Readers.SECRETARIAT),
        files=Personal(Category.WORDS, Readers.SECRETARIAT),
    )
    append_only: ClassVar = AppendOnly(
        free="envelope_to read_at message_id sender sender_name subject text files marks authenticity authentication "
        "content_digest person member answers same_as state place why handled_by handled_at words acknowledged",
        erasable="envelope_from original",
        trial="consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "at"], name="arrival_state"),
            models.Index(fields=["consultation", "message_id"], name="arrival_identifier"),
            models.Index(fields=["envelope_from", "at"], name="arrival_sender"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "sha256"], name="one_arrival_a_message"),
        ]

    def __str__(self) -> str:
        return f"{self.sender or self.envelope_from}: {self.subject}"

    @property
    def waits(self) -> bool:
        """Whether it is for the secretariat to file."""
        return self.state == self.State.WAITING

    @property
    def harmless_files(self) -> list[dict[str, Any]]:
        """The attachments in which nothing was found."""
        return [file for file in self.files if not file["found"]]
