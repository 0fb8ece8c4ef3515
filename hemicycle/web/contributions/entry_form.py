"""A contribution that came on paper or by mail, as the secretariat enters it for a Member (rule 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions.submitting import Source
from hemicycle.contributions.arriving import source_of
from hemicycle.contributions.content import Content
from hemicycle.contributions.models import ContributionVersion
from hemicycle.contributions.models.contributions import BROUGHT_BY_LENGTH
from hemicycle.documents.models import SYMBOL_LENGTH
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import ENDINGS, look
from hemicycle.rules.contributions import TITLE_LENGTH
from hemicycle.rules.replies import Channel
from hemicycle.web.contributions.files import taken
from hemicycle.web.contributions.words import LANGUAGE_CHOICES, PART, item_choices, place_of
from hemicycle.web.toolkit.datetime_field import LocalMomentField
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.long_select import LongSelect

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.contributions.models import ContributionMail
    from hemicycle.people.models import Member, Upload
    from hemicycle.people.uploads import Looked
    from hemicycle.web.contributions.access import AtEntry

#: The fields that say where it came from, and for which Member.
SOURCE = ("member", "channel", "received", "brought_by", "file")
#: What Django calls it where nothing of a list is chosen, or something that is not in it.
_CHOSEN = ("required", "invalid_choice")


def _text(*, rows: int = 0) -> forms.Widget:
    about = {"class": "form-control", "dir": "auto"}
    return forms.Textarea({**about, "rows": rows}) if rows else forms.TextInput({**about, "autocomplete": "off"})


class EntryForm(forms.Form):
    """For which Member, how it came, with its source, and what it says; what the template asks for, the action says.

    A part of the template is a field ``part_<key>``. Where none of them is filled in, the source is the contribution.
    """

    member = forms.ChoiceField(
        label=gettext_lazy("Member"),
        widget=LongSelect({"class": "form-select"}),
        error_messages=dict.fromkeys(_CHOSEN, gettext_lazy("Choose the Member whose contribution it is.")),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Means of receipt"),
        choices=[one for one in ContributionVersion.ChannelChoice.choices if one[0] != Channel.ONLINE.value],
        initial=Channel.PAPER.value,
        widget=forms.Select({"class": "form-select"}),
    )
    received = LocalMomentField(
        label=gettext_lazy("Date and time of receipt"),
        help_text=gettext_lazy("By the stamp on a letter. It determines whether the contribution is in time."),
    )
    brought_by = CleanField(
        longest=BROUGHT_BY_LENGTH,
        required=False,
        label=gettext_lazy("Brought or sent by"),
        help_text=gettext_lazy("Name and function, as far as they are known."),
        widget=_text(),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Original document or e-mail"),
        help_text=gettext_lazy(
            "As it was received, such as a scan. A Word document or a PDF with text is the contribution itself where "
            "nothing is entered under the headings below."
        ),
        allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Attach the document as it was received: a colleague compares the entry with it.")
        },
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )
    item = forms.ChoiceField(
        label=gettext_lazy("Item"),
        widget=LongSelect({"class": "form-select"}),
        error_messages=dict.fromkeys(_CHOSEN, gettext_lazy("Choose the item to which this contributes from the list.")),
    )
    title = CleanField(
        longest=TITLE_LENGTH,
        label=pgettext_lazy("of a contribution", "Title"),
        widget=_text(),
        error_messages={"required": gettext_lazy("Enter the title of the contribution.")},
    )
    reference = CleanField(
        longest=SYMBOL_LENGTH,
        required=False,
        label=gettext_lazy("Document referred to"),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "list": "symbols", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"), widget=LongSelect({"class": "form-select"})
    )
    members = forms.MultipleChoiceField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, at: AtEntry, request: HttpRequest | None) -> None:
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(data, files, initial=_initial(at), label_suffix="")
        self._before, self._message = at.before, at.message
        self._members = {member.code: member for member in at.members}
        self.fields["file"].required = at.before is None
        received = cast("LocalMomentField", self.fields["received"])
        received.zone, received.required = at.consultation.zone, True
        if at.message is not None:  # the message is the source, and says when it came
            for name in ("channel", "received", "file"):
                del self.fields[name]
        named = [(member.code, member_name(member)) for member in at.members]
        self._choose("member", [("", ""), *named])
        self._choose("item", [("", ""), *item_choices(at.items)])
        self._choose("language", LANGUAGE_CHOICES)
        self._choose("members", [(member.code, "") for member in at.invited])
        self.parts = settings_of(at.consultation.settings).contribution_parts
        for part in self.parts:
            self.fields[f"{PART}{part.key}"] = CleanField(
                longest=part.limit, lines=True, required=False, label=part.label, widget=_text(rows=8)
            )

    def clean(self) -> dict[str, Any]:
        """It was received at some moment."""
        given = super().clean() or {}
        if self._message is None and given.get("received") is None and "received" not in self.errors:
            self.add_error("received", _("Enter the date and time of receipt."))
        return given

    def _choose(self, name: str, choices: Any) -> None:  # noqa: ANN401 - as Django's own attribute takes them
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @property
    def source_fields(self) -> list[forms.BoundField]:
        """What is said of where it came from, and for which Member."""
        return [self[name] for name in SOURCE if name in self.fields]

    @property
    def part_fields(self) -> list[forms.BoundField]:
        """Those of the template's parts, in their order."""
        return [self[f"{PART}{part.key}"] for part in self.parts]

    @property
    def chosen(self) -> Content:
        """What it names, right or wrong, for the form that is shown again."""
        members = self["members"].value() or ()
        return Content(members=tuple(str(code) for code in members))

    @property
    def submitting(self) -> Member:
        """For which it is entered, once ``is_valid()`` said so."""
        return self._members[self.cleaned_data["member"]]

    @property
    def content(self) -> Content:
        """What it says, once ``is_valid()`` said so."""
        given = self.cleaned_data
        parts = {part.key: given[f"{PART}{part.key}"] for part in self.parts}
        others = tuple(code for code in given["members"] if code != given["member"])
        return Content(place_of(given["item"]), given["language"], given["title"], given["reference"], others, parts)

    @property
    def number_seen(self) -> int:
        """Of the version that is corrected; 0 for a new one."""
        return self.cleaned_data["seen"] or 0

    def source(self) -> tuple[Source, bool, int]:
        """From where it is entered, whether that is the contribution itself, and how many pages it has then.

        Raises:
            Refusal: it is none that is kept, or has no text and none was entered.
        """
        given = self.cleaned_data
        if self._message is not None:
            return source_of(self._message, given["brought_by"]), False, 0
        itself, pages = not any(self.content.parts.values()), 0
        file, before = given["file"], self._before.latest if self._before else None
        kept: Looked | Upload
        if file is not None and itself:
            read = taken(file)
            kept, pages = read.kept, read.pages
        elif file is not None:
            kept = look(file)
        elif before is not None and before.source is not None:
            kept, itself = before.source, itself and before.upload_id == before.source_id
            pages = before.pages if itself else 0
        else:
            raise LookupError("what was entered has its source")
        return Source(Channel(given["channel"]), given["received"], kept, brought_by=given["brought_by"]), itself, pages


def _initial(at: AtEntry) -> dict[str, Any]:
    """What the form has to begin with: what a message says, what was entered, or nothing."""
    before = at.before
    if at.message is not None:
        return _from_message(at.message, at)
    if before is None:
        return {"language": reader_language(), "seen": 0}
    latest = before.latest
    return {
        "seen": latest.number,
        "member": latest.member.code,
        "channel": latest.channel,
        "received": latest.received_at,
        "brought_by": latest.brought_by,
        "item": f"{latest.listing}:{latest.item_number}",
        "title": latest.title,
        "reference": latest.reference,
        "language": latest.language,
        "members": [row.member.code for row in before.submitters if row.member_id != latest.member_id],
        **{f"{PART}{key}": text for key, text in latest.parts.items()},
    }


def _from_message(row: ContributionMail, at: AtEntry) -> dict[str, Any]:
    """Its text under the first heading of the template: the person who enters it moves what belongs elsewhere."""
    arrival = row.arrival
    first = settings_of(at.consultation.settings).contribution_parts[0]
    return {
        "seen": 0,
        "member": row.member.code if row.member else "",
        "brought_by": (arrival.sender_name or arrival.sender)[:BROUGHT_BY_LENGTH],
        "item": f"{row.listing}:{row.item_number}",
        "title": arrival.subject[:TITLE_LENGTH],
        "language": arrival.person.language if arrival.person else at.consultation.languages.last_resort,
        f"{PART}{first.key}": arrival.text,
    }
