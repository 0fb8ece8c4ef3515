"""Replies: one of each Member to each enquiry, in versions that never change (rules 13, 18, 21 and 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.condition_headings import KEY_LENGTH
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.correspondence.models.enquiries import Enquiry
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.fields.widths import width_of
from hemicycle.people.models import Member, Person, Upload
from hemicycle.rules.replies import Channel, Status

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text
    from hemicycle.rules.deadlines import Deadline

CONDITION_LENGTH = 20_000
#: Of the symbol of a letter, the code of a Member and a number.
RECEIPT_LENGTH = 120
#: Of 128 bits, in hexadecimal.
NONCE_LENGTH = 32


class Reply(models.Model):
    """What a Member answers to an enquiry.

    Attributes:
        status, counted: Where it stands, and the version that counts: ``rules.replies.assess`` of all its
            versions, written anew with every act on them.
        why: The reason, as ``{rule, code, facts}``.
    """

    class StatusChoice(models.TextChoices):
        MISSING = Status.MISSING.value, _("No reply")
        UNCONFIRMED = Status.UNCONFIRMED.value, _("Awaiting a second person")
        LATE = Status.LATE.value, _("Late")
        CONFLICT = Status.CONFLICT.value, _("In conflict")
        COUNTED = Status.COUNTED.value, pgettext_lazy("reply", "Counted")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="replies")
    status = models.CharField(
        max_length=width_of(StatusChoice, least=12), choices=StatusChoice, default=StatusChoice.MISSING
    )
    counted = models.ForeignKey(
        "correspondence.ReplyVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar = declare(impersonal="enquiry member status counted why")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enquiry", "member"], name="one_reply_a_member")]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.member_id}"


class ReplyVersion(models.Model):
    """One version of a reply, as it was submitted.

    Attributes:
        person: Who answered; unknown for a paper that names nobody who is known here.
        signed_by: Who signed what the secretariat entered.
        choices: What was chosen for each question: ``{question: option}``.
        received_at: When it reached the secretariat; a paper's own date of receipt.
        source: The paper or mail from which it was entered (rule 21).
        returned_by, returned_why: Who found that it is not what its source says, and in what (rule 21).
        entered_at: When the secretariat entered it; unknown of what was entered before this was kept.
        replaces: Its source says that it takes the place of what came on paper before (rule 21).
        settles: It was given to settle different answers (rule 22).
        declined_by, declined_why: Who of the chair did not accept it although it was late, and why (rule 18).
        receipt: Number that whoever answered has for it.
        nonce: In the digest that is all that the journal has of a sealed vote; empty where it has the vote itself.
        journal_head: The last seal of the journal when it was given, as the receipt has it; empty for older ones.
    """

    class ChannelChoice(models.TextChoices):
        ONLINE = Channel.ONLINE.value, _("Online")
        PAPER = Channel.PAPER.value, pgettext_lazy("way of a reply", "Paper")
        MAIL = Channel.MAIL.value, _("E-mail")
        PHONE = Channel.PHONE.value, _("Telephone")

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.CharField(max_length=300, blank=True)
    choices: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    channel = models.CharField(
        max_length=width_of(ChannelChoice, least=10), choices=ChannelChoice, default=ChannelChoice.ONLINE
    )
    source = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    replaces = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(max_length=WORDS_LENGTH, blank=True)
    settles = models.BooleanField(default=False)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_why = models.CharField(max_length=WORDS_LENGTH, blank=True)
    declined_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.CharField(max_length=WORDS_LENGTH, blank=True)
    receipt = models.CharField(max_length=RECEIPT_LENGTH)
    nonce = models.CharField(max_length=NONCE_LENGTH, blank=True)
    journal_head = models.CharField(max_length=90, blank=True)

    personal_data: ClassVar = declare(
        Rows(owner="person", consultation="reply__enquiry__letter__consultation", called="signatures"),
        pointers="person entered_by confirmed_by returned_by accepted_by declined_by",
        impersonal="reply number choices received_at channel entered_at replaces confirmed_at returned_at returned_why "
        "settles accepted_at accepted_why declined_at declined_why receipt nonce journal_head",
        signed_by=Personal(Category.NAME, Readers.MEMBER, Erased.WITH_CONSULTATION),
        source=Personal(
            Category.NAME,
            Readers.MEMBER,
            Erased.NEVER,
            exported=False,
            why="What was entered has its source, which a second person compares (rule 21).",
        ),
    )
    append_only: ClassVar = AppendOnly(
        once="confirmed_by confirmed_at returned_by returned_at returned_why accepted_by accepted_at accepted_why "
        "declined_by declined_at declined_why",
        erasable="signed_by",
        trial="reply__enquiry__letter__consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.ONLINE.value) | models.Q(source__isnull=False),
                name="what_was_entered_has_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    def entered_late(self, deadline: Deadline) -> bool:
        """Whether it was entered after the deadline, whenever it reached the secretariat (rule 21)."""
        return self.entered_at is not None and not deadline.met(self.entered_at)

    def in_time(self, deadline: Deadline) -> bool:
        """Whether it counts without the chair: received, and where it was entered, entered by then."""
        return deadline.met(self.received_at) and not self.entered_late(deadline)


class Cluster(models.Model):
    """Conditions that say the same, gathered by the secretariat under one title."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="clusters")
    heading = models.CharField(max_length=KEY_LENGTH, blank=True)
    title: models.JSONField[Text, Text] = models.JSONField()
    position = models.PositiveSmallIntegerField(default=1)

    personal_data: ClassVar = declare(impersonal="enquiry heading title position")

    class Meta:
        ordering: ClassVar = ["heading", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.heading} {self.position}"


class LeadIn(models.Model):
    """What a summary says before the conditions under a heading, as "The meeting should:", by language."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="lead_ins")
    heading = models.CharField(max_length=KEY_LENGTH, blank=True)
    words: models.JSONField[Text, Text] = models.JSONField()

    personal_data: ClassVar = declare(impersonal="enquiry heading words")

    class Meta:
        ordering: ClassVar = ["heading"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "heading"], name="one_lead_in_of_a_heading")
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.heading}"


class Condition(models.Model):
    """A condition that came with a version of a reply.

    Attributes:
        heading: Key of the consultation's heading under which whoever answered filed it; empty where there was none.
        language: Of the words; empty where it is not known, as of those that came before it was kept.
        state: Withdrawn by the Member, or met, later; the words stay.
        state_by: The focal point who withdrew it, or the second person who confirmed what was written down.
        proposed_state, proposed_words, proposed_by: What the secretariat wrote down, until a second person confirms it.
        source: From which it was written down.
    """

    class State(models.TextChoices):
        STANDING = "standing", pgettext_lazy("condition", "Maintained")
        WITHDRAWN = "withdrawn", pgettext_lazy("condition", "Withdrawn")
        MET = "met", pgettext_lazy("condition", "Met")

    version = models.ForeignKey(ReplyVersion, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=KEY_LENGTH, blank=True)
    words = models.TextField(max_length=CONDITION_LENGTH)
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language], blank=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="conditions")
    state = models.CharField(max_length=width_of(State, least=10), choices=State, default=State.STANDING)
    state_words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    state_at = models.DateTimeField(null=True, blank=True)
    state_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_state = models.CharField(max_length=width_of(State, least=10), choices=State, blank=True)
    proposed_words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar = declare(
        pointers="state_by proposed_by",
        impersonal="version number heading words language cluster state state_words state_at proposed_state "
        "proposed_words proposed_at",
        source=Personal(
            Category.NAME,
            Readers.MEMBER,
            Erased.NEVER,
            exported=False,
            why="What was written down has its source, which a second person compares (rule 21).",
        ),
    )
    append_only: ClassVar = AppendOnly(
        free="cluster state state_words state_at state_by proposed_state proposed_words proposed_by proposed_at source",
        trial="version__reply__enquiry__letter__consultation__trial",
    )

    class Meta:
        ordering: ClassVar = ["version", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "number"], name="one_condition_a_number")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"

    @property
    def wording(self) -> Wording:
        """Its words in their language."""
        return Wording(self.words, self.language)


class Draft(models.Model):
    """A reply that a focal point has not submitted yet: nobody else sees it, and nothing counts it.

    Attributes:
        content: As the form has it: ``{choices, conditions}``.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    personal_data: ClassVar = declare(
        Rows(owner="person", deleted=Erased.WITH_PERSON, called="drafts"),
        pointers="person",
        impersonal="enquiry member",
        content=Personal(Category.WORDS, Readers.NOBODY),
        saved_at=Personal(Category.TRACE, Readers.NOBODY),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enquiry", "member", "person"], name="one_draft_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.member_id}"
