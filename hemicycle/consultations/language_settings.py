"""The languages of a consultation: those that it writes in, and those that its sittings are interpreted into."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from hemicycle.consultations.languages import FALLBACK, LANGUAGES, NATIVE_NAMES, is_language
from hemicycle.rules.languages import MOST_LANGUAGES


def _known(code: str) -> str:
    if not is_language(code):
        raise ValueError(f"{code} is not the code of a language")
    return code


Code = Annotated[str, AfterValidator(_known)]


class Languages(BaseModel):
    """What is not set is as it was before anybody could: the six of the interface.

    Attributes:
        documents: Of its letters, titles, papers, names and mails, in the order in which they are listed.
        fallback: One of them, which stands in where a text has no other; empty for English, or else the first.
        sittings: Of the floor, the channels and the booths; none for those of the documents.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: tuple[Code, ...] = Field(default=LANGUAGES, min_length=1, max_length=MOST_LANGUAGES)
    fallback: str = ""
    sittings: tuple[Code, ...] = Field(default=(), max_length=MOST_LANGUAGES)

    @field_validator("documents", "sittings")
    @classmethod
    def _each_once(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(codes)) < len(codes):
            raise ValueError("a language is named twice")
        return codes

    @model_validator(mode="after")
    def _falls_back_to_one(self) -> Self:
        if self.fallback and self.fallback not in self.documents:
            raise ValueError("the fallback is none of the languages")
        return self

    @property
    def of_sittings(self) -> tuple[str, ...]:
        """Those of the sittings, where a sitting has none of its own."""
        return self.sittings or self.documents

    @property
    def every(self) -> tuple[str, ...]:
        """Those of the documents, then those of the sittings alone: Members are called by name in each of them."""
        return tuple(dict.fromkeys([*self.documents, *self.of_sittings]))

    def written_for(self, reader: str) -> str:
        """The language in which a reader gets what exists in all of these."""
        return reader if reader in self.documents else self.last_resort

    @property
    def last_resort(self) -> str:
        """The language that stands in for one in which a text does not exist."""
        return self.fallback or (FALLBACK if FALLBACK in self.documents else self.documents[0])


def preferred(languages: Languages, kept: str = "") -> list[tuple[str, str]]:
    """What a person may prefer: a language of the consultation, another one that the interface has, or what is kept."""
    wanted = (*languages.documents, *LANGUAGES, *filter(is_language, [kept]))
    return choices(tuple(dict.fromkeys(wanted)))


def choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Languages to choose among, each by its own name."""
    return [(code, NATIVE_NAMES[code]) for code in codes]
