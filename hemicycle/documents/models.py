"""Documents: symbols, titles, what they are to one another, and a file or a link for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.consultations.document_contents import KEY_LENGTH
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Consultation
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.choices import choices_of
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Person, Upload
from hemicycle.rules.documents import Standing, standing
from hemicycle.rules.versions import Change, Mark

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.languages import Text

SYMBOL_LENGTH = 40
TITLE_LENGTH = 1000
LINK_LENGTH = 1000
#: Of what a version changes, of the words for who submitted it, and of the reason for a withdrawal: in one language.
WORDS_LENGTH = 1000


class Document(models.Model):
    """A document of the consultation, named by its symbol, such as C20/16. Once it is posted, it never changes.

    Attributes:
        title: In the languages that exist.
        contains: Keys of the texts for adoption that it carries, among those of the consultation's settings
            (``consultations.document_contents``).
        series, number: Key of its series (``consultations.document_series``) and its number there; empty and None for
            one that is numbered in none, and for a version of another document.
        base, change, change_number: Of which document it is a version, and which: the second ``Rev.``.
        what_changes: What a version changes in it, by language.
        submitters: The Members that submitted it, in their order.
        submitted_by: Who did beside them, in words, by language: the secretariat, a group.
        translating: Languages into which it is being translated.
        embargo_until: Until then only who prepares documents sees it.
        withdrawn_why: By language.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="documents")
    symbol = models.CharField(max_length=SYMBOL_LENGTH)
    title: models.JSONField[Text, Text] = models.JSONField()
    contains: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    series = models.CharField(max_length=KEY_LENGTH, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="versions")
    change = models.CharField(max_length=width_of(Change), choices=choices_of(Change), blank=True)
    change_number = models.PositiveSmallIntegerField(null=True, blank=True)
    what_changes: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    submitted_by: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)
    translating: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why: models.JSONField[Text, Text] = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar = declare(
        pointers="posted_by withdrawn_by",
        impersonal="consultation symbol title contains series number base change change_number what_changes "
        "submitted_by translating embargo_until posted_at withdrawn_at withdrawn_why",
    )
    append_only: ClassVar = AppendOnly(
        free="contains translating embargo_until",
        once="withdrawn_at withdrawn_by withdrawn_why",
        trial="consultation__trial",
        since="posted_at",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "symbol"], name="one_symbol"),
            models.UniqueConstraint(
                fields=["consultation", "series", "number"],
                condition=models.Q(number__isnull=False),
                name="one_number_a_series",
            ),
            models.UniqueConstraint(
                fields=["base", "change", "change_number"],
                condition=models.Q(base__isnull=False),
                name="one_mark_a_base",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def mark(self) -> Mark | None:
        """Which version of another document it is; None for one of its own."""
        return Mark(Change(self.change), self.change_number) if self.change and self.change_number else None

    def standing(self, now: datetime) -> Standing:
        """Where it stands at a moment."""
        return standing(self.posted_at, self.embargo_until, self.withdrawn_at, now)


class DocumentSubmitter(models.Model):
    """A Member that submitted a document.

    Attributes:
        place: Among those of the document, from 1.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="submitters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    personal_data: ClassVar = declare(impersonal="document member place")
    append_only: ClassVar = AppendOnly(trial="document__consultation__trial", since="document__posted_at")

    class Meta:
        ordering: ClassVar = ["document", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "member"], name="one_submitter_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.member_id}"


class DocumentFile(models.Model):
    """A document in one language: a file, or a link to where it is. Of a posted document it stays as it is.

    Attributes:
        link: Where there is no file.
        replaced_at: Since then another one, or none, stands in its place, as while the document was prepared.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(pointers="by", impersonal="document language upload link at replaced_at")
    append_only: ClassVar = AppendOnly(trial="document__consultation__trial", since="document__posted_at")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_file_a_language",
            ),
            models.CheckConstraint(
                condition=models.Q(upload__isnull=False, link="") | (models.Q(upload=None) & ~models.Q(link="")),
                name="a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"


class SearchText(models.Model):
    """What the search looks through: the words of a file, or (without one) of symbol, titles and submitters.

    Attributes:
        words: As ``documents.terms`` makes them, with a space between two; empty where nothing could be read.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="search_texts")
    file = models.OneToOneField(
        DocumentFile, on_delete=models.CASCADE, null=True, blank=True, related_name="search_text"
    )
    words = models.TextField(blank=True)

    personal_data: ClassVar = declare(impersonal="document file words")

    class Meta:
        # All that is asked of a text that was found, without its words.
        indexes: ClassVar = [models.Index(fields=["document", "file"], name="search_texts_of_documents")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(file__isnull=True), name="one_search_head_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.file_id or ''}"


class DocumentReader(models.Model):
    """What a person has seen of a consultation's documents, and their private feed of them.

    Attributes:
        seen_at: They have seen what was posted until then.
        feed: Number of their feed, which its address is signed with; one more makes the address before void. 0: none.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    feed = models.PositiveIntegerField(default=0)
    feed_open = models.BooleanField(default=False)

    personal_data: ClassVar = declare(
        Rows(owner="person", deleted=Erased.WITH_PERSON, called="readings"),
        pointers="person",
        impersonal="consultation feed feed_open",
        seen_at=Personal(Category.TRACE, Readers.NOBODY),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "person"], name="one_document_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.person_id}"
