"""Letters with their language versions and annexes: drafts that change, and letters sent, which never do (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models.letterheads import Letterhead
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Readers, declare, on_record
from hemicycle.fields.widths import width_of
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import Member, Person, Upload
from hemicycle.people.models.members import REASON_LENGTH
from hemicycle.rules.capacity import KEY_LENGTH
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.versions import Change, Mark, numbered, symbol

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

SERIES_LENGTH = 40
SUBJECT_LENGTH = 300
NAME_LENGTH = 200
WORDS_LENGTH = 1000
PHONE_LENGTH = 40
#: The state of a letter from which on nothing of it changes (rule 20).
SENT = "sent"
#: Of a text in one language: about thirty pages.
BODY_LENGTH = 100_000


class Letter(models.Model):
    """A circular letter to the Members of a consultation.

    Attributes:
        series, number: ``DM-20`` and 1005 make the symbol ``DM-20/1005`` (``rules.versions.numbered``).
        change, change_number: Of a version that corrects another one: ``Rev.`` and 1.
        replaces: The letter that this version corrects; ``what_changes`` says in what, by language.
        template: Which of our own texts it began with.
        addressed: Classes whose Members it goes to (their keys), as at the day on which it is sent.
        addressed_as: How it names them, by language, in their order of that day, whatever they are called since; empty
            until it is sent.
        signatory, signatory_title: Who signs, and as what, by language.
        original_signed: It says that its original is signed.
        department, contact: Which part of the body writes, and whom one turns to there, by language.
        phone, fax, email: Of the contact.
        copies: Who gets a copy, a line each, by language.
        letterhead: Under which head of the body it went out; of a draft none, for it shows the one in use.
        dated: The date that stands on it.
        deadline_stays: Of a version of a letter whose deadline runs: its writer said that it leaves the deadline as it
            is. Otherwise it ``extends`` it.
        extends, new_day, new_time: The enquiry whose deadline it extends when it is sent, and until when (rule 19).
        stand_ins: Which language goes out where a version is missing, an explicit choice for each, by what is
            missing (``correspondence.missing_languages.Gap.key``): ``{"fr": "en", "2.ar": "en"}``.
        mailing: The mail with which it went out, whose deliveries are its log.
        papers_state: How far its papers are, which are made once it is sent and never again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = SENT, pgettext_lazy("a letter", "Sent")

    class PapersState(models.TextChoices):
        NONE = "", _("Not sent yet")
        WAITING = "waiting", _("In preparation")
        MADE = "made", _("Ready")
        FAILED = "failed", _("Generation failed")

    class ChangeKind(models.TextChoices):
        REVISION = Change.REVISION.value, _("Revision")
        ADDENDUM = Change.ADDENDUM.value, _("Addendum")
        CORRIGENDUM = Change.CORRIGENDUM.value, _("Corrigendum")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="letters")
    series = models.CharField(max_length=SERIES_LENGTH)
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=width_of(ChangeKind, least=10), choices=ChangeKind, blank=True)
    change_number = models.PositiveSmallIntegerField(default=0)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="versions")
    what_changes: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    template = models.CharField(max_length=40, blank=True)
    addressed: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    addressed_as: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField(
        default=dict, blank=True
    )
    signatory = models.CharField(max_length=NAME_LENGTH, blank=True)
    signatory_title: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    original_signed = models.BooleanField(default=False)
    department: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    contact: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    fax = models.CharField(max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    copies: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    letterhead = models.ForeignKey(Letterhead, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    dated = models.DateField()
    extends = models.ForeignKey(
        "correspondence.Enquiry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    new_day = models.DateField(null=True, blank=True)
    new_time = models.TimeField(default=END_OF_DAY)
    deadline_stays = models.BooleanField(default=False)
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.DRAFT)
    stand_ins: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mailing = models.OneToOneField(Mailing, on_delete=models.PROTECT, null=True, blank=True, related_name="letter")
    papers_state = models.CharField(
        max_length=width_of(PapersState, least=10), choices=PapersState, default=PapersState.NONE, blank=True
    )

    personal_data: ClassVar = declare(
        pointers="sent_by",
        impersonal="consultation series number change change_number replaces what_changes template addressed "
        "addressed_as original_signed department letterhead dated extends new_day new_time deadline_stays state "
        "stand_ins sent_at mailing papers_state",
        signatory=on_record(Category.NAME, Readers.PARTICIPANTS),
        signatory_title=on_record(Category.PART, Readers.PARTICIPANTS),
        contact=on_record(Category.NAME, Readers.PARTICIPANTS),
        phone=on_record(Category.CONTACT, Readers.PARTICIPANTS),
        fax=on_record(Category.CONTACT, Readers.PARTICIPANTS),
        email=on_record(Category.CONTACT, Readers.PARTICIPANTS),
        copies=on_record(Category.NAME, Readers.PARTICIPANTS),
    )
    append_only: ClassVar = AppendOnly(free="papers_state", path="state", value=SENT, trial="consultation__trial")

    class Meta:
        ordering: ClassVar = ["series", "-number", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "series", "number", "change", "change_number"], name="one_letter_a_symbol"
            )
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def languages(self) -> tuple[str, ...]:
        """In which it is to exist."""
        return self.consultation.languages.documents

    @property
    def mark(self) -> Mark | None:
        """What tells a version from the letter that it corrects."""
        return Mark(Change(self.change), self.change_number) if self.change else None

    @property
    def corrects(self) -> bool:
        """Whether it only corrects what went out, or adds to it: it asks nothing and extends nothing."""
        beside = self.change in {self.ChangeKind.CORRIGENDUM.value, self.ChangeKind.ADDENDUM.value}
        return beside and self.extends_id is None and not hasattr(self, "enquiry")

    @property
    def symbol(self) -> str:
        """As it is cited: ``DM-20/1005/Rev.1``."""
        return symbol(numbered(self.series, self.number), self.mark)

    @property
    def sent(self) -> bool:
        """Whether it went out: then nothing of it changes any more (rule 20)."""
        return self.state == self.State.SENT


class LetterText(models.Model):
    """A letter in one language.

    Attributes:
        body: Paragraphs, lists and emphasis in CommonMark, without HTML.
        state: How far the translation is; a draft goes out only where the sender says so.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        TRANSLATED = "translated", _("Translated")
        CHECKED = "checked", _("Checked")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    body = models.TextField()
    state = models.CharField(max_length=width_of(State, least=12), choices=State, default=State.DRAFT)

    personal_data: ClassVar = declare(impersonal="letter language subject body state")
    append_only: ClassVar = AppendOnly(path="letter__state", value=SENT, trial="letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "language"], name="one_text_of_a_letter_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.language}"


class Addressee(models.Model):
    """A Member that a letter was addressed to: written down when it was sent, and never again (rule 5).

    Attributes:
        capacity: The class of its delegates (its key) on the day of sending.
        may_vote: Whether it was entitled to vote on that day, by its class, its seat and no suspension (rule 36).
        suspended, suspended_why: It would have been entitled but for a suspension of its vote, and the reason that was
            recorded for that.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="addressees")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="addressed")
    capacity = models.CharField(max_length=KEY_LENGTH)
    may_vote = models.BooleanField()
    suspended = models.BooleanField(default=False)
    suspended_why = models.CharField(max_length=REASON_LENGTH, blank=True)

    personal_data: ClassVar = declare(impersonal="letter member capacity may_vote suspended suspended_why")
    append_only: ClassVar = AppendOnly(trial="letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "member"], name="one_row_a_member_addressed"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.member_id}"


class Annex(models.Model):
    """An annex of a letter.

    Attributes:
        kind: Text of its own; the questions of the letter's enquiry, as a table; or a file.
        summarizes: The enquiry whose summary of replies it was made from.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        QUESTIONS = "questions", _("The questions of the enquiry")
        FILE = "file", _("File")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="annexes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=width_of(Kind, least=10), choices=Kind, default=Kind.TEXT)
    summarizes = models.ForeignKey(
        "correspondence.Enquiry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    personal_data: ClassVar = declare(impersonal="letter number kind summarizes")
    append_only: ClassVar = AppendOnly(path="letter__state", value=SENT, trial="letter__consultation__trial")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "number"], name="one_annex_a_number")]

    def __str__(self) -> str:
        return f"{self.letter_id} annex {self.number}"


class AnnexText(models.Model):
    """An annex in one language; ``upload`` where the annex is a file.

    Attributes:
        basis: Of a summary of replies, the digest of what had been drawn up when it was taken: where something else is
            drawn up by now, it does not agree with the replies. Empty where that is not known.
    """

    annex = models.ForeignKey(Annex, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    title = models.CharField(max_length=SUBJECT_LENGTH)
    body = models.TextField(blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=64, blank=True)

    personal_data: ClassVar = declare(impersonal="annex language title body upload basis")
    append_only: ClassVar = AppendOnly(
        path="annex__letter__state", value=SENT, trial="annex__letter__consultation__trial"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["annex", "language"], name="one_text_of_an_annex_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.annex_id} {self.language}"


class LetterPaper(models.Model):
    """A letter that was sent, in one language, as the file that went out."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="papers")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    kind = models.CharField(max_length=width_of(Kind, least=4), choices=Kind)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar = declare(impersonal="letter language kind upload")
    append_only: ClassVar = AppendOnly(trial="letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "language", "kind"], name="one_paper_of_a_letter_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.language} {self.kind}"


class Acknowledgement(models.Model):
    """A Member said that it has received a letter.

    Attributes:
        person: Who said it for the Member; nobody who is known here where a contact used the link in the mail.
        delivery: The mail whose link was used.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="acknowledgements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    personal_data: ClassVar = declare(
        pointers="person delivery",
        impersonal="letter member at",
    )
    append_only: ClassVar = AppendOnly(trial="letter__consultation__trial")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "member"], name="one_acknowledgement_a_member"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(delivery__isnull=False),
                name="somebody_acknowledged_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.member_id}"
