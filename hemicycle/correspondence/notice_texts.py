"""The texts of the mails about replies: receipts, reminders, and what becomes of a reply or a condition."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.mail.texts import Template

REMINDER = "reply_reminder"
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = (
    "letter",
    "deadline",
    "reply_page",
    "versions_page",
    "confirm_page",
    "receipt",
    "given_by",
    "received",
    "standing",
    "condition",
    "became",
    "said",
)
SILENCE_BROKEN = "silence_broken"
RESULT, RESULT_WITHOUT = "result_declared", "result_without_late"
TEXTS: dict[str, Template] = {
    RESULT: Template(
        gettext_lazy("Result declared"),
        lambda: _("Result of letter {letter}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the Chair declared the result of the replies to letter {letter}.\n\n"
            "{result}\n\n"
            "The deadline was {deadline}. The letter: {letter_page}"
        ),
        registered=False,
        names=("letter", "deadline", "result", "letter_page"),
        required=("letter", "result"),
    ),
    RESULT_WITHOUT: Template(
        gettext_lazy("Result declared without a late reply"),
        lambda: _("The late reply of {member} does not count: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the late reply of {member} to letter {letter}, received on {received}, does not count: it was received "
            "or entered after the deadline, {deadline}, and the Chair had not accepted it when the result was "
            "declared. After that, no reply is accepted. It stays on record.\n\n"
            "Receipt number: {receipt}\n\n"
            "To see it: {versions_page}"
        ),
        registered=False,
        names=("letter", "deadline", "received", "receipt", "versions_page"),
        required=("letter", "receipt"),
    ),
    SILENCE_BROKEN: Template(
        gettext_lazy("A silence procedure is broken"),
        lambda: _("The silence is broken, letter {letter}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nan objection to letter {letter} was received on {received}: the silence is broken.\n\n"
            "The deadline is {deadline}. The letter: {letter_page}"
        ),
        registered=False,
        names=("letter", "deadline", "received", "letter_page"),
        required=("letter",),
    ),
    "reply_receipt": Template(
        gettext_lazy("Receipt for a reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline is {deadline}. Until then you can change the reply; every version "
            "is kept. To see it: {reply_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "reply_late": Template(
        gettext_lazy("Receipt for a late reply"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe reply of {member} to letter {letter} was received on {received}.\n\nReceipt number: "
            "{receipt}\n{standing}\n\nThe deadline was {deadline}. To see the reply, with every version: {reply_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "reply_entry_waits": Template(
        gettext_lazy("A reply received on paper, by e-mail or by telephone was entered"),
        lambda: _("A reply was entered for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the secretariat entered a reply of {member} to letter {letter} that it received on {received} "
            "otherwise than online. It counts once a second person has confirmed it.\n\n"
            "Receipt number: {receipt}\n"
            "{standing}\n\n"
            "If it is not the reply of your Member, please write to the secretariat at once. "
            "To see it: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "reply_by_mail": Template(
        gettext_lazy("A reply received by e-mail awaits confirmation"),
        lambda: _("Confirm the reply of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the message of {given_by} was received on {received} and read as the reply of {member} to letter "
            "{letter}. It does not count yet. To compare what was read and to submit it: {confirm_page}\n\n"
            "If you do not, it counts once the secretariat has compared it with the message.\n\n"
            "Receipt number: {receipt}\n"
            "{standing}\n\n"
            "If it is not the reply of your Member, please write to the secretariat at once."
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt", "confirm_page"),
    ),
    "reply_entry_returned": Template(
        gettext_lazy("A reply received on paper, by e-mail or by telephone was not confirmed"),
        lambda: _("A reply entered for {member} was not confirmed: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the reply of {member} to letter {letter} that the secretariat entered does not match its source, and "
            "was not confirmed. It does not count; the secretariat enters the reply again.\n\n"
            "Receipt number: {receipt}\n\n"
            "To see every reply: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "reply_entered": Template(
        gettext_lazy("A reply received on paper, by e-mail or by telephone was confirmed"),
        lambda: _("Receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the secretariat entered a reply of {member} to letter {letter} that it received on {received} "
            "otherwise than online, and a second person confirmed it.\n\n"
            "Receipt number: {receipt}\n"
            "{standing}\n\n"
            "Please check that it corresponds to the reply of your Member: {reply_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "reply_accepted": Template(
        gettext_lazy("A late reply was accepted"),
        lambda: _("The Chair accepted a late reply: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe Chair accepted the late reply of {member} to letter {letter}.\n\n"
            "Receipt number: {receipt}\n{standing}\n\nTo see it: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter",),
    ),
    "reply_declined": Template(
        gettext_lazy("A late reply was not accepted"),
        lambda: _("Your late reply does not count: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe Chair did not accept the late reply of {member} to letter {letter}.\n\n"
            "Receipt number: {receipt}\n{standing}\n\nTo see it: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter",),
    ),
    "reply_conflict": Template(
        gettext_lazy("Replies of a Member differ"),
        lambda: _("The replies of {member} differ: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "different replies to letter {letter} have been received for {member}; the last one has the "
            "receipt number {receipt}. None of them counts until the focal point settles the matter.\n\n"
            "Deadline: {deadline}.\n"
            "To see every reply: {versions_page}\n"
            "The focal point settles the matter here: {reply_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "reply_page"),
    ),
    "reply_settled": Template(
        gettext_lazy("Different replies of a Member were settled"),
        lambda: _("The replies of {member} are settled: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the different replies of {member} to letter {letter} are settled.\n\n"
            "Receipt number: {receipt}\n"
            "Given by: {given_by}\n"
            "{standing}\n\n"
            "To see every reply, and which one counts now: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter",),
    ),
    "reply_replaced": Template(
        gettext_lazy("An answer no longer counts"),
        lambda: _("Your answer for {member} no longer counts: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your answer for {member} to letter {letter} no longer counts. The answer with the receipt number "
            "{receipt} replaces it.\n\n"
            "To see every answer: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter",),
    ),
    "reply_replaced_by_another": Template(
        gettext_lazy("An answer no longer counts, to the secretariat and the focal point"),
        lambda: _("Another answer of {member} counts: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the answer of {member} to letter {letter} that counted until now no longer counts. The answer with the "
            "receipt number {receipt} replaces it.\n\n"
            "Given by: {given_by}\n"
            "{standing}\n\n"
            "To see every answer: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    "condition_changed": Template(
        gettext_lazy("Outcome of a condition recorded"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat has recorded the outcome of a condition with which {member} "
            "answered letter {letter}, and a second person confirmed it.\n\nCondition: {condition}\nStatus: {became}\n"
            "{said}\n\nIf this is not so, please write to the secretariat before the result is declared. "
            "To see the reply: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("condition", "became"),
    ),
    "condition_proposed": Template(
        gettext_lazy("Outcome of a condition: awaiting a second person"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat has recorded the outcome of a condition with which {member} "
            "answered letter {letter}. The condition stays as it is until a second person of the secretariat has "
            "confirmed this.\n\nCondition: {condition}\nStatus: {became}\n{said}\n\nIf this is not so, please write "
            "to the secretariat now. To see the reply: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("condition", "became"),
    ),
    "condition_kept": Template(
        gettext_lazy("Outcome of a condition: not confirmed"),
        lambda: _("A condition of {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the outcome that the secretariat had recorded for a condition with which {member} answered letter "
            "{letter} was not confirmed. The condition stays as it was.\n\n"
            "Condition: {condition}\n"
            "Status: {became}\n\n"
            "To see the reply: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("condition",),
    ),
    "reply_in_time": Template(
        gettext_lazy("Corrected receipt: a late reply is in time by an extension"),
        lambda: _("Corrected receipt {receipt}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe deadline of letter {letter} was extended to {deadline}. The reply of {member} that "
            "was received on {received} is no longer late. This receipt replaces the one that said so.\n\nReceipt "
            "number: {receipt}\n{standing}\n\nTo see the reply, with every version: {versions_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "receipt"),
    ),
    REMINDER: Template(
        gettext_lazy("Reminder to those who have not replied"),
        lambda: _("Please reply to letter {letter}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "letter {letter} asks {member} for a reply, and none has been received yet. The deadline is "
            "{deadline}.\n\n"
            "Please reply here: {reply_page}\n\n"
            "If you have sent the reply on paper or by e-mail, no action is needed: the secretariat is "
            "entering it."
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "deadline", "reply_page"),
    ),
}
