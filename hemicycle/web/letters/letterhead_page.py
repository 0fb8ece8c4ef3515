"""The head of the letters of a consultation: the body, its address and place, its emblem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.consultations.settings import MOST_EXTENSIONS, settings_of
from hemicycle.correspondence import emblems, letter_queries, symbols
from hemicycle.correspondence.actions import letterheads
from hemicycle.correspondence.actions.clearing import require_clearance
from hemicycle.correspondence.actions.enquiries import limit_extensions, set_usual_mode
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.series import set_series
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models.letters import NAME_LENGTH, SERIES_LENGTH, WORDS_LENGTH
from hemicycle.people import uploads
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.letters.ballot_mode_form import UsualModeForm
from hemicycle.web.letters.letterhead import Emblem
from hemicycle.web.toolkit.forms import CleanField, answered_anew

if TYPE_CHECKING:
    from django.core.files.base import File
    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Letterhead
    from hemicycle.people.models import Upload
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

_CONTROL = {"class": "form-control"}
#: What is worded in each language: label, longest, and whether in lines.
_WORDED: dict[str, tuple[_StrPromise, int, bool]] = {
    "body": (gettext_lazy("Name of the body"), NAME_LENGTH, False),
    "address": (gettext_lazy("Address"), WORDS_LENGTH, True),
    "place": (gettext_lazy("Place of issue"), NAME_LENGTH, False),
    "emblem_words": (gettext_lazy("Description of the emblem"), NAME_LENGTH, False),
}


class LetterheadForm(forms.Form):
    """Gives ``actions.letterheads.Heading``, but for the picture, which is looked at first."""

    emblem = forms.FileField(
        label=gettext_lazy("Emblem"),
        required=False,
        help_text=gettext_lazy("PNG or JPEG, 4,000 pixels a side at most. A new file replaces the existing one."),
        widget=forms.FileInput({**_CONTROL, "accept": ".png,.jpg,.jpeg"}),
    )
    without_emblem = forms.BooleanField(label=gettext_lazy("No emblem"), required=False, widget=forms.CheckboxInput)

    def __init__(self, request: HttpRequest | None, used: Letterhead | None, languages: tuple[str, ...]) -> None:
        self.languages = languages
        typed, files = (request.POST, request.FILES) if request else (None, None)
        initial: dict[str, Any] = {
            f"{name}_{code}": words for name in (_WORDED if used else ()) for code, words in getattr(used, name).items()
        }
        super().__init__(typed, files, initial=initial, label_suffix="")
        for code in languages:
            look = {**_CONTROL, "lang": code, "dir": direction(code)}
            for name, (label, longest, lines) in _WORDED.items():
                self.fields[f"{name}_{code}"] = CleanField(
                    label=label,
                    required=False,
                    longest=longest,
                    lines=lines,
                    widget=forms.Textarea({**look, "rows": 3}) if lines else forms.TextInput(look),
                )

    @property
    def in_languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Code, name and fields of each language."""
        return [(code, NATIVE_NAMES[code], [self[f"{name}_{code}"] for name in _WORDED]) for code in self.languages]

    @property
    def picture(self) -> File[bytes] | None:
        """The file that was sent, once ``is_valid()`` said so."""
        file: File[bytes] | None = self.cleaned_data.get("emblem")
        return file

    def heading(self, emblem: Upload | None) -> Heading:
        """What was typed, with the picture as it was kept."""

        def text(name: str) -> Text:
            return {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}

        return Heading(
            text("body"), text("address"), text("place"), emblem, text("emblem_words"),
            self.cleaned_data["without_emblem"],
        )  # fmt: skip


def _form(desk: InConsultation, request: HttpRequest | None) -> LetterheadForm:
    return LetterheadForm(
        request, letter_queries.letterhead_in_use(desk.consultation), desk.consultation.languages.documents
    )


def _set_up(desk: InConsultation, request: HttpRequest, form: LetterheadForm) -> str:
    """Look at the picture, draw it and keep it, then let letters have the head."""
    stored = None
    if form.picture is not None:
        looked = uploads.look(form.picture)
        drawn, by = emblems.drawn(looked), visitors.person(request)
        stored = uploads.store(drawn, "emblem.png", uploads.PNG, by, desk.now)
    try:
        letterheads.set_up(desk.consultation.pk, desk.performer, desk.now, form.heading(stored))
    except Refusal:  # told by the runner; what was kept of the file is not left lying about
        if stored is not None:
            uploads.discard(stored)
        raise
    return _("The letterhead is saved. It appears on letters sent from now on.")


def _clearance(desk: InConsultation, request: HttpRequest, _form: None) -> Done:
    needed = "clearance" in request.POST
    require_clearance(desk.consultation.pk, desk.performer, desk.now, needed=needed)
    words = (
        _("Letters are sent once a second person has cleared them.")
        if needed
        else _("Letters are sent without the clearance of a second person.")
    )
    return Done(words, then=reverse("letterhead", args=[desk.consultation.slug]))


class ExtensionsForm(forms.Form):
    """How many times a deadline may be extended."""

    most_extensions = forms.IntegerField(
        label=gettext_lazy("Extensions of one deadline at most"),
        required=False,
        min_value=0,
        max_value=MOST_EXTENSIONS,
        help_text=gettext_lazy(
            "Empty: any number. It also applies to deadlines now running; extensions already given stay."
        ),
        widget=forms.NumberInput({**_CONTROL, "dir": "ltr"}),
    )

    def __init__(self, data: QueryDict | None, most: int | None) -> None:
        super().__init__(data, initial={"most_extensions": most}, label_suffix="")


class SeriesForm(forms.Form):
    """In which series the next letters are numbered."""

    letter_series = CleanField(
        label=gettext_lazy("Series of letters"),
        required=False,
        longest=SERIES_LENGTH,
        help_text=gettext_lazy(
            "With CL-{yy}, the letters of 2026 are CL-26/1, CL-26/2 and so on. {yy} and {yyyy} are the year of the "
            "letter; {number} is the place of its number, as in C.L.{number}.{yyyy}. Empty: the series of the last "
            "letter."
        ),
        widget=forms.TextInput({**_CONTROL, "dir": "ltr"}),
    )

    def __init__(self, data: QueryDict | None, series: str) -> None:
        super().__init__(data, initial={"letter_series": series}, label_suffix="")

    def clean_letter_series(self) -> str:
        """Refuse what no symbol can be made with."""
        try:
            return symbols.cleaned_setting(self.cleaned_data["letter_series"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal_message(refusal.reason)) from refusal


def _series_form(desk: InConsultation, request: HttpRequest | None) -> SeriesForm:
    return SeriesForm(request.POST if request else None, settings_of(desk.consultation.settings).letter_series)


def _series(desk: InConsultation, _request: HttpRequest, form: SeriesForm) -> Done:
    set_series(desk.consultation.pk, desk.performer, desk.now, form.cleaned_data["letter_series"])
    return Done(_("The series of letters is saved."), then=reverse("letterhead", args=[desk.consultation.slug]))


def _extensions_form(desk: InConsultation, request: HttpRequest | None) -> ExtensionsForm:
    most = settings_of(desk.consultation.settings).most_extensions
    return ExtensionsForm(request.POST if request else None, most)


def _extensions(desk: InConsultation, _request: HttpRequest, form: ExtensionsForm) -> Done:
    limit_extensions(desk.consultation.pk, desk.performer, desk.now, form.cleaned_data["most_extensions"])
    return Done(_("The limit of extensions is saved."), then=reverse("letterhead", args=[desk.consultation.slug]))


def _usual_mode_form(desk: InConsultation, request: HttpRequest | None) -> UsualModeForm:
    usual = settings_of(desk.consultation.settings).ballot_mode.as_rule()
    return UsualModeForm(request.POST if request else None, usual)


def _usual_mode(desk: InConsultation, _request: HttpRequest, form: UsualModeForm) -> Done:
    if form.mode is None:
        raise BadRequest
    set_usual_mode(desk.consultation.pk, desk.performer, desk.now, form.mode)
    words = _("The usual mode of decisions by correspondence is saved.")
    return Done(words, then=reverse("letterhead", args=[desk.consultation.slug]))


ACTIONS = registered(
    PageAction("ballot_mode", Action.CONSULTATION_EDIT, _usual_mode, _usual_mode_form),
    PageAction("series", Action.CONSULTATION_EDIT, _series, _series_form),
    PageAction("extensions", Action.CONSULTATION_EDIT, _extensions, _extensions_form),
    PageAction("set_up", Action.CONSULTATION_EDIT, _set_up, _form),
    PageAction("clearance", Action.CONSULTATION_EDIT, _clearance),
)


@answered_anew
@page(may(Action.CONSULTATION_EDIT), FORM)
def letterhead(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show the head of letters, or let them have another one."""
    if request.method != "POST":
        return _shown(request, desk)
    action, then = sent(request, ACTIONS, otherwise="set_up"), reverse("letters_desk", args=[desk.consultation.slug])
    return run(request, desk, action, then=then, again=lambda refused: _shown(request, desk, refused))


def _shown(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    typed = refused.form if refused else None
    used = letter_queries.letterhead_in_use(desk.consultation)
    emblem = Emblem(used.emblem, Wording("", "")) if used and used.emblem else None
    needed = settings_of(desk.consultation.settings).clearance
    context = {
        "consultation": desk.consultation,
        "form": typed if isinstance(typed, LetterheadForm) else _form(desk, None),
        "emblem": emblem,
        "clearance": needed,
        "extensions": typed if isinstance(typed, ExtensionsForm) else _extensions_form(desk, None),
        "ballot_mode": typed if isinstance(typed, UsualModeForm) else _usual_mode_form(desk, None),
        "series": typed if isinstance(typed, SeriesForm) else _series_form(desk, None),
    }
    return show(request, "web/letters/letterhead.html", context, refused, refusal_message, desk.consultation.zone)
