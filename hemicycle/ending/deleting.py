"""A consultation that nothing came of is deleted: one of the secretariat asks for it, another one confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, ManyToManyField, Q, QuerySet

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Letter, ReplyVersion
from hemicycle.ending import belonging
from hemicycle.ending.actions import doer
from hemicycle.ending.models import DeletionRequest
from hemicycle.journal.prepared import Prepared
from hemicycle.mail.models import Delivery
from hemicycle.people.act import carry_out
from hemicycle.people.models import Registration, Upload
from hemicycle.people.personal_data import our_models
from hemicycle.rules import ending as rules
from hemicycle.rules.capacity import Role
from hemicycle.rules.ending import Hindrance
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

    from hemicycle.journal.record import Performer

    Kind = type[Model]

_AT_ONCE = 400
_REQUESTED = Prepared(lambda consultation: DeletionRequest.objects.filter(consultation=consultation), int)


def hindrances(consultation: Consultation) -> list[Hindrance]:
    """What came of it already, so that it is closed and archived, and not deleted."""
    own = Registration.objects.filter(consultation=consultation, role=Role.SECRETARIAT.value).values("person")
    went_out = [Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.BOUNCED]
    mails = Delivery.objects.filter(mailing__consultation=consultation, state__in=went_out)
    found: dict[Hindrance, QuerySet[Any]] = {
        Hindrance.LETTERS: Letter.objects.filter(consultation=consultation, state=Letter.State.SENT),
        Hindrance.MAILS: mails.exclude(person__in=own),
        Hindrance.REPLIES: ReplyVersion.objects.filter(reply__enquiry__letter__consultation=consultation),
        Hindrance.AGENDA: AgendaPublication.objects.filter(consultation=consultation),
        Hindrance.SITTINGS: consultation.sittings.exclude(state=SittingState.PLANNED.value),
        Hindrance.PEOPLE: consultation.registrations.exclude(role=Role.SECRETARIAT.value),
    }
    return [what for what, rows in found.items() if rows.exists()]


def contents(consultation: Consultation) -> list[tuple[str, int]]:
    """How many rows would go, by the names of their tables."""
    return [(belonging.label(model), len(keys)) for model, keys in _rows(consultation) if keys]


def asked(consultation: Consultation) -> DeletionRequest | None:
    """Who asked for it, and when, where somebody did."""
    return DeletionRequest.objects.filter(consultation=consultation).select_related("by").first()


def requested_deletion(consultation: Consultation) -> DeletionRequest | None:
    """The same, with no more than the key of who did: read for every page of the desk."""
    return _REQUESTED.first(consultation.pk)


def ask(consultation: int, performer: Performer, at: datetime, typed: str) -> DeletionRequest:
    """Ask for its deletion, by its name as it stands in its addresses.

    Raises:
        Refusal: not this person's to do, another name was typed, something came of it, or it is asked for already.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row = act.consultation
        already = asked(row) is not None
        require(rules.may_ask_to_delete(typed, row.slug, hindered=bool(hindrances(row)), already=already))
        act.facts.update(what="asked", slug=row.slug)
        return DeletionRequest.objects.create(consultation=row, by=doer(act), at=at)


def take_back(consultation: int, performer: Performer, at: datetime) -> None:
    """Nobody asks for it any more, whoever did.

    Raises:
        Refusal: not this person's to do, or nobody asked.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row = asked(act.consultation)
        require(rules.may_take_back_deletion(asked=row is not None))
        DeletionRequest.objects.filter(consultation=act.consultation).delete()
        act.facts.update(what="taken_back", slug=act.consultation.slug)


def confirm(consultation: int, performer: Performer, at: datetime) -> dict[str, int]:
    """Delete what another one asked to delete; how many rows, by their tables. The journal stays, and says so.

    Raises:
        Refusal: not this person's to do, nobody asked, they asked themselves, or something came of it since.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_DELETE, at) as act:
        row, person = act.consultation, act.performer.person
        request = asked(row)
        asker, own = (request.by_id if request else None), (person.pk if person else None)
        require(rules.may_confirm_deletion(asker, own, hindered=bool(hindrances(row))))
        counts = dict(contents(row))
        act.facts.update(what="deleted", slug=row.slug, rows=counts)
        _delete(row)
    return counts


def _rows(consultation: Consultation) -> list[tuple[Kind, list[Any]]]:
    """The keys of all that is of it alone, also of what an export does not have."""
    found: list[tuple[Kind, list[Any]]] = [(Consultation, [consultation.pk])]
    for model in our_models():
        if model is not Consultation and (path := belonging.way(model)) and not _is_shared(model):
            rows: QuerySet[Any] = QuerySet(model=model).filter(**{path: consultation.pk})
            found.append((model, list(rows.values_list("pk", flat=True))))
    return found


def _is_shared(model: Kind) -> bool:
    return belonging.label(model) in {*belonging.SHARED, *belonging.OF_MEMBERS, belonging.UPLOADS}


def _delete(consultation: Consultation) -> None:
    """All at once: rows point to each other in every order, and the database asks at the end of the transaction."""
    rows = _rows(consultation)
    uploads = {
        key
        for model, keys in rows
        for field in _to_uploads(model)
        for key in QuerySet(model=model).filter(pk__in=keys).values_list(field, flat=True)
    }
    for model, keys in rows:
        for some in _some(keys):
            for joined in model._meta.local_many_to_many:
                if isinstance(joined, ManyToManyField):
                    through: Any = joined.remote_field.through
                    _raw(through, {f"{joined.m2m_column_name()}__in": some})
            _raw(model, {"pk__in": some})
    for upload in Upload.objects.filter(pk__in=uploads - {None}):
        if not _is_used(upload):
            upload.file.delete(save=False)
            _raw(Upload, {"pk__in": [upload.pk]})


def _raw(model: Kind, which: dict[str, Any]) -> None:
    """Without what Django would do for rows that point here: those go too, by themselves."""
    rows: Any = QuerySet(model=model).filter(**which)
    rows._raw_delete(rows.db)  # noqa: SLF001 - Django's own word for it, as its admin of large tables uses


def _some(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _to_uploads(model: Kind) -> list[str]:
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is Upload
    ]


def _is_used(upload: Upload) -> bool:
    """Whether something else points to it still."""
    for model in our_models():
        if fields := _to_uploads(model):
            points = Q()
            for name in fields:
                points |= Q(**{name: upload.pk})
            if QuerySet(model=model).filter(points).exists():
                return True
    return False
