"""In which order the lists of a body name its Members: a setting of the body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict

from hemicycle.consultations import french
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.languages import is_language, reader_language

#: What stands before the alphabet: the ranks of kind and group, whether there is no place, the place.
Ahead: TypeAlias = tuple[int, int, int, int]
NameKey: TypeAlias = tuple[tuple[str, ...], str]

#: "The Gambia" is found under G.
_ENGLISH_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def _alphabet(code: str) -> str:
    if code and not is_language(code):
        raise ValueError(f"{code} is not the code of a language")
    return code


class ListOrder(BaseModel):
    """What is not set: kinds apart, and in each by the names that the reader sees.

    Attributes:
        alphabet: The language whose names and alphabet count, whoever reads; empty for the reader's, which on a paper
            is that of the paper.
        places: Whether Members to which the body gave a place (a number) come first, by it.
        apart: Whether kinds stand apart, in the order of the body, and in a kind its groups.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    alphabet: Annotated[str, AfterValidator(_alphabet)] = ""
    places: bool = False
    apart: bool = True

    @property
    def language(self) -> str:
        """The language whose names and alphabet count for what is read now."""
        return self.alphabet or reader_language()

    def ahead(self, rank: tuple[int, int], place: int | None) -> Ahead:
        """What a Member is sorted by before its name.

        Args:
            rank: Of its kind, and of its group.
            place: The number that the body gave it.
        """
        kind, group = rank if self.apart else (0, 0)
        return (kind, group, 0, place) if self.places and place is not None else (kind, group, 1, 0)


#: The names of the Members of a large body in a dozen languages: everybody who opens a room asks for the same ones.
@lru_cache(maxsize=4096)
def name_key(name: str, language: str) -> NameKey:
    """By what a Member's name in a language is sorted, as lists of States in this language have it.

    Where nothing else tells two names apart, their accents do.
    """
    if language == "fr":
        return french.state_key(name), name
    passed_over = _ENGLISH_ARTICLE.sub("", name.strip()) if language == "en" else name
    return (sort_key(passed_over, language),), name
