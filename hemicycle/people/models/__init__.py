"""Members, persons, registrations. What somebody is, is read as at a date (rule 5)."""

from hemicycle.people.models.administrators import Administrator, AdministratorLink
from hemicycle.people.models.delegations import FocalPoint, Invitation
from hemicycle.people.models.deletions import Deletion
from hemicycle.people.models.members import Contact, Member, MemberName, Seat, VoteSuspension
from hemicycle.people.models.persons import Person, PersonManager
from hemicycle.people.models.registrations import Registration
from hemicycle.people.models.scopes import ScopeGrant
from hemicycle.people.models.uploads import Upload

__all__ = [
    "Administrator",
    "AdministratorLink",
    "Contact",
    "Deletion",
    "FocalPoint",
    "Invitation",
    "Member",
    "MemberName",
    "Person",
    "PersonManager",
    "Registration",
    "ScopeGrant",
    "Seat",
    "Upload",
    "VoteSuspension",
]
