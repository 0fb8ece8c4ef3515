"""A consultation is begun: by an administrator, from a preset, as a copy of another one, or blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hemicycle.consultations import presets
from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.models import Body, Consultation, RuleSource
from hemicycle.consultations.settings import settings_of
from hemicycle.people.administrators import carry_out
from hemicycle.people.changes import consultation_copied
from hemicycle.people.details import clean_texts
from hemicycle.people.models import Invitation, Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.classes import kinds_lacking
from hemicycle.rules.languages import may_have
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import Opening, may_open

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer

BEGIN = "consultation.begin"


@dataclass(frozen=True)
class NewBody:
    """A body that is set up with its first consultation."""

    slug: str
    name: Text


@dataclass(frozen=True)
class NewConsultation:
    """What is said of a consultation that is begun.

    Attributes:
        physical_session: The session to which its conclusions go; empty where there is none.
        opening: When registration is to be open; on a side without a moment it is not limited.
        preset: Name of the preset that it begins from, if it does.
        copied: Key of the consultation whose settings, sources of rules and invited Members it takes, if it does. It is
            of the same body then.
        body: Key of the body that there is already, or a new one, with what the preset says of it.
        trial: Nothing in it is a formal act; said now, and for good. A copy says it of itself.
    """

    slug: str
    title: Text
    time_zone: str
    first_day: date
    last_day: date
    physical_session: Text
    opening: Opening = field(default_factory=Opening)
    preset: str = ""
    copied: int | None = None
    body: int | NewBody | None = None
    trial: bool = False


def begin(performer: Performer, at: datetime, wanted: NewConsultation) -> Consultation:
    """Begin it. The administrator becomes its first secretariat, confirmed: the others are confirmed by another person.

    Raises:
        Refusal: who acts is no administrator, the name in the address is taken, its last day is before its first,
            registration would close before it opens; it would have too many languages; the body, or what is to be
            copied, is not there; or a class is of a kind of Members that the body does not have.
    """
    with carry_out(performer, BEGIN, at) as act:
        if wanted.last_day < wanted.first_day:
            raise Refusal(PeopleCode.PERIOD_ORDER)
        require(may_open(wanted.opening))
        source = _source(wanted)
        body = _body(wanted, source)
        settings = _settings(wanted, source)
        _require_kinds(wanted, body, settings)
        made = _made(wanted, body, settings)
        if source is not None:
            _copy(source, made)
        if performer.person is not None:
            # Confirmed by nobody: it is set up with them, and there is nobody before them (rule 38).
            Registration.objects.create(
                consultation=made,
                person_id=performer.person.pk,
                role=Role.SECRETARIAT.value,
                status=RegistrationStatus.CONFIRMED.value,
                asked_at=at,
            )
        act.place = f"consultation:{made.pk}"
        copied = source.slug if source else ""
        act.facts.update(slug=made.slug, preset=wanted.preset, copied=copied, body=body.slug, trial=made.trial)
    return made


def _source(wanted: NewConsultation) -> Consultation | None:
    if wanted.copied is None:
        return None
    row = Consultation.objects.filter(pk=wanted.copied).first()
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_CONSULTATION)
    return row


def _body(wanted: NewConsultation, source: Consultation | None) -> Body:
    if source is not None:
        return Body.objects.select_for_update().get(pk=source.body_id)
    if isinstance(wanted.body, NewBody):
        settings = presets.preset(wanted.preset).body if wanted.preset else {}
        body_settings(settings)
        row = Body(slug=wanted.body.slug, name=clean_texts(wanted.body.name), settings=dict(settings))
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise Refusal(PeopleCode.BODY_SLUG_TAKEN) from error
        return row
    # Locked, so that no kind of its Members goes before the classes that name it are there.
    found = Body.objects.select_for_update().filter(pk=wanted.body or 0).first()
    if found is None:
        raise Refusal(PeopleCode.NO_SUCH_BODY)
    return found


def _settings(wanted: NewConsultation, source: Consultation | None) -> dict[str, Any]:
    """Those of what it begins from, with each language in which it is called among those of its documents."""
    stored: dict[str, Any] = {}
    if source is not None:
        stored = source.settings
    elif wanted.preset:
        stored = presets.preset(wanted.preset).settings
    languages = settings_of(stored).languages
    called = dict.fromkeys([*clean_texts(wanted.title), *clean_texts(wanted.physical_session)])
    documents = tuple(dict.fromkeys([*languages.documents, *called]))
    if documents == languages.documents:
        return dict(stored)
    require(may_have(documents, languages.fallback, languages.sittings))
    return {**stored, "languages": languages.model_copy(update={"documents": documents}).model_dump(mode="json")}


def _require_kinds(wanted: NewConsultation, body: Body, settings: dict[str, Any]) -> None:
    """Somebody can belong to each class: those that the body has, of the kinds that the classes name."""
    kinds = {kind.key for kind in body.has.kinds}
    classes = settings_of(settings).participation
    lacking = dict.fromkeys(kind for one in classes for kind in kinds_lacking(one, kinds))
    if lacking:
        known = body_settings(presets.preset(wanted.preset).body if wanted.preset else {})
        code = PeopleCode.BODY_WITHOUT_KINDS if wanted.copied is None else PeopleCode.COPY_WITHOUT_KINDS
        raise Refusal(code, lacking=[known.kind(key).called(many=True) for key in lacking])


def _made(wanted: NewConsultation, body: Body, settings: dict[str, Any]) -> Consultation:
    row = Consultation(
        body=body,
        slug=wanted.slug,
        title=clean_texts(wanted.title),
        physical_session=clean_texts(wanted.physical_session),
        trial=wanted.trial,
        time_zone=wanted.time_zone,
        settings=settings,
        registration_opens_at=wanted.opening.opens,
        registration_closes_at=wanted.opening.closes,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(PeopleCode.SLUG_TAKEN) from error
    return row


def _copy(source: Consultation, made: Consultation) -> None:
    """What of a consultation goes with its settings: never people, letters or answers."""
    RuleSource.objects.bulk_create(
        RuleSource(consultation=made, rule=row.rule, text=row.text) for row in source.rule_sources.all()
    )
    Invitation.objects.bulk_create(
        Invitation(consultation=made, member_id=member)
        for member in source.invitations.order_by("pk").values_list("member", flat=True)
    )
    consultation_copied.send(sender=Consultation, source=source, made=made)
