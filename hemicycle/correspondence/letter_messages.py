"""Refusals about letters in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

#: By code, as in ``people.messages``.
WORDINGS: dict[str, Callable[[], str]] = {
    "letter_symbol": lambda: _(
        "A series has capital letters, digits and hyphens, as in DM-20, and a number follows from 1 to 999999."
    ),
    "letter_number_taken": lambda: _(
        "There is a letter {symbol} already. The next free number of this series is {next}."
    ),
    "letter_template_broken": lambda: _(
        "The text “{template}” is broken in one language ({language}): something in braces cannot be filled in. "
        "Nothing was made. Begin with a blank letter, and tell the operator."
    ),
    "letter_brace_alone": lambda: _(
        "A brace stands alone. Write both, with a name between them as in {{symbol}}, or take the brace out."
    ),
    "letter_subject_too_long": lambda: _(
        "The subject or title has {length} characters. At most {longest} are taken. Shorten it."
    ),
    "letter_body_too_long": lambda: _(
        "The text has {length} characters. At most {longest} are taken. Make an annex of a part of it, or attach a "
        "file."
    ),
    "letter_text_state": lambda: _("Choose how far the translation is: draft, translated or checked."),
    "letter_text_changed_meanwhile": lambda: _(
        "Somebody else saved this text meanwhile. Yours is still in the form and nothing was overwritten. Compare "
        "both, then save again."
    ),
    "letter_half_written": lambda: _(
        "A letter has a subject and a text. Write the half that is missing, or take out both."
    ),
    "letter_annexes_too_many": lambda: _("A letter has {most} annexes at most. Put several into one file."),
    "letter_without_words": lambda: _("The letter has no text in any language yet. Write it first."),
    "letter_to_nobody": lambda: _("Nobody is named to whom the letter goes. Choose the classes of its addressees."),
    "letter_without_signatory": lambda: _("Nobody signs the letter. Write the name of the signatory."),
    "letter_languages_missing": lambda: _(
        "Choices still to be made where a language is missing: {number}. Choose for each what goes out instead."
    ),
    "letter_without_address": lambda: _(
        "Addressees without an address: {number}. Enter a contact for them, or tick that you know of it."
    ),
    "letter_reaches_nobody": lambda: _(
        "None of the addressees has a focal point or a contact. Enter their contacts first, then send the letter."
    ),
    "letter_papers_not_failed": lambda: _("The papers of this letter are made, or are being made. Look again shortly."),
    "letter_not_to_member": lambda: _("This letter does not go to your Member. There is nothing to acknowledge."),
    "annex_without_questions": lambda: _(
        "An annex lists the questions, and the letter asks nothing. Say what it asks, or take the annex away."
    ),
    "asked_but_not_addressed": lambda: _(
        "The letter asks Members to whom it does not go. Address it to their class too, or do not ask them."
    ),
    "deadline_of_nothing": lambda: _(
        "The text names the deadline, and the letter asks nothing yet. Say what it asks, or take {{deadline}} out."
    ),
    "deadline_over_already": lambda: _("The deadline for replies, {deadline}, is over already. Give a later one."),
    "new_deadline_missing": lambda: _("The letter extends a deadline and does not say until when. Give the new one."),
    "extension_of_what": lambda: _(
        "Choose the letter whose deadline is extended. Only one that asks something has one."
    ),
    "enquiry_to_nobody": lambda: _("Choose what kind of answer is asked, and at least one class that is asked."),
    "enquiry_zone": lambda: _("This is no time zone. Write it as in Europe/Zurich."),
    "enquiry_without_questions": lambda: _("Nothing is asked yet. Tick items or write a question."),
    "enquiry_too_many_questions": lambda: _("A letter asks {most} questions at most. Put the others into another one."),
    "enquiry_options": lambda: _(
        "A choice has from {fewest} to {most} options. Write each on a line of its own, the same number in each "
        "language."
    ),
    "enquiry_words_missing": lambda: _("A question or an option has no words in any language. Write them."),
}
