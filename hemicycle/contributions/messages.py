"""Refusals about contributions in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.contributions.reasons import ContributionCode
from hemicycle.correspondence import messages as correspondence
from hemicycle.documents import messages as documents
from hemicycle.people import messages as people
from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    ContributionCode.NO_SUCH_CONTRIBUTION: lambda: _("There is no such contribution. Reload the page."),
    ContributionCode.TOO_MANY_DRAFTS: lambda: _("Your Member has {most} drafts already. Submit or discard one first."),
    ContributionCode.CONTRIBUTION_DRAFT_CHANGED: lambda: _(
        "The draft was changed by a colleague, or in another window. Your text is still in the form. Compare the two, "
        "and choose one."
    ),
    ContributionCode.CONTRIBUTION_LANGUAGE: lambda: _("This is not a language. Choose the language of the text."),
    ContributionCode.CONTRIBUTION_MEMBER: lambda: _(
        "“{member}” is no Member of this consultation. Choose Members from the list."
    ),
    ContributionCode.CONTRIBUTION_CLASS: lambda: _(
        "The class of “{member}” has no right to submit contributions. Choose another Member."
    ),
    ContributionCode.CONTRIBUTION_FILE: lambda: _(
        "“{name}” cannot be taken as a contribution. Choose a Word document (.docx) or a PDF."
    ),
    ContributionCode.CONTRIBUTION_FILE_MISSING: lambda: _("No file is chosen. Choose a Word document or a PDF."),
    ContributionCode.CONTRIBUTION_FILE_EMPTY: lambda: _(
        "No text can be read in “{name}”. A picture of a text cannot be searched, translated or read aloud. Save the "
        "text itself as Word (.docx) or PDF, or write it on the template."
    ),
    ContributionCode.CONTRIBUTION_SYMBOL_MISSING: lambda: _(
        "Enter a symbol of letters and digits separated by a slash, hyphen or full stop."
    ),
    ContributionCode.CONTRIBUTION_OWN_LANGUAGE: lambda: _(
        "The contribution is written in this language. Choose the language into which it is translated."
    ),
    ContributionCode.TRANSLATION_CHANGED: lambda: _(
        "A colleague has changed this translation in the meantime. Your text is still in the form. Compare the two, "
        "then save again."
    ),
    ContributionCode.CONTRIBUTION_CHANGED_MEANWHILE: lambda: _(
        "The contribution was changed while its papers were made. Check it, then post it again."
    ),
    ContributionCode.PART_KEY_TAKEN: lambda: _("Another part has the key “{key}”. Choose another key."),
    ContributionCode.PART_WITHOUT_NAME: lambda: _("Enter the heading of the part in at least one language."),
    ContributionCode.PART_CHANGED_MEANWHILE: lambda: _(
        "Another user changed this part after you opened it. Your entries are still here. Open it again in another "
        "window, compare, and enter your changes there."
    ),
    ContributionCode.PART_IN_USE: lambda: _(
        "Contributions have a text under this heading, so it cannot be removed. Its heading can be changed."
    ),
    ContributionCode.NO_SUCH_PART: lambda: _("This part no longer exists. Choose one of those shown."),
    ContributionCode.TOO_MANY_PARTS: lambda: _("A template has at most {most} parts. Remove one first."),
    ContributionCode.LAST_PART: lambda: _("A template has at least one part. Add another one first."),
    # A message by mail cannot be entered as a contribution.
    ContributionCode.MAIL_WITHOUT_RIGHT: lambda: _(
        "The sender may not contribute for a Member here. Ask the Member’s focal point, then file or dismiss the "
        "message."
    ),
    ContributionCode.MAIL_WITHOUT_MEMBER: lambda: _("Choose the Member whose contribution it is."),
    ContributionCode.MAIL_WITHOUT_ITEM: lambda: _(
        "Neither the message nor its file says to which item it contributes. Choose the item, and file the message."
    ),
    ContributionCode.MAIL_WITHOUT_FILE: lambda: _(
        "The message has no Word document or PDF. File it to its item with its Member, and enter the contribution from "
        "its text; or ask the sender for a file."
    ),
    ContributionCode.MAIL_WITH_FILES: lambda: _(
        "The message has {number} files, each of which may be the contribution. Ask the sender for one message for "
        "each contribution, and dismiss this one."
    ),
    ContributionCode.MAIL_ABOUT_CONTRIBUTION: lambda: _(
        "The message is about contribution {receipt}. Read it, then file it there. The Member submits a changed text "
        "online."
    ),
    ContributionCode.MAIL_ENTERED: lambda: _(
        "A colleague has entered a contribution from the message meanwhile, or undone its filing. Look at the message "
        "again. What is entered here is kept in the form."
    ),
    ContributionCode.MAIL_OF_CONTRIBUTION: lambda: _(
        "Contribution {receipt} was entered from the message, and its Member has confirmed it. The message stays filed."
    ),
}
#: What the sender of a message is told that waits: what waits, and what happens next.
NEXT_STEPS: dict[ReasonCode, Callable[[], str]] = {
    ContributionCode.MAIL_WITHOUT_RIGHT: lambda: _(
        "A contribution is submitted by a delegate or the focal point of a Member that may contribute. Ask the focal "
        "point of yours to send it."
    ),
    ContributionCode.MAIL_WITHOUT_ITEM: lambda: _(
        "It does not say to which item it contributes. The secretariat finds that out before it enters the "
        "contribution, and your Member then confirms it."
    ),
    ContributionCode.MAIL_WITHOUT_FILE: lambda: _(
        "It has no Word document or PDF with the contribution. The secretariat enters it from the text of the message, "
        "and your Member then confirms it."
    ),
    ContributionCode.MAIL_WITH_FILES: lambda: _(
        "It has {number} files, each of which may be the contribution. Send one message for each contribution."
    ),
    ContributionCode.MAIL_ABOUT_CONTRIBUTION: lambda: _(
        "It is about contribution {receipt}. The secretariat reads it. A changed text is submitted online."
    ),
    ContributionCode.CONTRIBUTION_FILE_EMPTY: lambda: _(
        "No text can be read in “{name}”. Send the text itself as a Word document (.docx) or a PDF."
    ),
    RuleCode.CONTRIBUTION_ITEM_WITHDRAWN: lambda: _(
        "The item to which it contributes was withdrawn. The secretariat reads it, and tells you whether anything can "
        "still be done."
    ),
}
#: With those of the rooms below.
ALL = {**correspondence.ALL, **documents.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)
