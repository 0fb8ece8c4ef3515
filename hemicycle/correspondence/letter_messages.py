"""Refusals about letters in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.correspondence.reasons import CorrespondenceCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Writing a letter.
    CorrespondenceCode.LETTER_SYMBOL: lambda: _(
        "A series has letters, digits, spaces, dots, hyphens, slashes and brackets, e.g. DM-20, and at most one "
        "{{number}}. The number is from 1 to 999999."
    ),
    CorrespondenceCode.LETTER_SERIES: lambda: _(
        "A series has letters, digits, spaces, dots, hyphens, slashes and brackets, e.g. DM-{{yy}}, and at most one "
        "{{number}}."
    ),
    CorrespondenceCode.LETTER_SUBJECT_TOO_LONG: lambda: _(
        "The subject or title has {length} characters; the maximum is {longest}. Shorten it."
    ),
    CorrespondenceCode.LETTER_BODY_TOO_LONG: lambda: _(
        "The text has {length} characters; the maximum is {longest}. Move a part of it to an annex, or attach a file."
    ),
    CorrespondenceCode.LETTER_TEXT_STATE: lambda: _(
        "Choose the status of the translation: draft, translated or checked."
    ),
    CorrespondenceCode.LETTER_HALF_WRITTEN: lambda: _(
        "A letter needs a subject and a text. Enter the missing part, or remove both."
    ),
    CorrespondenceCode.LETTER_BRACE_ALONE: lambda: _(
        "A brace has no counterpart. Write both, with a name between them, e.g. {{symbol}}, or remove it."
    ),
    CorrespondenceCode.LETTER_ANNEXES_TOO_MANY: lambda: _(
        "A letter can have at most {most} annexes. Combine several into one file."
    ),
    CorrespondenceCode.LETTER_NUMBER_TAKEN: lambda: _(
        "Letter {symbol} already exists. The next free number of this series is {next}."
    ),
    CorrespondenceCode.LETTER_TEMPLATE_BROKEN: lambda: _(
        "The text “{template}” is faulty in one language ({language}): a placeholder cannot be filled in. Nothing was "
        "created. Start with a blank letter, and inform the operator."
    ),
    CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE: lambda: _(
        "Another user saved this text in the meantime. Yours is still in the form and nothing was overwritten. Compare "
        "both, then save again."
    ),
    CorrespondenceCode.LETTER_EMAIL: lambda: _("This is not a valid e-mail address. Check it."),
    CorrespondenceCode.EMBLEM_NOT_A_PICTURE: lambda: _(
        "The emblem is not a readable picture. Choose a PNG or JPEG file."
    ),
    CorrespondenceCode.EMBLEM_TOO_LARGE: lambda: _(
        "The emblem has {width} by {height} pixels; the maximum is {most} by {most}. Choose a smaller one."
    ),
    CorrespondenceCode.EMBLEM_WITHOUT_WORDS: lambda: _(
        "Describe the emblem in at least one language, for readers who cannot see it."
    ),
    CorrespondenceCode.WORD_NOT_DOCX: lambda: _(
        "“{name}” is not a Word document (.docx). Open it in Word, choose Save as, Word document, and choose that file."
    ),
    CorrespondenceCode.WORD_DAMAGED: lambda: _(
        "“{name}” cannot be read. It is damaged, or protected by a password. Open it in Word, save it again without a "
        "password, and choose that file."
    ),
    CorrespondenceCode.WORD_TOO_LARGE: lambda: _(
        "“{name}” contains too much to be read. Take out large pictures and tables, or copy its text into the field."
    ),
    CorrespondenceCode.WORD_WITHOUT_TEXT: lambda: _(
        "“{name}” has no text that can be taken in. If its text is in pictures or text boxes, copy it into the field."
    ),
    CorrespondenceCode.EXTENSION_OF_WHAT: lambda: _(
        "Choose the letter whose deadline is extended. Only a letter with questions has a deadline."
    ),
    # Sending it.
    CorrespondenceCode.LETTER_WITHOUT_WORDS: lambda: _("The letter has no text in any language yet. Write it first."),
    CorrespondenceCode.LETTER_TO_NOBODY: lambda: _(
        "The letter has no addressees. Choose the classes of its addressees."
    ),
    CorrespondenceCode.LETTER_WITHOUT_SIGNATORY: lambda: _(
        "The letter has no signatory. Enter the name of the signatory."
    ),
    CorrespondenceCode.LETTER_LANGUAGES_MISSING: lambda: _(
        "Languages missing, with no choice made yet: {number}. Choose what is sent instead for each."
    ),
    CorrespondenceCode.LETTER_WITHOUT_ADDRESS: lambda: _(
        "Addressees without an address: {number}. Enter a contact for them, or tick that you are aware of it."
    ),
    CorrespondenceCode.LETTER_REACHES_NOBODY: lambda: _(
        "None of the addressees has a focal point or a contact. Enter their contacts first, then send the letter."
    ),
    CorrespondenceCode.LETTER_PAPERS_NOT_FAILED: lambda: _(
        "The papers of this letter are ready or being generated. Check again shortly."
    ),
    CorrespondenceCode.LETTER_NOT_TO_MEMBER: lambda: _(
        "This letter is not addressed to your Member. No acknowledgement is needed."
    ),
    CorrespondenceCode.LETTER_PLACEHOLDER_EMPTY: lambda: _(
        "{name} has no value, and would leave a gap in the text. Enter a value in the consultation or the letter, or "
        "remove it."
    ),
    CorrespondenceCode.CONDITIONS_PROMISED: lambda: _(
        "The text says that a reply may include conditions ({languages}), but the reply form does not accept them. "
        "Tick “Replies may include conditions” in the questions of the letter, or remove the words."
    ),
    CorrespondenceCode.CONDITIONS_PERHAPS_PROMISED: lambda: _(
        "The letter started from a text that invites conditions, but the reply form does not accept them. Check that "
        "the text no longer mentions conditions."
    ),
    CorrespondenceCode.CONDITIONS_NAMED: lambda: _(
        "The text mentions conditions ({languages}), but the reply form does not accept them. Check that it invites "
        "none, or tick “Replies may include conditions” in the questions of the letter."
    ),
    CorrespondenceCode.ANOTHER_DAY_NAMED: lambda: _(
        "The text has a date in bold other than the deadline, {day}: {days}. Check it, or write {{deadline}} in its "
        "place."
    ),
    CorrespondenceCode.CHANGES_NAME_ANOTHER_DAY: lambda: _(
        "This version leaves the deadline unchanged ({day}), but the description of the changes has another date: "
        "{days}. Check it, or indicate on the page of the letter that the version extends the deadline."
    ),
    CorrespondenceCode.LETTER_DIFFERS_FROM_ENQUIRY: lambda: _(
        "The letter and its questions may differ. Points to be confirmed or corrected first: {number}."
    ),
    CorrespondenceCode.SUMMARY_OUTDATED: lambda: _(
        "Annexes with a summary that does not match the present replies: {number}. Use the new text, or tick that the "
        "annex is sent as it is."
    ),
    CorrespondenceCode.SUMMARY_NAMES_STATES: lambda: _(
        "The summary of replies in annex {annexes} names Members that replied. Number: {number}. Names, for example: "
        "{names}. Check that they are to be named, or generate the summary without names and take the new text."
    ),
    CorrespondenceCode.ANNEX_WITHOUT_QUESTIONS: lambda: _(
        "An annex lists the questions, but the letter asks none. Add questions, or remove the annex."
    ),
    CorrespondenceCode.ASKED_BUT_NOT_ADDRESSED: lambda: _(
        "The letter consults Members to which it is not addressed. Address it to their class too, or do not consult "
        "them."
    ),
    CorrespondenceCode.DEADLINE_OF_NOTHING: lambda: _(
        "The text mentions the deadline, but the letter asks no questions yet. Add questions, or remove {{deadline}}."
    ),
    CorrespondenceCode.VERSION_AND_DEADLINE: lambda: _(
        "The corrected letter has a deadline for replies that has not passed. Indicate whether this version changes "
        "the deadline."
    ),
    CorrespondenceCode.NEW_DEADLINE_NOT_NAMED: lambda: _(
        "The letter extends a deadline, but the text does not state the new one in these languages: {languages}. Write "
        "{{new_deadline}} where it is to appear."
    ),
    CorrespondenceCode.NEW_DEADLINE_MISSING: lambda: _(
        "The letter extends a deadline without stating the new one. Enter it."
    ),
    # A language version that is added to it later.
    CorrespondenceCode.VERSION_EMPTY: lambda: _(
        "Nothing is written yet in this language. Write the text or the annexes that are missing, then save."
    ),
    CorrespondenceCode.VERSION_WITHOUT_TEXT: lambda: _(
        "The letter itself has no text in this language. Write its subject and text first."
    ),
    CorrespondenceCode.VERSION_WITHOUT_CHANGES: lambda: _(
        "The text names what the letter changes, and that is not said in this language. Enter it under “Changes”."
    ),
    CorrespondenceCode.VERSION_ANNEXES_MISSING: lambda: _(
        "Annexes still missing in this language: {numbers}. Another language is used in their place, and nothing can "
        "be added later."
    ),
    CorrespondenceCode.VERSION_QUESTIONS_MISSING: lambda: _(
        "Questions without words in this language: {number}. Another language stays in their place, and nothing can be "
        "added later."
    ),
    CorrespondenceCode.VERSION_PARTS_MISSING: lambda: _(
        "Some parts of the letter do not exist in this language. Another language is used in their place, and nothing "
        "can be added later."
    ),
    CorrespondenceCode.LETTER_CORRECTED_SINCE: lambda: _(
        "The letter has been corrected since it was sent: {symbols}. This version has the text before the correction, "
        "and its readers are told so. Check that it is still to be sent."
    ),
    CorrespondenceCode.DEADLINE_EXTENDED_SINCE: lambda: _(
        "The deadline stated in the letter has since been extended: {symbols}. This version states the former one, as "
        "the letter did, and its readers are told so."
    ),
    CorrespondenceCode.ENQUIRY_OVER_SINCE: lambda: _(
        "The deadline for replies has passed: {deadline}. Readers of this version can no longer reply in time."
    ),
    CorrespondenceCode.RESULT_DECLARED_SINCE: lambda: _(
        "The result of what the letter asks was declared. Readers of this version can no longer reply."
    ),
    CorrespondenceCode.VERSION_DOUBTS: lambda: _(
        "Points to be ticked before this version is sent, or mended first: {number}."
    ),
    CorrespondenceCode.VERSION_SHOWN_OTHERS: lambda: _(
        "This version would go to other addressees than you were shown: {number}, not {expected}. Look at the list "
        "again."
    ),
    # What it asks.
    CorrespondenceCode.ENQUIRY_TO_NOBODY: lambda: _(
        "Choose the type of reply, and at least one class to be consulted."
    ),
    CorrespondenceCode.ENQUIRY_ZONE: lambda: _("This is not a valid time zone. Enter it in the form Europe/Zurich."),
    CorrespondenceCode.ENQUIRY_WITHOUT_QUESTIONS: lambda: _(
        "There are no questions yet. Tick items or write a question."
    ),
    CorrespondenceCode.ENQUIRY_TOO_MANY_QUESTIONS: lambda: _(
        "A letter can ask at most {most} questions. Put the others into another letter."
    ),
    CorrespondenceCode.ENQUIRY_OPTIONS: lambda: _(
        "A choice has from {fewest} to {most} options. Enter one per line, the same number in each language."
    ),
    CorrespondenceCode.ENQUIRY_WORDS_MISSING: lambda: _(
        "A question or an option has no text in any language. Enter it."
    ),
}
