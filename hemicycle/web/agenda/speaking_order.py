"""Which classes speak first on an item: in the item's form, a place for each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from hemicycle.consultations.participation import class_name
from hemicycle.rules.capacity import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.rules.capacity import Classes


class SpeakingOrder:
    """The fields ``first-<key>`` of a form: the place of each class that may speak, from 1; none by its priority."""

    def __init__(self, form: forms.Form, classes: Classes, before: Sequence[str]) -> None:
        self._form = form
        offered = [one for one in classes if one.has(Right.SPEAK) or one.value in before]
        self._names = {f"first-{one.value}": one.value for one in offered}
        places = [("", _("By priority")), *((str(place), str(place)) for place in range(1, len(offered) + 1))]
        for one in offered:
            form.fields[f"first-{one.value}"] = forms.ChoiceField(
                required=False,
                label=class_name(one, "many"),
                choices=places,
                initial=str(before.index(one.value) + 1) if one.value in before else "",
                widget=forms.Select({"class": "form-select"}),
            )

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (self._form[name] for name in self._names)

    @property
    def is_set(self) -> bool:
        """Whether a class has a place, so that the choice is to be seen."""
        return any(field.value() or field.errors for field in self)

    def check(self) -> None:
        """Let the second of two classes in one place say so."""
        taken: set[str] = set()
        for name in self._names:
            place = self._form.cleaned_data.get(name, "")
            if place in taken:
                self._form.add_error(name, _("Another class has this place. Choose a different one."))
            elif place:
                taken.add(place)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the classes that speak first, in their order, once the form is valid."""
        given = self._form.cleaned_data
        placed = [(int(given[name]), key) for name, key in self._names.items() if given[name]]
        return tuple(key for _place, key in sorted(placed))
