"""What cells name: Members, languages, roles, parts in a delegation; by code, or by name in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from babel import Locale

from hemicycle.consultations.bodies import BodySettings
from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.imports.columns import each_language, key
from hemicycle.people.delegation_parts import part_names
from hemicycle.people.models import Member, Registration
from hemicycle.people.state_names import cldr_name, listed_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import TextChoices

    from hemicycle.rules.capacity import Classes

Named = TypeVar("Named")
#: In a file of any language, who sits on the organ of the body for their Member.
TITULAR = "titular"


class Names(Generic[Named]):
    """Things by their codes and names, a code before a name; what two of them bear finds neither."""

    def __init__(self) -> None:
        self._found: dict[str, Named | None] = {}
        self._coded: dict[str, Named | None] = {}

    def add(self, thing: Named, names: Iterable[str], code: str = "") -> None:
        """Let a thing be found by these, whatever their case, accents and punctuation.

        Args:
            code: Finds it also where it is the name of another: Irish is ``ga``, and Ga is a language of Ghana.
        """
        for kept, said in ((self._coded, [code]), (self._found, names)):
            for name in {key(name) for name in said} - {""}:
                kept[name] = thing if kept.get(name, thing) == thing else None

    def find(self, name: str) -> Named | None:
        """The one thing of this code, or of this name."""
        return (self._coded if key(name) in self._coded else self._found).get(key(name))


def members(body: int) -> Names[Member]:
    """Every Member of a body, by its code and its names, those that it had before and CLDR's too."""
    names: Names[Member] = Names()
    for member in Member.objects.filter(body=body).prefetch_related("names", "organ_seats"):
        kept = [name for row in member.names.all() for name in (row.name, row.official)]
        listed = [name.name for language in LANGUAGES for name in listed_names(member.code, language)]
        others = [cldr_name(member.code, language) for language in LANGUAGES] if member.code.isupper() else []
        names.add(member, [*kept, *listed, *others], code=member.code)
    return names


def kinds(body: BodySettings) -> Names[str]:
    """The kinds of Members of a body, by their keys and names."""
    names: Names[str] = Names()
    for kind in body.kinds:
        names.add(kind.key, [kind.key, *kind.one.values(), *kind.many.values()])
    return names


def classes_of_persons(classes: Classes) -> Names[str]:
    """The keys of the classes of persons who represent no Member, by themselves and their names."""
    names: Names[str] = Names()
    for one in classes.of_persons:
        names.add(one.value, [one.value, *one.names.one.values(), *one.names.many.values()])
    return names


def languages(codes: Iterable[str] = LANGUAGES) -> Names[str]:
    """Some languages, by their codes, their own names, and their names in those of the interface."""
    names: Names[str] = Names()
    for code in codes:
        others = (str(Locale(language).languages.get(code, "")) for language in LANGUAGES)
        names.add(code, [NATIVE_NAMES[code], *others], code=code)
    return names


def parts(body: BodySettings) -> Names[str]:
    """The parts in a delegation, by their keys, and what they are called in a body or without one."""
    names = choices(Registration.DelegationRole)
    names.add(Registration.DelegationRole.COUNCILLOR.value, [TITULAR])
    for _language in each_language():
        for value, label in (*part_names(BodySettings()).items(), *part_names(body).items()):
            names.add(value, [label])
    return names


def choices(enumeration: type[TextChoices]) -> Names[str]:
    """The values of a field, by themselves and their labels."""
    names: Names[str] = Names()
    for _language in each_language():
        for value, label in enumeration.choices:
            names.add(value, [value, str(label)])
    return names
