"""What a body keeps among its settings: kinds of Members, regions, groups, the organ, the order of its lists."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import LANGUAGES, localized
from hemicycle.consultations.list_order import ListOrder
from hemicycle.consultations.participation import Key, Names
from hemicycle.rules.bodies import KEY_LENGTH, Belongs, CodeForm, Codes, written
from hemicycle.rules.terms import MOST_TERMS, Term, faults

#: A list and a form can be read with so many.
MOST_KINDS, MOST_PLACES = 20, 60

#: Of a region or a group; it is kept with its Members.
PlaceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=KEY_LENGTH)]
Prefix = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9]*-)?$", max_length=KEY_LENGTH)]


class KindSetting(KeyedRow):
    """A kind of Members.

    Attributes:
        one, many: Its names by language: "State", "States".
        codes, prefix: How its codes are written, as in ``rules.bodies.Codes``.
        region, group: Whether its Members have one.
        seats: Whether its Members may have seats on the organ.
        votes: Whether their right to vote can be suspended.
    """

    key: Key
    one: Names = Field(default_factory=dict)
    many: Names = Field(default_factory=dict)
    codes: CodeForm = CodeForm.SLUG
    prefix: Prefix = ""
    region: Belongs = Belongs.NEVER
    group: Belongs = Belongs.NEVER
    seats: bool = False
    votes: bool = False

    @property
    def coding(self) -> Codes:
        """Its codes as the rules take them."""
        return Codes(self.codes, self.prefix)

    def called(self, language: str | None = None, *, many: bool = False) -> str:
        """Its name in a language, the reader's by default; its key where it has none."""
        return localized((self.many if many else self.one) or self.one, language) or self.key


class PlaceSetting(KeyedRow):
    """A region, or a group."""

    key: PlaceKey
    name: Names = Field(default_factory=dict)

    def called(self, language: str | None = None) -> str:
        """Its name in a language, the reader's by default; its key where it has none."""
        return localized(self.name, language) or self.key


class Organ(BaseModel):
    """The organ on which Members have seats.

    Attributes:
        name: "Council".
        member: What one is who has a seat: "Member of the Council".
        deputy: What a deputy member is called; empty where the organ has none.
        person: Who sits on it for a Member: "Councillor"; empty where they are called as Members with a seat are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Names = Field(default_factory=dict)
    member: Names = Field(default_factory=dict)
    deputy: Names = Field(default_factory=dict)
    person: Names = Field(default_factory=dict)

    def seat(self, language: str | None = None, *, deputy: bool = False) -> str:
        """What somebody with a seat is called."""
        return localized((deputy and self.deputy) or self.member or self.name, language)


class TermSetting(BaseModel):
    """A term of the body in the place of words of ours, as in ``rules.terms.Term``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ours: str
    own: str

    @property
    def term(self) -> Term:
        """As the rules take it."""
        return Term(self.ours, self.own)


class BodySettings(BaseModel):
    """Settings of a body; what is not set has its default.

    Attributes:
        kinds: The kinds of its Members, in the order of its lists.
        region, group: What a region and a group are called: "Administrative region", "Sector".
        regions, groups: In the order of its lists.
        organ: None where Members have no seats.
        order: In which lists name its Members.
        terms: By language, what the body says in our sentences instead of words of ours.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: tuple[KindSetting, ...] = Field(default=(), max_length=MOST_KINDS)
    region: Names = Field(default_factory=dict)
    regions: tuple[PlaceSetting, ...] = Field(default=(), max_length=MOST_PLACES)
    group: Names = Field(default_factory=dict)
    groups: tuple[PlaceSetting, ...] = Field(default=(), max_length=MOST_PLACES)
    organ: Organ | None = None
    order: ListOrder = Field(default_factory=ListOrder)
    terms: dict[Literal[LANGUAGES], tuple[TermSetting, ...]] = Field(default_factory=dict)  # type: ignore[valid-type]

    @field_validator("terms")
    @classmethod
    def _sound(cls, terms: dict[str, tuple[TermSetting, ...]]) -> dict[str, tuple[TermSetting, ...]]:
        for language, rows in terms.items():
            if len(rows) > MOST_TERMS:
                raise ValueError(f"more than {MOST_TERMS} terms in {language}")
            for place, fault in faults([row.term for row in rows]).items():
                raise ValueError(f"terms in {language}: {rows[place].ours!r} is {fault}")
        return {language: rows for language, rows in terms.items() if rows}

    @field_validator("kinds", "regions", "groups")
    @classmethod
    def _each_once(cls, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        keys = [row.key.lower() for row in rows]
        if len(keys) != len(set(keys)):
            raise ValueError("two have one key")
        return rows

    @property
    def places(self) -> tuple[PlaceSetting, ...]:
        """All regions and groups; empty where Members stand by their kind alone."""
        return *self.regions, *self.groups

    @cached_property
    def _kinds(self) -> dict[str, KindSetting]:
        return {kind.key: kind for kind in self.kinds}

    def kind(self, key: str) -> KindSetting:
        """The kind with a key. One that there is no longer keeps its key, and has nothing."""
        return self._kinds.get(key) or KindSetting.model_construct(key=key)

    def has_kind(self, key: str) -> bool:
        """Whether there is a kind with a key."""
        return key in self._kinds

    def code(self, text: str, kind: str = "") -> str:
        """The code of a Member as it is kept: in the letters of its kind if it is one of those, else as it looks."""
        if kind in self._kinds and self._kinds[kind].coding.fits(own := self._kinds[kind].coding.written(text)):
            return own
        return written(text, tuple(one.coding for one in self.kinds))

    def place(self, region: str, group: str) -> str:
        """The name of a Member's group, or else of its region, in the reader's language; empty without both."""
        return called(self.groups, group) or called(self.regions, region)

    def rank(self, kind: str, group: str) -> tuple[int, int]:
        """Where a Member stands in lists: by its kind, then its group; what there is no longer stands last."""
        kinds, groups = [one.key for one in self.kinds], [one.key for one in self.groups]
        return (
            kinds.index(kind) if kind in kinds else len(kinds),
            groups.index(group) if group in groups else -1 if not group else len(groups),
        )


def called(places: tuple[PlaceSetting, ...], key: str) -> str:
    """The name of a region or group in the reader's language; its key where there is none of it any more."""
    return next((place.called() for place in places if place.key == key), key)


def body_settings(stored: dict[str, Any]) -> BodySettings:
    """Settings from their stored form."""
    return BodySettings.model_validate(stored)
