"""The help desk: cases, and what was written in each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.models import Consultation
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Registration
from hemicycle.people.models.members import PHONE_LENGTH
from hemicycle.rules.help_cases import CaseCause, CaseStatus, Channel
from hemicycle.sittings.models import Sitting

MESSAGE_LENGTH = 2000
STRANGER_LENGTH = 200


class HelpCase(models.Model):
    """One trouble of one person, from the first word of it until it is solved.

    Attributes:
        number: By which it is named on the telephone, from 1 in each consultation.
        registration: Whose it is; none for a stranger.
        stranger: Name or address, as it was said, of who is not registered; empty for everybody else.
        call_back: The number under which they are called back.
        sitting: In which it began; none where it began outside.
        assignee: Who of the desk has it.
        cause: What the trouble was; empty until it is solved.
        waiting_since: Since when the person waits for the desk; none while they do not.
        answered_at: When the desk was there for them first, by a message or on the telephone.
    """

    class Channels(models.TextChoices):
        CHAT = Channel.CHAT.value, pgettext_lazy("a way to the help desk", "Chat")
        MAIL = Channel.MAIL.value, pgettext_lazy("a way to the help desk", "E-mail")
        TELEPHONE = Channel.TELEPHONE.value, pgettext_lazy("a way to the help desk", "Telephone")
        BOOTH = Channel.BOOTH.value, pgettext_lazy("a way to the help desk", "Interpreters")

    class Status(models.TextChoices):
        NEW = CaseStatus.NEW.value, pgettext_lazy("a case", "New")
        IN_WORK = CaseStatus.IN_WORK.value, pgettext_lazy("a case", "In progress")
        WAITING = CaseStatus.WAITING.value, pgettext_lazy("a case", "Waiting for the person")
        SOLVED = CaseStatus.SOLVED.value, pgettext_lazy("a case", "Solved")
        REOPENED = CaseStatus.REOPENED.value, pgettext_lazy("a case", "Reopened")

    class Cause(models.TextChoices):
        HEARING = CaseCause.HEARING.value, _("Hears nothing")
        MICROPHONE = CaseCause.MICROPHONE.value, _("Microphone")
        CAMERA = CaseCause.CAMERA.value, _("Camera")
        NETWORK = CaseCause.NETWORK.value, _("Network or firewall")
        BROWSER = CaseCause.BROWSER.value, _("Browser or computer")
        SIGN_IN = CaseCause.SIGN_IN.value, _("Signing in")
        REGISTRATION = CaseCause.REGISTRATION.value, _("Registration")
        INTERPRETATION = CaseCause.INTERPRETATION.value, _("Interpretation")
        DOCUMENTS = CaseCause.DOCUMENTS.value, _("Documents")
        PROCEDURE = CaseCause.PROCEDURE.value, _("Procedure")
        OTHER = CaseCause.OTHER.value, pgettext_lazy("a cause", "Other")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="help_cases")
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=width_of(Channel, least=12), choices=Channels)
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="help_cases"
    )
    stranger = models.CharField(max_length=STRANGER_LENGTH, blank=True)
    call_back = models.CharField(max_length=PHONE_LENGTH, blank=True)
    sitting = models.ForeignKey(Sitting, on_delete=models.SET_NULL, null=True, blank=True, related_name="help_cases")
    status = models.CharField(max_length=width_of(CaseStatus, least=12), choices=Status, default=Status.NEW)
    assignee = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=width_of(CaseCause, least=20), choices=Cause, blank=True)
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        Rows(
            owner="registration__person",
            consultation="consultation",
            deleted=Erased.WITH_PERSON,
            called="help_cases",
        ),
        pointers="registration assignee",
        impersonal="consultation number channel sitting status cause",
        stranger=Personal(Category.NAME, Readers.SECRETARIAT),
        call_back=Personal(Category.CONTACT, Readers.SECRETARIAT),
        opened_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        waiting_since=Personal(Category.TRACE, Readers.SECRETARIAT),
        answered_at=Personal(Category.TRACE, Readers.SECRETARIAT),
        solved_at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_help_case_a_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["consultation", "waiting_since"], name="help_cases_that_wait")]

    def __str__(self) -> str:
        return f"{self.number} {self.who}"

    @property
    def who(self) -> str:
        """The name of whose it is, or what a stranger said of themselves."""
        return self.registration.person.name if self.registration else self.stranger

    @property
    def state(self) -> CaseStatus:
        """Where it is."""
        return CaseStatus(self.status)

    @property
    def solved(self) -> bool:
        """Whether it is solved."""
        return self.state is CaseStatus.SOLVED


class HelpMessage(models.Model):
    """What was written in a case.

    Attributes:
        kind: ``question``: by its person; ``answer``: to them; ``note``: for those of the desk alone.
        author: Who wrote it: what is said on the telephone, who took the call; none for a stranger who wrote an
            e-mail, and for a note of the booths.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("in a case", "Question")
        ANSWER = "answer", pgettext_lazy("in a case", "Answer")
        NOTE = "note", pgettext_lazy("in a case", "Private note")

    case = models.ForeignKey(HelpCase, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=MESSAGE_LENGTH)
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(
            owner="case__registration__person author__person",
            consultation="case__consultation",
            deleted=Erased.WITH_PERSON,
            called="help_messages",
        ),
        pointers="author",
        impersonal="case kind",
        text=Personal(Category.WORDS, Readers.SECRETARIAT),
        at=Personal(Category.TRACE, Readers.SECRETARIAT),
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.text[:40]}"

    @property
    def writer(self) -> Registration:
        """Who wrote it, as in a sitting, which nobody enters who is not registered.

        Raises:
            LookupError: a stranger did.
        """
        if self.author is None:
            raise LookupError("a stranger has no registration")
        return self.author
