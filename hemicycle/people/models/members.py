"""Members: their names, seats and votes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from hemicycle.consultations.languages import LANGUAGE_LENGTH, check_language
from hemicycle.consultations.models import Body
from hemicycle.fields.personal import Category, Erased, Personal, Readers, Rows, declare
from hemicycle.rules.bodies import KEY_LENGTH
from hemicycle.rules.capacity import Seating

if TYPE_CHECKING:
    from hemicycle.consultations.languages import Text

NAME_LENGTH = 300
PHONE_LENGTH = SOURCE_LENGTH = CODE_LENGTH = 40
REASON_LENGTH = 300
#: A place in lists is a number up to this.
LAST_PLACE = 9999


class Member(models.Model):
    """A Member of a body: a State, an organization.

    Attributes:
        code: Tells it from others of its body: for a State that of ISO 3166-1 alpha-2.
        kind, region, group: By their keys, as the body has them; empty where its kind has no region, or no group.
        list_place: Its number in an order of the body's own (``list_order.ListOrder.places``), if it has one.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    code = models.SlugField(max_length=CODE_LENGTH)
    kind = models.CharField(max_length=KEY_LENGTH)
    region = models.CharField(max_length=KEY_LENGTH, blank=True)
    group = models.CharField(max_length=KEY_LENGTH, blank=True)
    list_place: models.PositiveSmallIntegerField[int | None, int | None] = models.PositiveSmallIntegerField(
        null=True, blank=True
    )
    made_up = models.BooleanField(default=False)

    personal_data: ClassVar = declare(impersonal="body code kind region group list_place made_up")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "code"], name="one_member_a_code")]

    def __str__(self) -> str:
        return self.code

    #: The day as at which it was read, with a paper, a turn or a receipt: its name is that day's. Today without one.
    as_at: date | None = None
    #: What ``queries.read_at_once`` has read, for as long as this object lives. Of names: language, first day, name.
    read_names: list[tuple[str, date | None, str]] | None = None
    read_seats: list[Seating] | None = None

    def own_names(self, on: date) -> Text:
        """The names that are kept for it as at a day, by language.

        Reads ``names``: prefetch or read at once for lists.
        """
        rows = self.read_names
        if rows is None:
            rows = [(row.language, row.since, row.name) for row in self.names.all()]
        begun = [(since or date.min, language, name) for language, since, name in rows if not since or since <= on]
        return {language: name for _since, language, name in sorted(begun)}

    @property
    def seats(self) -> list[Seating]:
        """When it has a seat on the organ of its body. Reads ``organ_seats``: prefetch or read at once for lists."""
        if self.read_seats is not None:
            return self.read_seats
        return [seat.seating for seat in self.organ_seats.all()]


class MemberName(models.Model):
    """A Member's name in one language from a day on, where ``state_names`` does not give it, or gives another.

    It holds until the next one of its language begins, so that a Member has one name on every day.

    Attributes:
        since: Its first day; ``None`` where it has always been this.
        name: Short form, as on a name plate: "Brazil".
        official: Formal name: "Federative Republic of Brazil"; empty where the short form is all there is.
        source: Where the name comes from; ``recall-check`` has not been checked against an official list.
        checked: Somebody compared it with an official list.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language])
    since: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=NAME_LENGTH)
    official = models.CharField(max_length=NAME_LENGTH, blank=True)
    source = models.CharField(max_length=SOURCE_LENGTH)
    checked = models.BooleanField(default=False)

    personal_data: ClassVar = declare(impersonal="member language since name official source checked")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "language"], condition=models.Q(since=None), name="one_first_name_a_language"
            ),
            models.UniqueConstraint(fields=["member", "language", "since"], name="one_name_a_language_and_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A period in which a Member has a seat on the organ of its body; both days included.

    Attributes:
        deputy: As a deputy member, not as a titular one.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="organ_seats")
    start = models.DateField()
    end: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)

    deputy = models.BooleanField(default=False)

    personal_data: ClassVar = declare(impersonal="member start end deputy")

    def __str__(self) -> str:
        return f"{self.member_id}: {self.start} - {self.end or ''}"

    @property
    def seating(self) -> Seating:
        """As the rules take it."""
        return Seating(self.start, self.end, self.deputy)


class VoteSuspension(models.Model):
    """A period in which a Member has no right to vote; both days included. It may still speak (rule 36).

    Attributes:
        reason: As recorded: arrears, for example.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="vote_suspensions")
    start = models.DateField()
    end: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    personal_data: ClassVar = declare(impersonal="member start end reason")

    def __str__(self) -> str:
        return f"{self.member_id}: {self.start} - {self.end or ''}"


class Contact(models.Model):
    """Whom the secretariat writes to at a Member: an administration's office, a mission; need not sign in.

    It gets what is for the Member as long as nobody answers for it, or copies of letters alone.

    Attributes:
        copies: A further address of the Member: each of its letters goes there too, as a copy for information. It
            stands in for nobody.
        name: Empty of a further address that is known by its e-mail address alone.
        language: Of letters to it; empty of a further address where the copy is in the language of the letter.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    copies = models.BooleanField(default=False)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField()
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    language = models.CharField(max_length=LANGUAGE_LENGTH, validators=[check_language], default="en", blank=True)

    personal_data: ClassVar = declare(
        Rows(
            consultation="member__invitations__consultation",
            deleted=Erased.WITH_CONSULTATION,
            called="contacts",
            address="email",
        ),
        impersonal="member copies",
        name=Personal(Category.NAME, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
        email=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
        phone=Personal(Category.CONTACT, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
        language=Personal(Category.PREFERENCE, Readers.SECRETARIAT, Erased.WITH_CONSULTATION),
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "email"], name="one_contact_an_address")]

    def __str__(self) -> str:
        return self.name or self.email
