"""The end of a consultation: what is still done in one that is closed, and when it is closed, reopened and archived."""

from __future__ import annotations

from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Decision, allow, refuse

#: What is still done in a closed consultation: it is reopened or archived and given out, what it says of a person is
#: put right, personal data is deleted, and what still comes by mail is filed or dismissed.
IN_CLOSED = frozenset(
    {
        Action.CONSULTATION_END,
        Action.CONSULTATION_EXPORT,
        Action.CONSULTATION_DELETE,
        Action.DELETION_CONFIRM,
        Action.REGISTRATION_CHANGE,
        Action.ARRIVAL_FILE,
    }
)
#: By what else something that went out is corrected: a corrigendum, an addendum, a reply that was entered wrongly, a
#: version of a document, a published agenda or time plan, the conclusion of an
#: item, the report, the summary record of a sitting.
CORRECTING = frozenset(
    {
        Action.LETTER_WRITE,
        Action.LETTER_CLEAR,
        Action.LETTER_SEND,
        Action.LETTER_ACKNOWLEDGE,
        Action.REPLY_ENTER,
        Action.REPLY_CONFIRM,
        Action.REPLY_ACCEPT,
        Action.DOCUMENT_EDIT,
        Action.DOCUMENT_POST,
        Action.DOCUMENT_WITHDRAW,
        Action.PLAN_EDIT,
        Action.CONCLUSION_CORRECT,
        Action.REPORT_WRITE,
        Action.REPORT_PUBLISH,
        Action.REPORT_SUBMIT,
        Action.SUMMARY_EDIT,
        Action.SUMMARY_ANSWER,
        Action.SUMMARY_PUBLISH,
    }
)
_ACTIONS = frozenset(action.value for action in Action)


def may_change(action: str, *, closed: bool, corrects: bool = False) -> Decision:
    """Whether an act may be carried out in a consultation as it stands.

    What is no action of the table of permissions notes what the engines have seen, and is true whatever is closed.

    Args:
        corrects: It corrects what went out, or adds to it, and asks nothing of anybody.
    """
    allowed = IN_CLOSED | CORRECTING if corrects else IN_CLOSED
    if closed and str(action) in _ACTIONS and action not in allowed:
        return refuse(RuleCode.CONSULTATION_CLOSED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_correct_published(*, closed: bool) -> Decision:
    """Whether a published agenda or time plan may be given a corrigendum: in a closed consultation alone.

    In an open one its draft is changed, and published as a revision: the next one would undo a corrigendum.
    """
    return allow(RuleCode.NEW_VERSION) if closed else refuse(RuleCode.CORRECTED_ONCE_CLOSED)


def may_close(*, closed: bool, under_way: bool, why: str) -> Decision:
    """Whether a consultation may be closed, with a reason; not while a sitting of it goes on."""
    if closed:
        return refuse(RuleCode.ENDING_CHANGED)
    if under_way:
        return refuse(RuleCode.SITTING_UNDER_WAY)
    return _with_words(why)


def may_reopen(*, closed: bool, why: str) -> Decision:
    """Whether a closed consultation may be reopened, with a reason."""
    return _with_words(why) if closed else refuse(RuleCode.ENDING_CHANGED)


def may_archive(*, closed: bool, archived: bool) -> Decision:
    """Whether a closed consultation may be moved to the archive."""
    if archived or not closed:
        return refuse(RuleCode.ENDING_CHANGED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_take_out(*, archived: bool) -> Decision:
    """Whether a consultation may be taken out of the archive."""
    return allow(RuleCode.NOTHING_AGAINST) if archived else refuse(RuleCode.ENDING_CHANGED)


def _with_words(why: str) -> Decision:
    return allow(RuleCode.NOTHING_AGAINST) if why.strip() else refuse(RuleCode.ENDING_NEEDS_WORDS)


class Hindrance(StrEnum):
    """What came of a consultation, so that it is not deleted."""

    LETTERS = "letters"
    MAILS = "mails"
    REPLIES = "replies"
    CONTRIBUTIONS = "contributions"
    DOCUMENTS = "documents"
    AGENDA = "agenda"
    SITTINGS = "sittings"
    PEOPLE = "people"


def may_ask_to_delete(typed: str, name: str, *, hindered: bool, already: bool) -> Decision:
    """Whether somebody may ask that a consultation is deleted: nothing hinders it, and they have typed its name."""
    if already:
        return refuse(RuleCode.ENDING_CHANGED)
    if hindered:
        return refuse(RuleCode.SOMETHING_CAME_OF_IT)
    return allow(RuleCode.NOTHING_AGAINST) if typed.strip() == name else refuse(RuleCode.OTHER_NAME_TYPED)


def may_take_back_deletion(*, asked: bool) -> Decision:
    """Whether there is a request to take back."""
    return allow(RuleCode.NOTHING_AGAINST) if asked else refuse(RuleCode.ENDING_CHANGED)


def may_confirm_deletion(asker: int | None, person: int | None, *, hindered: bool, under_way: bool) -> Decision:
    """Whether somebody may have it deleted: not who asked for it, nor while a sitting of it goes on.

    Args:
        asker, person: Keys of who asked, and of who confirms.
        under_way: A sitting is, which nothing but a trial may have had at all.
    """
    if asker is None:
        return refuse(RuleCode.ENDING_CHANGED)
    if hindered:
        return refuse(RuleCode.SOMETHING_CAME_OF_IT)
    if under_way:
        return refuse(RuleCode.SITTING_UNDER_WAY)
    return refuse(RuleCode.DELETED_BY_ANOTHER) if asker == person else allow(RuleCode.NOTHING_AGAINST)
