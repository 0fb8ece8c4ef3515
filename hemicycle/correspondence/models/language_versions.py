"""What is added to a letter that was sent, when its translation arrives: the letter's own rows stay as they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.correspondence.models.clearances import HandedInForClearance
from hemicycle.correspondence.models.letters import (
    SENT,
    SUBJECT_LENGTH,
    WORDS_LENGTH,
    Annex,
    Letter,
    LetterPaper,
)
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.fields.widths import width_of
from hemicycle.mail.models import Mailing
from hemicycle.people.models import Person, Upload


class LanguageVersion(models.Model):
    """A letter in a language in which another one stood in, wholly or for an annex or the questions.

    Attributes:
        subject, body: As of ``LetterText``; empty where the letter itself went out in this language.
        what_changes: Of a letter that corrects another one, where the letter does not say it in this language.
        questions: Titles of questions and labels of options, where those have none in this language, by
            ``issued.question_key`` and ``issued.option_key``: ``{"q12": "…", "o3": "…"}``.
        stand_ins: As of ``Letter``, what is still missing: ``{"2.zh": "en"}``. Written down when it is sent.
        later: What has become of the letter since: symbols of the letters that corrected it, and of those that
            extended its deadline, ``{"corrected": […], "extended": […]}``. Written down when it is sent.
        mailing: The mail to those of the letter's addressees who read this language.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a language version", "Draft")
        SENT = SENT, pgettext_lazy("a language version", "Sent")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="language_versions")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    subject = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    body = models.TextField(blank=True)
    what_changes = models.CharField(max_length=WORDS_LENGTH, blank=True)
    questions: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.DRAFT)
    stand_ins: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    later: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mailing = models.OneToOneField(
        Mailing, on_delete=models.PROTECT, null=True, blank=True, related_name="language_version"
    )
    papers_state = models.CharField(
        max_length=width_of(Letter.PapersState, least=10),
        choices=Letter.PapersState,
        default=Letter.PapersState.NONE,
        blank=True,
    )

    personal_data: ClassVar = declare(
        pointers="sent_by",
        impersonal="letter language subject body what_changes questions state stand_ins later sent_at mailing "
        "papers_state",
    )
    append_only: ClassVar = AppendOnly(
        free="papers_state", path="state", value=SENT, trial="letter__consultation__trial"
    )

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "language"], name="one_version_of_a_letter_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.language}"

    @property
    def sent(self) -> bool:
        """Whether it went out: then nothing of it changes any more (rule 20)."""
        return self.state == self.State.SENT


class LanguageVersionAnnex(models.Model):
    """An annex of the letter that was missing in the language of the version; ``upload`` where it is a file."""

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="annexes")
    annex = models.ForeignKey(Annex, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    body = models.TextField(blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(impersonal="version annex title body upload")
    append_only: ClassVar = AppendOnly(path="version__state", value=SENT, trial="annex__letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "annex"], name="one_text_of_an_annex_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} annex {self.annex_id}"


class LanguageVersionPaper(models.Model):
    """A language version as the file that went out."""

    version = models.ForeignKey(LanguageVersion, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=width_of(LetterPaper.Kind, least=4), choices=LetterPaper.Kind)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(impersonal="version kind upload")
    append_only: ClassVar = AppendOnly(trial="version__letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "kind"], name="one_paper_of_a_version")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}"


class LanguageVersionClearance(HandedInForClearance):
    """A language version as it was handed in (rule 40)."""

    version = models.ForeignKey(LanguageVersion, on_delete=models.CASCADE, related_name="clearances")

    personal_data: ClassVar = declare(
        pointers="handed_in_by decided_by",
        impersonal="version digest words handed_in_at outcome outcome_words decided_at",
    )
    append_only: ClassVar = AppendOnly(path="version__state", value=SENT, trial="version__letter__consultation__trial")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.outcome}"
