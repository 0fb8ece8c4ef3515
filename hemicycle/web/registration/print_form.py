"""Which badges or name plates to print, and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.language_settings import choices as choices_of
from hemicycle.consultations.languages import reader_language
from hemicycle.people.member_names import member_name
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member
    from hemicycle.people.participants import Participant

PAPERS = [
    ("badges-a6", _("Badges, one on an A6 sheet")),
    ("badges-a4", _("Badges, four on an A4 sheet")),
    ("plates", _("Name plates, A4 to be folded")),
]


class PapersForm(forms.Form):
    """The choice, as the address or the form has it; what is left out means everybody."""

    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS)
    paper_language = forms.ChoiceField(label=_("Language of the paper"))
    capacity = forms.ChoiceField(
        label=_("Class or role"),
        required=False,
    )
    member = forms.ChoiceField(label=_("Member"), required=False)

    def __init__(self, asked: QueryDict, consultation: Consultation, members: Iterable[Member]) -> None:
        """Bound to what was asked for, with the usual choices where it says nothing."""
        content = asked.copy()
        classes, languages = consultation.classes, consultation.languages
        for name, usual in self.usual(languages).items():
            content.setdefault(name, usual)
        super().__init__(content)
        papers = choices_of(languages.documents)
        cast("forms.ChoiceField", self.fields["paper_language"]).choices = papers
        choices = [("", _("Every Member")), *((member.code, member_name(member)) for member in members)]
        cast("forms.ChoiceField", self.fields["member"]).choices = choices
        capacities = [("", _("Every class and role")), *labels.capacities(classes).items()]
        cast("forms.ChoiceField", self.fields["capacity"]).choices = capacities

    @staticmethod
    def usual(languages: Languages) -> Mapping[str, str]:
        """What is printed where nothing else is said."""
        return {"paper": PAPERS[0][0], "paper_language": languages.written_for(reader_language())}

    def chosen(self, people: Sequence[Participant]) -> list[Participant]:
        """Whom of these the choice is of, in their order."""
        wanted = self.cleaned_data
        return [
            person
            for person in people
            if wanted["capacity"] in {"", person.capacity.value}
            and wanted["member"] in {"", person.registration.member.code if person.registration.member else None}
        ]
