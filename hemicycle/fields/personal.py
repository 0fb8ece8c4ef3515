"""What a model says of its fields: which are personal, who sees them, when they are erased, and who gets a copy.

Every field of every model of ours is named in the model's ``personal_data``; a system check (``people/checks.py``)
says which is not. Retention and the copy that a person may ask for follow it (``people/personal_data.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Category(Enum):
    """What kind of personal data it is."""

    NAME = auto()
    CONTACT = auto()
    PREFERENCE = auto()
    PART = auto()  # what they are at home, and in the consultation
    NEEDS = auto()  # may tell of their health
    WORDS = auto()  # written by them, or about them
    TRACE = auto()  # left behind by using the system
    CREDENTIAL = auto()


class Readers(Enum):
    """Who sees it, beside the person; the operator, who has the database, sees everything."""

    NOBODY = auto()
    SECRETARIAT = auto()  # and the technicians
    MEMBER = auto()  # the Member's focal point and delegation, and the secretariat
    PARTICIPANTS = auto()


class Erased(Enum):
    """When it is erased. A row that belongs to nobody goes with its consultation."""

    WITH_PERSON = auto()  # when the last consultation of the person has kept its data long enough
    WITH_CONSULTATION = auto()  # when its consultation has
    NEVER = auto()


@dataclass(frozen=True)
class Personal:
    """A field that holds personal data.

    Attributes:
        exported: Its person gets it in the copy of their data.
        why: The reason for which it is never erased.
        to: The value that replaces it, from the row; without it the field's empty value.
        facts: Keys of a JSON field that hold it, at any depth; they are taken away where the row is about the person.
    """

    category: Category
    seen_by: Readers
    erased: Erased = Erased.WITH_PERSON
    exported: bool = True
    why: str = ""
    to: Callable[[Any], object] | None = None
    facts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Ask for the reason.

        Raises:
            ValueError: it is never erased, and nobody says why.
        """
        if self.erased is Erased.NEVER and not self.why:
            raise ValueError("say why it is never erased")


#: A key to a person or a registration.
POINTER = Personal(
    Category.TRACE,
    Readers.SECRETARIAT,
    Erased.NEVER,
    exported=False,
    why="It points to a person, of whom only a number is left.",
)


def on_record(category: Category, seen_by: Readers) -> Personal:
    """A field that stays when its person is forgotten, as a part of the record."""
    return Personal(category, seen_by, Erased.NEVER, why="The record of the consultation keeps it.")


@dataclass(frozen=True)
class Rows:
    """Whose the rows of a model are.

    Attributes:
        owner: Ways from a row to the persons whose data it is, as in a query, separated by spaces.
        consultation: The way to the consultation; a row that has several goes with the last of them.
        deleted: When whole rows are deleted; ``None`` where they stay.
        called: What the journal calls these rows when it counts what was erased.
        address: Field with the electronic mail address of somebody who need not be a person that signs in.
    """

    owner: str = ""
    consultation: str = ""
    deleted: Erased | None = None
    called: str = ""
    address: str = ""


NOBODYS = Rows()


@dataclass(frozen=True)
class PersonalData:
    """What a model says of its fields, by name."""

    rows: Rows
    fields: Mapping[str, Personal]
    impersonal: frozenset[str]

    def erased(self, when: Erased) -> dict[str, Personal]:
        """The fields that are emptied then."""
        return {name: personal for name, personal in self.fields.items() if personal.erased is when}

    @property
    def exported(self) -> list[str]:
        """The fields of which the person gets a copy."""
        return [name for name, personal in self.fields.items() if personal.exported]


def declare(rows: Rows = NOBODYS, *, pointers: str = "", impersonal: str = "", **fields: Personal) -> PersonalData:
    """A model's ``personal_data``; names in one string are separated by spaces, and the key ``id`` goes unsaid.

    Args:
        rows: Whose they are.
        pointers: Fields that say who acted, or whom it is about, by a key.
        impersonal: Fields that hold nothing of a person.
        fields: All others.
    """
    named = {**dict.fromkeys(pointers.split(), POINTER), **fields}
    return PersonalData(rows, named, frozenset(impersonal.split()))
