"""A reply that came on paper, by mail or by telephone, as the secretariat enters it (rule 21)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.arriving import source_of
from hemicycle.correspondence.models import ReplyVersion
from hemicycle.correspondence.queries import entered_before
from hemicycle.fields.widths import length_of
from hemicycle.people.queries import focal_points_of
from hemicycle.people.uploads import ENDINGS, MEGABYTES, look
from hemicycle.rules.replies import Channel
from hemicycle.web.toolkit.datetime_field import LocalMomentField
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from hemicycle.arrivals.models import Arrival
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.people.models import Member, Person

NOTE_LENGTH = 20_000
SIGNED_LENGTH = length_of(ReplyVersion, "signed_by")


class SourceForm(forms.Form):
    """How an answer came, with its source: a file, or a note of what was said."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Means of receipt"),
        choices=[choice for choice in ReplyVersion.ChannelChoice.choices if choice[0] != Channel.ONLINE.value],
        widget=forms.Select({"class": "form-select"}),
    )
    received = LocalMomentField(
        label=gettext_lazy("Date and time of receipt"),
        help_text=gettext_lazy("By the stamp on a letter. It determines whether the reply is in time."),
    )
    person = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Answered by, if known here"),
        help_text=gettext_lazy("A later reply of the same person replaces an earlier one."),
        widget=forms.Select({"class": "form-select"}),
    )
    replaces = forms.BooleanField(
        required=False,
        label=gettext_lazy("Replaces the earlier reply"),
        help_text=gettext_lazy(
            "Tick this only if the source says so. It then replaces the reply of this Member on paper, by "
            "e-mail or by telephone; a colleague compares that too."
        ),
        widget=forms.CheckboxInput,
    )
    signed_by = CleanField(
        longest=SIGNED_LENGTH,
        required=False,
        label=gettext_lazy("Signed by"),
        help_text=gettext_lazy("Name and title as in the source; for a call, the caller."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Original document or e-mail"),
        help_text=gettext_lazy("PDF, Word, Excel, text, PNG or JPEG, at most %(megabytes)d MB."),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )
    note = CleanField(
        longest=NOTE_LENGTH,
        lines=True,
        required=False,
        label=gettext_lazy("Or note of the call"),
        help_text=gettext_lazy("What was said, by whom and when. It is kept as the source, in place of a file."),
        widget=forms.Textarea({"class": "form-control", "dir": "auto", "rows": 4}),
    )

    written_in = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language of the conditions"),
        help_text=gettext_lazy("The summary of replies shows their text in this language only."),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        enquiry: Enquiry,
        member: Member,
        arrival: Arrival | None = None,
    ) -> None:
        self._arrival = arrival
        super().__init__(data, files, label_suffix="")
        received = cast("LocalMomentField", self.fields["received"])
        received.zone, received.required = ZoneInfo(enquiry.zone), True
        if not entered_before(enquiry, member):
            del self.fields["replaces"]
        held = focal_points_of(enquiry.letter.consultation, member)
        self._people: dict[str, Person] = {str(row.person_id): row.person for row in held}
        named = [(key, person.name) for key, person in self._people.items()]
        cast("forms.ChoiceField", self.fields["person"]).choices = [("", _("Another person")), *named]
        if enquiry.conditions:
            spoken = cast("forms.ChoiceField", self.fields["written_in"])
            languages = enquiry.letter.consultation.languages
            spoken.choices = [*choices(languages.documents), ("", _("Another language"))]
            spoken.initial = languages.written_for(reader_language())
        else:
            del self.fields["written_in"]
        if arrival is not None:
            for name in ("channel", "received", "file", "note"):
                del self.fields[name]
            self.initial["signed_by"] = arrival.sender_name
            self.initial["person"] = str(arrival.person_id) if str(arrival.person_id) in self._people else ""
            return
        self.fields["file"].help_text = _("PDF, Word, Excel, text, PNG or JPEG, at most %(megabytes)d MB.") % {
            "megabytes": MEGABYTES
        }

    def clean(self) -> dict[str, Any]:
        """One source, and a moment."""
        given = super().clean() or {}
        if self._arrival is not None:
            return given
        if given.get("received") is None and "received" not in self.errors:
            self.add_error("received", ValidationError(_("Enter the date and time of receipt.")))
        if given.get("file") and given.get("note"):
            self.add_error("note", ValidationError(_("Attach a file or write a note: a source is required.")))
        return given

    @property
    def language(self) -> str:
        """That of the conditions, once ``is_valid()`` said so; empty where it is another one, or there are none."""
        return str(self.cleaned_data.get("written_in", ""))

    def source(self) -> Source:
        """As the action takes it, once ``is_valid()`` said so.

        Raises:
            Refusal: its file is none that is kept.
        """
        given = self.cleaned_data
        if self._arrival is not None:
            return replace(
                source_of(self._arrival),
                signed_by=given["signed_by"],
                person=self._people.get(given["person"]),
                replaces=given.get("replaces", False),
            )
        note = ContentFile(given["note"].encode(), name="note.txt") if given["note"] else None
        sent = given["file"] or note
        return Source(
            Channel(given["channel"]),
            None,
            given["received"],
            signed_by=given["signed_by"],
            person=self._people.get(given["person"]),
            file=look(sent) if sent else None,
            replaces=given.get("replaces", False),
        )
