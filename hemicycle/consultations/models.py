"""A consultation: its name, calendar, time zone, languages and settings, and the sources of the rules that it uses."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from hemicycle.consultations.bodies import BodySettings, body_settings
from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.languages import localized
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.append_only import AppendOnly
from hemicycle.fields.personal import declare
from hemicycle.rules.registration import Opening
from hemicycle.rules.sitting_kinds import SittingKind

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.consultations.languages import Text
    from hemicycle.rules.capacity import Classes


def check_zone(name: str) -> None:
    """Refuse a name that is no time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(f"{name} is not a time zone") from error


def usual_zone() -> str:
    """The time zone where none is named: the installation's."""
    zone: str = settings.USUAL_ZONE
    return zone


class Body(models.Model):
    """An organization, or one of its organs, whose Members are consulted.

    Attributes:
        name: In the languages in which it was given.
        settings: Kinds of Members, regions, groups, the organ: see ``bodies.BodySettings``.
    """

    slug = models.SlugField(unique=True)
    name: models.JSONField[Text, Text] = models.JSONField()
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar = declare(impersonal="slug name settings")

    def __str__(self) -> str:
        return localized(self.name)

    @cached_property
    def has(self) -> BodySettings:
        """Its settings, read once for as long as this object lives."""
        return body_settings(self.settings)


class Consultation(models.Model):
    """One formal consultation between governments.

    Attributes:
        body: Whose Members it consults.
        title: Name by language.
        physical_session: The session that its proposed conclusions go to, by language.
        trial: Nothing in it is a formal act, and it may be deleted whatever came of it. It is begun as one or not, and
            stays so: the database refuses to change it.
        closed_at: From when on nothing changes but corrections and the deletion of personal data.
        archived_at: From when on it stands under "Archive", no longer among the current ones.
        settings: Choices that the letter leaves open (the C rules), see ``settings.Settings``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="consultations")
    slug = models.SlugField(unique=True)
    title: models.JSONField[Text, Text] = models.JSONField()
    physical_session: models.JSONField[Text, Text] = models.JSONField(default=dict)
    trial = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default=usual_zone, validators=[check_zone])
    settings: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    #: Registration is open between the two; on a side without a moment it is not limited.
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar = declare(
        impersonal="body slug title physical_session trial time_zone settings registration_opens_at "
        "registration_closes_at first_day last_day closed_at archived_at",
    )
    #: All but ``trial``.
    append_only: ClassVar = AppendOnly(
        free="body slug title physical_session time_zone settings registration_opens_at registration_closes_at "
        "first_day last_day closed_at archived_at",
        deletable=True,
    )

    def __str__(self) -> str:
        return localized(self.title)

    @property
    def opening(self) -> Opening:
        """When people may register."""
        outlasts = settings_of(self.settings).open_after_end
        over = None if outlasts else datetime.combine(self.last_day + timedelta(days=1), time(), self.zone)
        return Opening(self.registration_opens_at, self.registration_closes_at, over)

    @property
    def closed(self) -> bool:
        """Whether it was closed, and not reopened since."""
        return self.closed_at is not None

    @property
    def languages(self) -> Languages:
        """Those that it writes in and speaks."""
        return Languages.model_validate(self.settings.get("languages", {}))

    @property
    def classes(self) -> Classes:
        """Its participation classes."""
        return settings_of(self.settings).participation

    @property
    def has_privacy_notice(self) -> bool:
        """Whether it says in its own words what is done with personal data."""
        return bool(self.settings.get("privacy_notice"))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its deadlines and sittings are given."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def sittings_planned(self) -> int:
        """How many sittings its calendar has, counted once for as long as this object lives."""
        return self.sittings.filter(kind=SittingKind.SITTING.value).count()

    def day(self, at: datetime) -> date:
        """The date of a moment in its time zone."""
        return at.astimezone(self.zone).date()


class RuleSource(models.Model):
    """Where the body's own texts say what a rule says: what a person reads of the rule's origin.

    Attributes:
        rule: Number of the statement of ``docs/rules.md``, which nobody is shown.
        text: As the body cites it ("DM-20/1005, annex 3"), in the languages in which it was given.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="rule_sources")
    rule = models.PositiveSmallIntegerField()
    text: models.JSONField[Text, Text] = models.JSONField()

    personal_data: ClassVar = declare(impersonal="consultation rule text")

    class Meta:
        ordering: ClassVar = ["rule"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "rule"], name="one_source_a_rule"),
        ]

    def __str__(self) -> str:
        return localized(self.text)
