"""Everybody in whom a consultation's permissions may go wrong: mandates of every kind, and each status."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.people.actions import focal_points
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.people.uploads import look
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.scopes import Scope
from hemicycle.sittings.models import Removal

if TYPE_CHECKING:
    from hemicycle.people.models import Member
    from tests.support.two_consultations.whole import Whole

DAY = timedelta(days=1)
A_PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
#: A delegate of Norway in each status that is not confirmed; of the quota's class, where somebody waits.
STATUSES = {
    "pending": (RegistrationStatus.PENDING, "no"),
    "endorsed": (RegistrationStatus.ENDORSED, "no"),
    "waiting": (RegistrationStatus.WAITING, "sector"),
    "withdrawn": (RegistrationStatus.WITHDRAWN, "no"),
    "refused": (RegistrationStatus.REFUSED, "no"),
}
#: Each role narrower than the whole secretariat, of somebody of its name.
NARROWER = tuple(scope for scope in Scope if scope is not Scope.WHOLE)


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    for name, (status, of) in STATUSES.items():
        register(whole, name, whole.member(of), status=status)
    for name, of in (("brazil_pending", "br"), ("japan_pending", "jp")):
        register(whole, name, whole.member(of), status=RegistrationStatus.PENDING)
    register(whole, "brazil_endorsed", whole.member("br"), status=RegistrationStatus.ENDORSED)
    register(whole, "brazil_withdrawn", whole.member("br"), status=RegistrationStatus.WITHDRAWN)
    register(whole, "bulk", whole.member("gh"), status=RegistrationStatus.ENDORSED)
    register(whole, "secretariat2", None, role=Role.SECRETARIAT)
    for scope in NARROWER:
        register(whole, scope.value, None, role=Role.SECRETARIAT)
        whole[scope.value].scope_grants.create(
            scope=scope.value, start=whole.consultation.day(whole.now), granted_at=whole.now
        )
    register(whole, "deactivated", None, role=Role.SECRETARIAT)
    Person.objects.filter(pk=whole["deactivated"].person_id).update(is_active=False)
    register(whole, "removed", whole.member("no"))
    Removal.objects.create(
        sitting=whole.world.sitting, registration=whole["removed"], reason="words", at=whole.now - DAY
    )
    _mandates(whole)


def register(
    whole: Whole,
    name: str,
    member: Member | None,
    *,
    role: Role = Role.DELEGATE,
    status: RegistrationStatus = RegistrationStatus.CONFIRMED,
) -> Registration:
    """Somebody more of the consultation."""
    row = Registration.objects.create(
        consultation=whole.consultation,
        person=_person(whole, name),
        member=member,
        role=role.value,
        status=status.value,
    )
    whole.world.people[name] = row
    whole.objects[f"registration_{name}"] = row.pk
    return row


def _person(whole: Whole, name: str) -> Person:
    words = name.replace("_", " ").title()
    return Person.objects.create_user(f"{name}@{whole.slug}.example.org", f"Mr. {words}", made_up=True)


def _mandates(whole: Whole) -> None:
    """Brazil, Japan: in force. Ghana: delegated on. Norway: the delegation is over; Brazil's earlier one too."""
    start = whole.now - 20 * DAY
    whole.persons["former"] = _person(whole, "former")
    FocalPoint.objects.create(
        consultation=whole.consultation,
        member=whole.member("br"),
        person=whole.person("former"),
        start=whole.now - 60 * DAY,
        end=start,
    )
    for name in ("br", "jp", "gh", "no"):
        named = _name(whole, name)
        whole.objects[f"mandate_{name}"], whole.objects[f"instrument_{name}"] = named.pk, named.instrument_id
        FocalPoint.objects.filter(pk=named.pk).update(start=start)
    for name, of in (("deputy", "gh"), ("former_deputy", "no")):
        whole.persons[name] = _person(whole, name)
        wanted = Mandate(whole.person(name).email, "", end=whole.now + 30 * DAY)
        given = focal_points.delegate(
            whole.consultation.pk, whole.performer(of), whole.now, member=whole.member(of), wanted=wanted
        )
        whole.objects[name] = given.pk
    focal_points.withdraw(
        whole.consultation.pk, whole.performer("no"), whole.now + timedelta(seconds=1), whole.objects["former_deputy"],
        words="It is over.",
    )  # fmt: skip
    FocalPoint.objects.filter(pk=whole.objects["former_deputy"]).update(end=whole.now)
    FocalPoint.objects.filter(pk=whole.objects["deputy"]).update(start=whole.now - DAY)


def _name(whole: Whole, name: str) -> FocalPoint:
    """The secretariat names a delegate their Member's focal point, with a note."""
    person = whole[name].person
    wanted = Mandate(person.email, person.name, instrument=look(ContentFile(A_PDF, "note.pdf")))
    return focal_points.name(
        whole.consultation.pk, whole.performer(), whole.now, member=whole.member(name), wanted=wanted
    )
