"""Our own texts with which a letter begins, in the six languages by the catalogue: subject and body, in CommonMark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.correspondence.models import Enquiry, LetterText
from hemicycle.correspondence.placeholders import ASKING, CORRECTING, EXTENDING, GENERAL, require_sound
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.mail import own_texts
from hemicycle.mail.placeholders import used
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation

BLANK, EXTENSION, CORRECTION, EXTENDING_CORRECTION = "blank", "extension", "correction", "extending_correction"
#: With these a decision by correspondence begins.
BALLOT, SILENCE = "ballot", "silence"
ADDENDUM, EXTENDING_ADDENDUM = "addendum", "extending_addendum"
#: With these only a version of a letter that was sent begins.
OF_VERSIONS = (CORRECTION, EXTENDING_CORRECTION, ADDENDUM, EXTENDING_ADDENDUM)


def _corrected() -> str:
    return _("Dear Sir or Madam,\n\nletter {replaces} is corrected as follows.\n\n{what_changes}")


def _added() -> str:
    return _("Dear Sir or Madam,\n\nthe following is added to letter {replaces}.\n\n{what_changes}")


def _and_extended(body: Callable[[], str]) -> str:
    extended = _(
        "The deadline for replies is extended for all addressees from {former_deadline} to **{new_deadline}**. Replies "
        "that have been received remain valid, and may be changed until then."
    )
    return f"{body()}\n\n{extended}"


@dataclass(frozen=True)
class Template:
    """A text of ours.

    Attributes:
        title: What the desk calls it.
        subject, body: Worded when they are called, in the language of that moment; none of a blank letter.
        names: What it may name in braces beside ``placeholders.GENERAL``.
        asks: The kind of enquiry that it is written for.
        conditions: The paragraph that says that a reply may come with conditions, counted from 1; 0 where none does.
    """

    title: str | _StrPromise
    subject: Callable[[], str] | None = None
    body: Callable[[], str] | None = None
    names: tuple[str, ...] = ()
    asks: str = ""
    conditions: int = 0


TEMPLATES: dict[str, Template] = {
    "options": Template(
        gettext_lazy("Consultation: a choice of options"),
        lambda: _("{consultation}: request for your views on the options"),
        lambda: _(
            "Dear Sir or Madam,\n\n"
            "I have the honour to consult you on the organization of the consultation “{consultation}” "
            "({dates}).\n\n"
            "The options are set out below. Please indicate which of them your Administration prefers. A reply "
            "may come with conditions; please state each of them separately, under the heading to which it belongs "
            "if the reply form has headings.\n\n"
            "Please reply through your focal point by **{deadline}**:\n"
            "<{letter_page}>\n\n"
            "I thank you in advance for your cooperation."
        ),
        names=ASKING,
        asks=Enquiry.Kind.OPTIONS.value,
        conditions=3,
    ),
    "items": Template(
        gettext_lazy("Consultation: yes or no for each item"),
        lambda: _("{consultation}: items to be taken up"),
        lambda: _(
            "Dear Sir or Madam,\n\n"
            "I refer to the organization of the consultation “{consultation}” ({dates}).\n\n"
            "The annex lists {lists}. Please indicate for each item whether the consultation should take it up.\n\n"
            "Please reply through your focal point by **{deadline}**:\n"
            "<{letter_page}>\n\n"
            "On the basis of the replies, the draft agenda and the time management plan will be sent to you as "
            "soon as possible."
        ),
        names=ASKING,
        asks=Enquiry.Kind.ITEMS.value,
    ),
    BALLOT: Template(
        gettext_lazy("Decision by correspondence: ballot"),
        lambda: _("{consultation}: decision by correspondence"),
        lambda: _(
            "Dear Sir or Madam,\n\n"
            "I refer to the consultation “{consultation}” ({dates}). The conclusions set out below were found too "
            "urgent to wait for {physical_session}, and are put to a decision by correspondence.\n\n"
            "Members entitled to vote are requested to approve, reject or abstain, through their focal point, by "
            "**{deadline}**:\n"
            "<{letter_page}>\n\n"
            "A vote may be changed until then. Abstention and silence are not approval.\n\n"
            "I thank you in advance for your cooperation."
        ),
        names=ASKING,
        asks=Enquiry.Kind.BALLOT.value,
    ),
    SILENCE: Template(
        gettext_lazy("Decision by correspondence: silence procedure"),
        lambda: _("{consultation}: silence procedure"),
        lambda: _(
            "Dear Sir or Madam,\n\n"
            "I refer to the consultation “{consultation}” ({dates}). The conclusions set out below were found too "
            "urgent to wait for {physical_session}, and are put to a silence procedure.\n\n"
            "They are accepted unless a Member objects, through its focal point, by **{deadline}**:\n"
            "<{letter_page}>\n\n"
            "I thank you in advance for your cooperation."
        ),
        names=ASKING,
        asks=Enquiry.Kind.SILENCE.value,
    ),
    EXTENSION: Template(
        gettext_lazy("Extension of a deadline"),
        lambda: _("Extension of the deadline of letter {extended_letter}"),
        lambda: _(
            "Dear Sir or Madam,\n\nI refer to letter {extended_letter}, in which you were asked to reply by "
            "{former_deadline}.\n\nThe deadline is extended for all addressees to **{new_deadline}**. Replies that "
            "have been received remain valid, and may be changed until then.\n\nI thank you in advance for your "
            "cooperation."
        ),
        names=EXTENDING,
    ),
    "agenda": Template(
        gettext_lazy("Agenda and time management plan"),
        lambda: _("{consultation}: agenda and time management plan"),
        lambda: _(
            "Dear Sir or Madam,\n\n"
            "I have the honour to transmit the agenda and the time management plan of the consultation "
            "“{consultation}” ({dates}), drawn up on the basis of the replies received.\n\n"
            "Both are annexed to this letter. The time management plan is indicative: an item that is not "
            "completed in one sitting is carried over to the next one."
        ),
    ),
    CORRECTION: Template(
        gettext_lazy("Correction of a letter"),
        lambda: _("Correction of letter {replaces}"),
        _corrected,
        names=CORRECTING,
    ),
    EXTENDING_CORRECTION: Template(
        gettext_lazy("Correction of a letter, with an extension of its deadline"),
        lambda: _("Correction of letter {replaces}"),
        lambda: _and_extended(_corrected),
        names=CORRECTING + EXTENDING,
    ),
    ADDENDUM: Template(
        gettext_lazy("Addendum to a letter"),
        lambda: _("Addendum to letter {replaces}"),
        _added,
        names=CORRECTING,
    ),
    EXTENDING_ADDENDUM: Template(
        gettext_lazy("Addendum to a letter, with an extension of its deadline"),
        lambda: _("Addendum to letter {replaces}"),
        lambda: _and_extended(_added),
        names=CORRECTING + EXTENDING,
    ),
    BLANK: Template(gettext_lazy("Blank")),
}


@dataclass(frozen=True)
class _Editable:
    """One of them as a consultation may word it itself: what the letter is for, it must name."""

    title: str | _StrPromise
    subject: Callable[[], str]
    body: Callable[[], str]
    names: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """All that it may name in braces."""
        return GENERAL + self.names

    @property
    def required(self) -> tuple[str, ...]:
        """What it must name: what ours does, but for a deadline that no longer holds."""
        ours = used(self.subject()) | used(self.body())
        return tuple(name for name in self.names if name in ours and name != "former_deadline")


def listen() -> None:
    """A consultation may word them itself from now on, as it may the mails."""
    for name, text in TEMPLATES.items():
        if text.subject is not None and text.body is not None:
            own_texts.LETTERS[own_name(name)] = _Editable(text.title, text.subject, text.body, text.names)


def states_of(name: str, consultation: Consultation) -> dict[str, LetterText.State]:
    """How far one of our texts is in each language of a consultation, when a letter begins with it.

    Ours, and those that a consultation keeps in their place, were checked before; one that is older than the text of
    which it is a translation is a draft, which goes out only where the sender says so.
    """
    behind = own_texts.older(consultation).get(own_name(name), [])
    states = LetterText.State
    return {code: states.DRAFT if code in behind else states.CHECKED for code in consultation.languages.documents}


def refers_to(languages: Iterable[str]) -> dict[str, str]:
    """The paragraph by which a decision by correspondence refers to the earlier one that it begins again."""
    found = {}
    for code in languages:
        with translation.override(translation.get_supported_language_variant(code)):
            found[code] = _("It follows letter {earlier_letter}, which put the same to a decision by correspondence.")
    return found


def own_name(name: str) -> str:
    """By which name a consultation keeps its own words of one of our texts."""
    return f"letter-{name}"


def promise_of_conditions(name: str) -> dict[str, str]:
    """The paragraph of one of our texts that invites conditions, by language."""
    number = TEMPLATES[name].conditions
    return {code: body.split("\n\n")[number - 1] for code, (_subject, body) in worded(name).items()}


def worded(name: str, consultation: Consultation | None = None) -> dict[str, tuple[str, str]]:
    """Subject and body of one of our texts, in the languages in which we have it; of a blank letter in none.

    Args:
        consultation: In its languages and as it words them, where it has words of its own.

    Raises:
        Refusal: in one of them it names what no such letter has, or lost half of a pair of braces.
    """
    template, texts = TEMPLATES[name], dict[str, tuple[str, str]]()
    if template.subject is None or template.body is None:
        return texts
    wanted = consultation.languages.documents if consultation else LANGUAGES
    for code in LANGUAGES:
        if code not in wanted:
            continue
        with translation.override(translation.get_supported_language_variant(code)):
            texts[code] = template.subject(), template.body()
        try:
            require_sound(texts[code], GENERAL + template.names)
        except Refusal as broken:
            facts = {"template": str(template.title), "language": NATIVE_NAMES[code]}
            raise Refusal(Reason(CorrespondenceCode.LETTER_TEMPLATE_BROKEN, facts)) from broken
    return {**texts, **own_texts.worded_by(consultation, own_name(name))} if consultation else texts
