"""What goes out to people: mails with the fate of each, and links that are theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Contact, Member, Person, Registration

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text


class Mailing(models.Model):
    """One mail to many people, each in their language. What was sent never changes.

    Attributes:
        template: Which of our own texts it is; ``words`` where the sender wrote it.
        subject, body: By language, with ``{placeholders}``; a person whose language is missing gets English,
            where the sender said so.
        copy_subject, copy_body: The same for those who get a copy for information; empty where nobody does.
        selection: The filter by which the people were chosen, as it was asked for.
        sent_by: Nobody for a mail that the system sends of itself.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="mailings")
    template = models.CharField(max_length=40)
    subject: models.JSONField[Text, Text] = models.JSONField(default=dict)
    body: models.JSONField[Text, Text] = models.JSONField(default=dict)
    copy_subject: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    copy_body: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    selection: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="selection sent_by",
        impersonal="consultation template subject body copy_subject copy_body at",
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.template} {self.at:%Y-%m-%d %H:%M}"

    def words(self, *, copy: bool) -> tuple[Text, Text]:
        """Subject and body, by language: of the mail itself, or of a copy of it."""
        return (self.copy_subject, self.copy_body) if copy else (self.subject, self.body)


class Delivery(models.Model):
    """One mail to one address, and what became of it.

    It goes to a person, or to a Member's contact, who need not sign in.

    Attributes:
        member: For which it goes to a focal point or a contact.
        copy: It goes to a further address of the Member, for information: it lets nobody act for the Member.
        about: Keys of the registrations of others of whom it tells.
        address: As it was when the mail was made.
        token: Unguessable; part of the return address, by which a bounce is told apart, and of the address to which
            an answer goes.
        answers: Identifier (``Message-ID``) of the message that it answers by itself.
        follows: The earlier mail to the same address in whose thread it stands.
        next_at: When it is tried, for the first time or again; while it is being sent, when nobody can
            know any more whether it went out.
        made_good: It failed or bounced, and the same mail reached its person later.
        answer: The mail server's last words, or the bounce's, or one of ``mail.answers.OWN``.
        proposed_address, proposed_by: In place of the address of somebody who acts for the body, until a second person
            confirms it (rule 38).
        link_revoked_at: From when on the link of a letter's mail opens nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        BOUNCED = "bounced", _("Bounced")
        CANCELLED = "cancelled", _("Cancelled")

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    copy = models.BooleanField(default=False)
    about: models.JSONField[list[int], list[int]] = models.JSONField(default=list, blank=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    token = models.CharField(max_length=32, unique=True)
    answers = models.CharField(max_length=255, blank=True)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    made_good = models.BooleanField(default=False)
    answer = models.CharField(max_length=500, blank=True)
    proposed_address = models.EmailField(blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link_revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="person", consultation="mailing__consultation", called="mails", address="address"),
        pointers="person contact registration about proposed_by",
        impersonal="mailing member copy token answers follows state attempts next_at link_revoked_at made_good",
        address=Personal(Category.CONTACT, Readers.SECRETARIAT),
        answer=Personal(Category.CONTACT, Readers.SECRETARIAT),
        proposed_address=Personal(Category.CONTACT, Readers.SECRETARIAT),
        language=Personal(
            Category.PREFERENCE, Readers.SECRETARIAT, Erased.NEVER, why="Without a name it tells of nobody."
        ),
        sent_at=on_record(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


class OwnText(models.Model):
    """A consultation's own words of one of our texts, in one language (``mail.own_texts``).

    Attributes:
        name: Of the text: ``confirmed`` of a mail, ``letter-items`` of what a letter begins with.
        subject, body: With ``{placeholders}``.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="own_texts")
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    subject = models.TextField()
    body = models.TextField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="changed_by",
        impersonal="consultation name language subject body changed_at",
    )

    class Meta:
        ordering: ClassVar = ["name", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "name", "language"], name="one_own_text_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class PersonalLink(models.Model):
    """A link that is good for one person and one purpose, until it expires or is revoked.

    Only the digest of its secret is kept: a copy of the database opens nothing.

    Attributes:
        purpose: ``enter``: sign in once, then the way to the sitting; ``registration``: one's own registration;
            ``test``: one's own connection tests, without signing in.
        digest: SHA-256 of the secret, in hexadecimal.
        used_at: When it was first used; a link to sign in is good once.
    """

    class Purpose(models.TextChoices):
        ENTER = "enter", _("Enter the sitting")
        REGISTRATION = "registration", _("View and change own registration")
        TEST = "test", _("Test the connection")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=width_of(Purpose, least=20), choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="registration__person", deleted=Erased.WITH_PERSON, called="links"),
        pointers="registration",
        purpose=Personal(Category.TRACE, Readers.SECRETARIAT),
        digest=Personal(Category.CREDENTIAL, Readers.NOBODY, exported=False),
        made_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        expires_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        used_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        revoked_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose}"
