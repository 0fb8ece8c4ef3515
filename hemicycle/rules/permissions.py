"""The one table of permissions: right of a class, or role, by action. Everything that asks "may they?" asks here."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import PRESIDING_ROLES, ROLES, ParticipationClass, Right, Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity


class Action(StrEnum):
    """What a person may want to do. Room commands carry the same names."""

    ROOM_ENTER = "room.enter"
    FLOOR_ASK = "floor.ask"
    FLOOR_POINT_OF_ORDER = "floor.point_of_order"
    FLOOR_WITHDRAW = "floor.withdraw"
    FLOOR_READY = "floor.ready"
    FLOOR_TAKE = "floor.take"
    FLOOR_FINISH = "floor.finish"
    FLOOR_FAIL = "floor.fail"
    FLOOR_GIVE = "floor.give"
    FLOOR_NEXT = "floor.next"
    FLOOR_INVITE = "floor.invite"
    FLOOR_TAKE_BACK = "floor.take_back"
    FLOOR_PUT_BACK = "floor.put_back"
    FLOOR_MUTE = "floor.mute"
    FLOOR_EXTEND = "floor.extend"
    FLOOR_GO_AHEAD = "floor.go_ahead"
    FLOOR_LANGUAGE = "floor.language"
    VOICE_ON = "voice.on"
    VOICE_OFF = "voice.off"
    QUEUE_MOVE = "queue.move"
    QUEUE_CLOSE = "queue.close"
    QUEUE_OPEN = "queue.open"
    LEAD_PASS = "lead.pass"  # noqa: S105 - passing the lead, no password
    ITEM_OPEN = "item.open"
    ITEM_CLOSE = "item.close"
    CONCLUSION_DRAFT = "conclusion.draft"
    CONCLUSION_READ = "conclusion.read"
    CONCLUSION_ASK = "conclusion.ask"
    CONCLUSION_RESUME = "conclusion.resume"
    CONCLUSION_CORRECT = "conclusion.correct"
    URGENCY_FLAG = "urgency.flag"
    URGENCY_AUTHORISE = "urgency.authorise"
    REPORT_WRITE = "report.write"
    REPORT_PUBLISH = "report.publish"
    REPORT_SUBMIT = "report.submit"
    STATEMENT_HAND_IN = "statement.hand_in"
    STATEMENT_WITHDRAW = "statement.withdraw"
    STATEMENTS_SEE = "statements.see"
    SUMMARY_EDIT = "summary.edit"
    SUMMARY_CORRECT = "summary.correct"
    SUMMARY_ANSWER = "summary.answer"
    SUMMARY_PUBLISH = "summary.publish"
    POSITION_OBJECT = "position.object"
    POSITION_DEFER = "position.defer"
    POSITION_STATE = "position.state"
    POSITION_WITHDRAW = "position.withdraw"
    POSITION_RECORD = "position.record"
    POSITION_RECORD_WITHDRAWAL = "position.record_withdrawal"
    SITTING_OPEN = "sitting.open"
    SITTING_SUSPEND = "sitting.suspend"
    SITTING_RESUME = "sitting.resume"
    SITTING_PROLONG = "sitting.prolong"
    SITTING_INTERPRETATION_WAIT = "sitting.interpretation_wait"
    SITTING_END = "sitting.end"
    SITTING_REOPEN = "sitting.reopen"
    SITTING_UNDO = "sitting.undo"
    RULING_GIVE = "ruling.give"
    ROOM_REMOVE = "room.remove"
    ROOM_READMIT = "room.readmit"
    ROOM_RENEW = "room.renew"
    BOOTH_ENTER = "booth.enter"
    BOOTH_LEAVE = "booth.leave"
    BOOTH_ON_AIR = "booth.on_air"
    BOOTH_OFF_AIR = "booth.off_air"
    BOOTH_HANDOVER = "booth.handover"
    BOOTH_SIGNAL = "booth.signal"
    SIGNALS_SEE = "signals.see"
    BOOTH_SAY = "booth.say"
    CONNECTION_TEST = "connection.test"
    CONNECTION_TESTS_SEE = "connection_tests.see"
    SLOT_BOOK = "slot.book"
    PRACTISE = "practice.finish"
    REHEARSAL_COMMENT = "rehearsal.comment"
    REHEARSAL_REPORT_SEE = "rehearsal_report.see"
    REHEARSAL_REPORT_EDIT = "rehearsal_report.edit"
    HELP_POST = "help.post"
    HELP_CONSENT = "help.consent"
    HELP_REPORT = "help.report"
    HELP_END = "help.end"
    HELP_READ = "help.read"
    HELP_ANSWER = "help.answer"
    HELP_ASK = "help.ask"
    TURNS_SEE = "turns.see"
    PERMISSIONS_SEE = "permissions.see"
    REGISTRATION_SUBMIT = "registration.submit"
    REGISTRATION_NOMINATE = "registration.nominate"
    REGISTRATION_ENDORSE = "registration.endorse"
    REGISTRATION_CHANGE = "registration.change"
    REGISTRATION_WITHDRAW = "registration.withdraw"
    REGISTRATION_CONFIRM = "registration.confirm"
    REGISTRATION_REFUSE = "registration.refuse"
    REGISTRATION_REOPEN = "registration.reopen"
    REGISTRATION_UNDO = "registration.undo"
    FOCAL_POINT_NAME = "focal_point.name"
    FOCAL_POINT_DELEGATE = "focal_point.delegate"
    FOCAL_POINT_WITHDRAW = "focal_point.withdraw"
    FOCAL_POINT_ACCEPT = "focal_point.accept"
    PARTICIPANTS_LIST = "participants.list"
    DOCUMENTS_READ = "documents.read"
    PEOPLE_SEE = "people.see"
    PEOPLE_IMPORT = "people.import"
    MEMBER_EDIT = "member.edit"
    BODY_EDIT = "body.edit"
    MAIL_SEND = "mail.send"
    ARRIVAL_FILE = "arrival.file"
    LINK_SEND = "link.send"
    BADGES_PRINT = "badges.print"
    BADGES_CHECK = "badges.check"
    CONSULTATION_EDIT = "consultation.edit"
    CONSULTATION_END = "consultation.end"
    CONSULTATION_EXPORT = "consultation.export"
    CONSULTATION_DELETE = "consultation.delete"
    JOURNAL_SEE = "journal.see"
    DELETION_CONFIRM = "deletion.confirm"
    LETTER_WRITE = "letter.write"
    LETTER_CLEAR = "letter.clear"
    LETTER_SEND = "letter.send"
    LETTER_ACKNOWLEDGE = "letter.acknowledge"
    DEADLINE_EXTEND = "deadline.extend"
    RESULT_DECLARE = "result.declare"
    REPLIES_SEE = "replies.see"
    REPLY_GIVE = "reply.give"
    REPLY_ENTER = "reply.enter"
    REPLY_CONFIRM = "reply.confirm"
    REPLY_ACCEPT = "reply.accept"
    REPLY_REMIND = "reply.remind"
    CONDITIONS_SORT = "conditions.sort"
    CONTRIBUTION_SUBMIT = "contribution.submit"
    CONTRIBUTION_NAME = "contribution.name"
    CONTRIBUTIONS_SEE = "contributions.see"
    CONTRIBUTION_EDIT = "contribution.edit"
    CONTRIBUTION_CONFIRM = "contribution.confirm"
    CONTRIBUTION_ACCEPT = "contribution.accept"
    ITEM_EDIT = "agenda_item.edit"
    GLOSSARY_READ = "glossary.read"
    GLOSSARY_EDIT = "glossary.edit"
    DOCUMENT_EDIT = "document.edit"
    DOCUMENT_POST = "document.post"
    DOCUMENT_WITHDRAW = "document.withdraw"
    AGENDA_CHOOSE = "agenda.choose"
    PLAN_EDIT = "plan.edit"


_MEMBERS: frozenset[Role | Right] = frozenset({Right.TAKE_PART})
_SPEAKERS: frozenset[Role | Right] = frozenset({Right.SPEAK})
#: Which of the two it takes depends on what a letter asks (``enquiries.may_reply``).
_ANSWERERS: frozenset[Role | Right] = frozenset({Right.ANSWER, Right.VOTE})
_CONTRIBUTORS: frozenset[Role | Right] = frozenset({Right.CONTRIBUTE})
EVERYBODY: frozenset[Role | Right] = _MEMBERS | frozenset(ROLES)
_CHAIRS: frozenset[Role | Right] = frozenset(PRESIDING_ROLES)
_SECRETARIAT: frozenset[Role | Right] = frozenset({Role.SECRETARIAT})
_INTERPRETERS: frozenset[Role | Right] = frozenset({Role.INTERPRETER})
_TECHNICIANS: frozenset[Role | Right] = frozenset({Role.TECHNICIAN})
_DESK = _SECRETARIAT | _TECHNICIANS


def _besides(right: Right) -> frozenset[Role | Right]:
    """Every role, and the classes that have a right."""
    return frozenset({right, *ROLES})


#: Roles, and rights of classes, that permit each action.
PERMISSIONS: dict[Action, frozenset[Role | Right]] = {
    Action.ROOM_ENTER: _besides(Right.ENTER),
    Action.FLOOR_ASK: _SPEAKERS,
    Action.FLOOR_POINT_OF_ORDER: frozenset({Right.POINT_OF_ORDER}),
    Action.FLOOR_WITHDRAW: _SPEAKERS | _CHAIRS | _SECRETARIAT,
    Action.FLOOR_READY: _SPEAKERS | _CHAIRS | _SECRETARIAT,
    Action.FLOOR_TAKE: _SPEAKERS | _CHAIRS | _SECRETARIAT,
    Action.FLOOR_FINISH: _SPEAKERS | _CHAIRS | _SECRETARIAT,
    Action.FLOOR_FAIL: _SPEAKERS | _CHAIRS | _SECRETARIAT,
    Action.FLOOR_GIVE: _CHAIRS,
    Action.FLOOR_NEXT: _CHAIRS,
    Action.FLOOR_INVITE: _CHAIRS,
    Action.FLOOR_TAKE_BACK: _CHAIRS,
    Action.FLOOR_PUT_BACK: _CHAIRS,
    Action.FLOOR_MUTE: _CHAIRS,
    Action.FLOOR_EXTEND: _CHAIRS,
    Action.FLOOR_GO_AHEAD: _CHAIRS,
    Action.FLOOR_LANGUAGE: _INTERPRETERS | _TECHNICIANS,
    Action.VOICE_ON: _CHAIRS,
    Action.VOICE_OFF: _CHAIRS,
    Action.QUEUE_MOVE: _CHAIRS,
    Action.QUEUE_CLOSE: _CHAIRS,
    Action.QUEUE_OPEN: _CHAIRS,
    Action.LEAD_PASS: _CHAIRS | _SECRETARIAT,
    Action.ITEM_OPEN: _CHAIRS,
    Action.ITEM_CLOSE: _CHAIRS,
    Action.CONCLUSION_DRAFT: _CHAIRS | _SECRETARIAT,
    Action.CONCLUSION_READ: _CHAIRS,
    Action.CONCLUSION_ASK: _CHAIRS,
    Action.CONCLUSION_RESUME: _CHAIRS,
    Action.CONCLUSION_CORRECT: _SECRETARIAT,
    Action.URGENCY_FLAG: _CHAIRS,
    Action.URGENCY_AUTHORISE: _SECRETARIAT,
    Action.REPORT_WRITE: _SECRETARIAT,
    Action.REPORT_PUBLISH: _SECRETARIAT,
    Action.REPORT_SUBMIT: _SECRETARIAT,
    Action.STATEMENT_HAND_IN: _SPEAKERS,
    Action.STATEMENT_WITHDRAW: _SPEAKERS,
    Action.STATEMENTS_SEE: _INTERPRETERS | _CHAIRS | _SECRETARIAT,
    Action.SUMMARY_EDIT: _SECRETARIAT,
    Action.SUMMARY_CORRECT: _SPEAKERS,
    Action.SUMMARY_ANSWER: _SECRETARIAT,
    Action.SUMMARY_PUBLISH: _SECRETARIAT,
    Action.POSITION_OBJECT: frozenset({Right.OBJECT}),
    Action.POSITION_DEFER: frozenset({Right.DEFER}),
    Action.POSITION_STATE: frozenset({Right.SPEAK, Right.OBJECT}),
    Action.POSITION_WITHDRAW: frozenset({Right.SPEAK, Right.OBJECT, Right.DEFER}),
    Action.POSITION_RECORD: _CHAIRS,
    Action.POSITION_RECORD_WITHDRAWAL: _CHAIRS,
    Action.SITTING_OPEN: _CHAIRS,
    Action.SITTING_SUSPEND: _CHAIRS,
    Action.SITTING_RESUME: _CHAIRS,
    Action.SITTING_PROLONG: _CHAIRS,
    Action.SITTING_INTERPRETATION_WAIT: _CHAIRS,
    Action.SITTING_END: _CHAIRS,
    Action.SITTING_REOPEN: _CHAIRS,
    Action.SITTING_UNDO: _CHAIRS,
    Action.RULING_GIVE: _CHAIRS,
    Action.ROOM_REMOVE: _CHAIRS,
    Action.ROOM_READMIT: _CHAIRS,
    Action.ROOM_RENEW: _CHAIRS | _TECHNICIANS,
    Action.BOOTH_ENTER: _INTERPRETERS,
    Action.BOOTH_LEAVE: _INTERPRETERS,
    Action.BOOTH_ON_AIR: _INTERPRETERS,
    Action.BOOTH_OFF_AIR: _INTERPRETERS,
    Action.BOOTH_HANDOVER: _INTERPRETERS,
    Action.BOOTH_SIGNAL: _INTERPRETERS,
    Action.SIGNALS_SEE: _INTERPRETERS | _TECHNICIANS,
    Action.BOOTH_SAY: _INTERPRETERS | {Role.CAPTIONER} | _TECHNICIANS | _CHAIRS,
    Action.CONNECTION_TEST: _besides(Right.ENTER),
    Action.CONNECTION_TESTS_SEE: _DESK,
    Action.SLOT_BOOK: _besides(Right.ENTER),
    Action.PRACTISE: _SPEAKERS | _INTERPRETERS,
    Action.REHEARSAL_COMMENT: _besides(Right.ENTER),
    Action.REHEARSAL_REPORT_SEE: _DESK | _CHAIRS,
    Action.REHEARSAL_REPORT_EDIT: _SECRETARIAT,
    Action.HELP_POST: EVERYBODY,
    Action.HELP_CONSENT: EVERYBODY,
    Action.HELP_REPORT: EVERYBODY,
    Action.HELP_END: EVERYBODY,
    Action.HELP_READ: _DESK,
    Action.HELP_ANSWER: _DESK,
    Action.HELP_ASK: _DESK,
    Action.TURNS_SEE: _DESK,
    Action.PERMISSIONS_SEE: _SECRETARIAT,
    Action.REGISTRATION_SUBMIT: EVERYBODY,
    Action.REGISTRATION_NOMINATE: _MEMBERS | _SECRETARIAT,
    Action.REGISTRATION_ENDORSE: _MEMBERS | _SECRETARIAT,
    Action.REGISTRATION_CHANGE: EVERYBODY,
    Action.REGISTRATION_WITHDRAW: EVERYBODY,
    Action.REGISTRATION_CONFIRM: _SECRETARIAT,
    Action.REGISTRATION_REFUSE: _MEMBERS | _SECRETARIAT,
    Action.REGISTRATION_REOPEN: _SECRETARIAT,
    Action.REGISTRATION_UNDO: _SECRETARIAT,
    Action.FOCAL_POINT_NAME: _SECRETARIAT,
    Action.FOCAL_POINT_DELEGATE: _MEMBERS,
    Action.FOCAL_POINT_WITHDRAW: _MEMBERS | _SECRETARIAT,
    Action.FOCAL_POINT_ACCEPT: EVERYBODY,
    Action.PARTICIPANTS_LIST: _besides(Right.SEE_PARTICIPANTS),
    Action.DOCUMENTS_READ: _besides(Right.READ_DOCUMENTS),
    Action.PEOPLE_SEE: _SECRETARIAT,
    Action.PEOPLE_IMPORT: _SECRETARIAT,
    Action.MEMBER_EDIT: _SECRETARIAT,
    Action.BODY_EDIT: _SECRETARIAT,
    Action.MAIL_SEND: _SECRETARIAT,
    Action.ARRIVAL_FILE: _SECRETARIAT,
    Action.LINK_SEND: _SECRETARIAT,
    Action.BADGES_PRINT: _SECRETARIAT,
    Action.BADGES_CHECK: _DESK,
    Action.CONSULTATION_EDIT: _SECRETARIAT,
    Action.CONSULTATION_END: _SECRETARIAT,
    Action.CONSULTATION_EXPORT: _SECRETARIAT,
    Action.CONSULTATION_DELETE: _SECRETARIAT,
    Action.JOURNAL_SEE: _SECRETARIAT,
    Action.DELETION_CONFIRM: _SECRETARIAT,
    Action.LETTER_WRITE: _SECRETARIAT,
    Action.LETTER_CLEAR: _SECRETARIAT,
    Action.LETTER_SEND: _SECRETARIAT,
    Action.LETTER_ACKNOWLEDGE: _MEMBERS,
    Action.DEADLINE_EXTEND: _SECRETARIAT,
    Action.RESULT_DECLARE: _CHAIRS,
    Action.REPLIES_SEE: _SECRETARIAT | _CHAIRS,
    Action.REPLY_GIVE: _ANSWERERS,
    Action.REPLY_ENTER: _SECRETARIAT,
    Action.REPLY_CONFIRM: _SECRETARIAT,
    Action.REPLY_ACCEPT: _CHAIRS,
    Action.REPLY_REMIND: _SECRETARIAT,
    Action.CONDITIONS_SORT: _SECRETARIAT,
    Action.CONTRIBUTION_SUBMIT: _CONTRIBUTORS,
    Action.CONTRIBUTION_NAME: _CONTRIBUTORS,
    Action.CONTRIBUTIONS_SEE: _SECRETARIAT | _CHAIRS,
    Action.CONTRIBUTION_EDIT: _SECRETARIAT,
    Action.CONTRIBUTION_CONFIRM: _SECRETARIAT,
    Action.CONTRIBUTION_ACCEPT: _CHAIRS,
    Action.ITEM_EDIT: _SECRETARIAT,
    Action.GLOSSARY_READ: _INTERPRETERS | {Role.CAPTIONER} | _SECRETARIAT,
    Action.GLOSSARY_EDIT: _SECRETARIAT,
    Action.DOCUMENT_EDIT: _SECRETARIAT,
    Action.DOCUMENT_POST: _SECRETARIAT,
    Action.DOCUMENT_WITHDRAW: _SECRETARIAT,
    Action.AGENDA_CHOOSE: _CHAIRS,
    Action.PLAN_EDIT: _SECRETARIAT | _CHAIRS,
}
#: Of these, a delegate does only what is about themselves, or about their Member while they answer for it.
OWN_OR_ANSWERING = frozenset(
    {
        Action.REGISTRATION_SUBMIT,
        Action.REGISTRATION_NOMINATE,
        Action.REGISTRATION_ENDORSE,
        Action.REGISTRATION_CHANGE,
        Action.REGISTRATION_WITHDRAW,
        Action.REGISTRATION_REFUSE,
        Action.FOCAL_POINT_DELEGATE,
        Action.FOCAL_POINT_WITHDRAW,
        Action.LETTER_ACKNOWLEDGE,
        Action.REPLY_GIVE,
        Action.SLOT_BOOK,
    }
)
#: A delegate does these for their own Member: registered for it, or answering for it.
FOR_OWN_MEMBER = frozenset({Action.CONTRIBUTION_SUBMIT, Action.CONTRIBUTION_NAME})
#: What is done for a Member, and by nobody who represents none.
FOR_A_MEMBER = frozenset(
    {
        Action.REGISTRATION_NOMINATE,
        Action.REGISTRATION_ENDORSE,
        Action.REGISTRATION_REFUSE,
        Action.FOCAL_POINT_DELEGATE,
        Action.LETTER_ACKNOWLEDGE,
        Action.REPLY_GIVE,
        *FOR_OWN_MEMBER,
    }
)
#: What a person does about themselves, whoever they are.
OWN = frozenset(
    {
        Action.REGISTRATION_SUBMIT,
        Action.REGISTRATION_CHANGE,
        Action.REGISTRATION_WITHDRAW,
        Action.FOCAL_POINT_WITHDRAW,
        Action.FOCAL_POINT_ACCEPT,
        Action.LINK_SEND,
        Action.SLOT_BOOK,
    }
)
#: What of the two who may preside only the presiding officer does, though the table permits it to both (rule 4).
PRESIDING = frozenset(
    {
        Action.FLOOR_GIVE,
        Action.FLOOR_NEXT,
        Action.FLOOR_INVITE,
        Action.FLOOR_TAKE_BACK,
        Action.FLOOR_PUT_BACK,
        Action.FLOOR_MUTE,
        Action.FLOOR_EXTEND,
        Action.FLOOR_GO_AHEAD,
        Action.VOICE_ON,
        Action.VOICE_OFF,
        Action.QUEUE_MOVE,
        Action.QUEUE_CLOSE,
        Action.QUEUE_OPEN,
        Action.ITEM_OPEN,
        Action.ITEM_CLOSE,
        Action.CONCLUSION_READ,
        Action.CONCLUSION_ASK,
        Action.CONCLUSION_RESUME,
        Action.POSITION_RECORD,
        Action.POSITION_RECORD_WITHDRAWAL,
        Action.SITTING_OPEN,
        Action.SITTING_SUSPEND,
        Action.SITTING_RESUME,
        Action.SITTING_PROLONG,
        Action.SITTING_INTERPRETATION_WAIT,
        Action.SITTING_END,
        Action.SITTING_REOPEN,
        Action.SITTING_UNDO,
        Action.RULING_GIVE,
        Action.ROOM_REMOVE,
        Action.ROOM_READMIT,
        Action.ROOM_RENEW,
    }
)


class Condition(Enum):
    """When somebody of a class or role may do something."""

    ALWAYS = "always"
    PRESIDING = "presiding"
    OWN = "own"
    ANSWERING = "answering"
    OWN_OR_ANSWERING = "own_or_answering"
    NEVER = "never"


def permits(capacity: Capacity | None, action: Action) -> bool:
    """Whether the table permits somebody of this class or role to do this at all."""
    permitted = PERMISSIONS[action]
    if isinstance(capacity, ParticipationClass):
        return not permitted.isdisjoint(capacity.rights) and not (capacity.of_persons and action in FOR_A_MEMBER)
    return capacity in permitted


def condition(capacity: Capacity | None, action: Action) -> Condition:
    """Under which condition somebody of this class or role may do this.

    Args:
        capacity: ``None`` for a person without a confirmed registration.
    """
    permitted = permits(capacity, action)
    if capacity is Role.SECRETARIAT:
        return Condition.ALWAYS if permitted else Condition.NEVER
    represents = isinstance(capacity, ParticipationClass) and not capacity.of_persons
    answers = permitted and represents and action in OWN_OR_ANSWERING
    if action in OWN:
        return Condition.OWN_OR_ANSWERING if answers else Condition.OWN
    if answers:
        return Condition.ANSWERING
    if permitted and action in PRESIDING and capacity in PRESIDING_ROLES:
        return Condition.PRESIDING
    return Condition.ALWAYS if permitted else Condition.NEVER


def may(capacity: Capacity, action: Action) -> Decision:
    """Whether somebody of this class or role may do this at all; the other rules then look at the moment."""
    if permits(capacity, action):
        return allow(RuleCode.PERMITTED, capacity=capacity.value, action=action.value)
    if action is Action.FLOOR_POINT_OF_ORDER:
        return refuse(RuleCode.POINT_OF_ORDER_NOT_PERMITTED, capacity=capacity.value)
    return refuse(RuleCode.NOT_PERMITTED, capacity=capacity.value, action=action.value)
