"""What a letter asks: its questions, who is asked, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.item_lists import KEY_LENGTH
from hemicycle.consultations.models import check_zone, usual_zone
from hemicycle.correspondence.models.letters import SENT, Letter
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Person
from hemicycle.rules.deadlines import END_OF_DAY, Deadline, Extension, in_force
from hemicycle.rules.reminders import USUAL_DAYS

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text


def usual_reminders() -> list[int]:
    """Days before the deadline on which reminders go out, where nothing else is set."""
    return list(USUAL_DAYS)


class Enquiry(models.Model):
    """What a letter asks the Members; it is put to them when the letter is sent.

    Attributes:
        asked: Classes whose Members are asked (their keys), as at the day on which the letter was sent.
        conditions: Whether an answer may come with conditions.
        deadline_day, deadline_time, zone: As the letter gives it; a bare date ends at 23:59:59 there (rule 17).
        hours: The deadline is so many hours from the moment of sending; day and time are what that comes to, once it
            was sent. None where it is given as a day.
        reminder_days: So many days before the deadline, whoever has not answered is reminded.
        declared_at: When the result was declared: nothing is accepted any more (rule 18).
    """

    class Kind(models.TextChoices):
        OPTIONS = "options", _("A choice of options")
        ITEMS = "items", _("Yes or no for each of many items")
        BALLOT = "ballot", _("Approve, reject or abstain")
        SILENCE = "silence", _("No objection within a time limit")

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="enquiry")
    kind = models.CharField(max_length=width_of(Kind, least=10), choices=Kind)
    asked: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    conditions = models.BooleanField(default=False)
    deadline_day = models.DateField()
    deadline_time = models.TimeField(default=END_OF_DAY)
    zone = models.CharField(max_length=64, default=usual_zone, validators=[check_zone])
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    reminder_days: models.JSONField[list[int], list[int]] = models.JSONField(default=usual_reminders, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="declared_by",
        impersonal="letter kind asked conditions deadline_day deadline_time zone hours reminder_days declared_at",
    )

    def __str__(self) -> str:
        return f"{self.letter}: {self.kind}"

    @property
    def waits_for_sending(self) -> bool:
        """Its deadline is counted from the moment of sending, which has not come."""
        return self.hours is not None and not self.counted_from_sending and not self.letter.sent

    def count_from(self, sent: datetime) -> None:
        """Set the deadline of one that is given in hours, as its letter is sent; not saved."""
        if self.hours is not None:
            until = self.until(sent).local
            self.deadline_day, self.deadline_time, self.counted_from_sending = until.date(), until.time(), True

    def until(self, sent: datetime) -> Deadline:
        """The deadline that it would have if it were sent at a moment; of one that is given as a day, that."""
        if self.hours is None:
            return self.first_deadline
        return Deadline.after(self.hours, sent, ZoneInfo(self.zone))

    #: Whether ``count_from`` has set the deadline of this object.
    counted_from_sending = False
    #: What ``queries.judged_by`` has read, for as long as this object lives.
    read_extensions: list[Extension] | None = None

    @property
    def first_deadline(self) -> Deadline:
        """The deadline as the letter gave it."""
        return Deadline(datetime.combine(self.deadline_day, self.deadline_time), ZoneInfo(self.zone))

    @property
    def deadline(self) -> Deadline:
        """The deadline that holds now, after extensions (rule 19).

        Reads ``extensions``: prefetch for lists.
        """
        return in_force(self.first_deadline, self.given_extensions)

    @property
    def given_extensions(self) -> list[Extension]:
        """Its extensions as the rules see them; reads ``extensions`` as ``deadline`` does."""
        read = self.read_extensions
        return [row.extension for row in self.extensions.all()] if read is None else read

    def extended_since(self, at: datetime) -> bool:
        """Whether everybody was given a later deadline at this moment or after it."""
        return any(extension.given >= at for extension in self.given_extensions)

    @property
    def deadline_given_at(self) -> datetime | None:
        """When the deadline that holds now was given: with the letter, or its last extension; none before that."""
        given = [row.given_at for row in self.extensions.all()]
        return max(given, default=self.letter.sent_at)


class DeadlineExtension(models.Model):
    """A later deadline, for everybody, with the numbered letter that gives it (rule 19)."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="extensions")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    time = models.TimeField(default=END_OF_DAY)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(
        pointers="given_by",
        impersonal="enquiry letter day time given_at",
    )
    append_only: ClassVar = AppendOnly(trial="letter__consultation__trial")

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.day}"

    @property
    def extension(self) -> Extension:
        """As the rules see it."""
        local = datetime.combine(self.day, self.time)
        return Extension(self.given_at, Deadline(local, ZoneInfo(self.enquiry.zone)), self.letter.symbol)


class Question(models.Model):
    """One thing that is asked: an item, a proposal, or the one question of a choice.

    Attributes:
        listing: Key of the list in which it stands, where there are lists.
        list_name, list_place: The list's name, by language, and its place among the lists, as they were when it was
            asked: what is called otherwise later does not reach a letter that was sent.
        reference: What it is about, such as the symbol of a document.
        text: What is put to a vote, in full, by language: paragraphs with an empty line between them. Where there is
            one, the question is as it was made, and is not edited with the letter.
        withdrawn_at, withdrawn_why: From then on it is not asked any more; why, by language. What was answered stays on
            record.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="questions")
    listing = models.CharField(max_length=KEY_LENGTH, blank=True)
    list_name: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    list_place = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    title: models.JSONField[Text, Text] = models.JSONField()
    reference = models.CharField(max_length=60, blank=True)
    text: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar = declare(
        impersonal="enquiry listing list_name list_place number title reference text withdrawn_at withdrawn_why",
    )
    append_only: ClassVar = AppendOnly(
        once="withdrawn_at withdrawn_why",
        path="enquiry__letter__state",
        value=SENT,
        trial="enquiry__letter__consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["list_place", "-listing", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "listing", "number"], name="one_question_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.number}"


class Option(models.Model):
    """One of the options of a question, where they are the letter's own.

    Attributes:
        key: Stable name, as an answer has it: ``a``.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    label: models.JSONField[Text, Text] = models.JSONField()

    personal_data: ClassVar = declare(impersonal="question key position label")
    append_only: ClassVar = AppendOnly(
        path="question__enquiry__letter__state", value=SENT, trial="question__enquiry__letter__consultation__trial"
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "key"], name="one_option_a_key")]

    def __str__(self) -> str:
        return self.key
