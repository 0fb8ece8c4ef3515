"""What each address asks of whoever opens it: an action of the table of permissions, or less.

The views ask for themselves, each where it knows whom it is about. This is the one list of what they ask: the page of
permissions shows it, and a test opens every address as every class and role and holds it against the table.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator


class Less(Enum):
    """What is less than an action of the table.

    Attributes:
        NOBODY: Open to everybody, signed in or not: signing in, and links that are proof themselves.
        SIGNATURE: For machines of ours, which sign what they say.
        SIGNED_IN: To sign in.
        REGISTERED: A registration in this consultation, whatever became of it.
        PART: A confirmed registration in this consultation.
        MEMBER: To be of the Member's delegation, to answer for it, or to be of the secretariat.
        ANSWERING: To answer for the Member, or to be of the secretariat.
        MANDATE: To answer for a Member in this consultation.
        REPLY: To answer for the Member whose reply it is, to have given it, or to see every reply.
    """

    NOBODY = "nobody"
    SIGNATURE = "signature"
    SIGNED_IN = "signed_in"
    REGISTERED = "registered"
    PART = "part"
    MEMBER = "member"
    ANSWERING = "answering"
    MANDATE = "mandate"
    REPLY = "reply"


Asked: TypeAlias = Action | Less

#: By the name of the address.
ASKS: dict[str, Asked] = {
    # One's own
    "home": Less.SIGNED_IN,
    "account_security": Less.SIGNED_IN,
    "account_logout": Less.NOBODY,
    "registration": Less.REGISTERED,
    "registration_change": Less.REGISTERED,
    "registration_withdraw": Less.REGISTERED,
    "register": Less.NOBODY,
    "register_code": Less.NOBODY,
    "badge": Action.ROOM_ENTER,
    "calendar": Action.ROOM_ENTER,
    "guide": Action.ROOM_ENTER,
    # Looked up
    "members": Less.SIGNED_IN,
    "member": Less.SIGNED_IN,
    "new_member": Action.MEMBER_EDIT,
    "document": Less.PART,
    "participants": Action.PARTICIPANTS_LIST,
    "permissions": Action.PERMISSIONS_SEE,
    # Delegations
    "delegation": Less.MEMBER,
    "delegation_act": Less.ANSWERING,
    "upload": Less.ANSWERING,
    # The secretariat's desk
    "people_desk": Action.PEOPLE_SEE,
    "people_acts": Action.PEOPLE_SEE,
    "people_undo": Action.REGISTRATION_UNDO,
    "registration_new": Action.PEOPLE_SEE,
    "registration_desk": Action.PEOPLE_SEE,
    "registration_desk_change": Action.PEOPLE_SEE,
    "registration_links": Action.LINK_SEND,
    "registration_settings": Action.CONSULTATION_EDIT,
    "members_desk": Action.PEOPLE_SEE,
    "imports": Action.PEOPLE_IMPORT,
    "import_rows": Action.PEOPLE_IMPORT,
    "import_columns": Action.PEOPLE_IMPORT,
    "papers": Action.BADGES_PRINT,
    "badge_check": Action.BADGES_CHECK,
    "mailings": Action.MAIL_SEND,
    "mailing": Action.MAIL_SEND,
    "write_mail": Action.MAIL_SEND,
    "mails_by_itself": Action.MAIL_SEND,
    # The desk of an enquiry
    "enquiries": Action.REPLIES_SEE,
    "enquiry_desk": Action.REPLIES_SEE,
    "enquiry_matrix": Action.REPLIES_SEE,
    "enquiry_items": Action.REPLIES_SEE,
    "enquiry_conditions": Action.REPLIES_SEE,
    "enquiry_summary": Action.REPLIES_SEE,
    "enquiry_extend": Action.DEADLINE_EXTEND,
    "enquiry_withdraw": Action.LETTER_WRITE,
    "enquiry_declare": Action.RESULT_DECLARE,
    # Replies
    "reply": Less.MANDATE,
    "reply_draft": Less.MANDATE,
    "reply_versions": Less.REPLY,
    "reply_receipt": Less.REPLY,
    "reply_enter": Action.REPLY_ENTER,
    "reminders": Action.REPLY_REMIND,
    "replies_waiting": Action.REPLIES_SEE,
    "reply_desk": Action.REPLIES_SEE,
    "reply_source": Action.REPLIES_SEE,
    "reply_confirm": Action.REPLY_CONFIRM,
    "reply_return": Action.REPLY_CONFIRM,
    "reply_accept": Action.REPLY_ACCEPT,
    # Letters
    "letters_desk": Action.LETTER_WRITE,
    "letter_new": Action.LETTER_WRITE,
    "letter_desk": Action.LETTER_WRITE,
    "letter_text": Action.LETTER_WRITE,
    "letter_annex": Action.LETTER_WRITE,
    "annex_file": Action.LETTER_WRITE,
    "letter_asks": Action.LETTER_WRITE,
    "letter_preview": Action.LETTER_WRITE,
    "letter_send": Action.LETTER_SEND,
    "letter_correct": Action.LETTER_WRITE,
    "letters": Less.PART,
    "letter": Less.PART,
    "letter_annex_file": Less.PART,
    "letter_by_mail": Less.NOBODY,
    # The agenda and the time plan
    "agenda": Less.PART,
    "time_plan": Less.PART,
    "agenda_desk": Action.PLAN_EDIT,
    "agenda_item": Action.PLAN_EDIT,
    "agenda_order": Action.PLAN_EDIT,
    "agenda_publish": Action.PLAN_EDIT,
    "plan_desk": Action.PLAN_EDIT,
    "plan_days": Action.PLAN_EDIT,
    "plan_publish": Action.PLAN_EDIT,
    # Sittings
    "people": Less.PART,
    "turns": Action.TURNS_SEE,
    "room": Action.ROOM_ENTER,
    "console": Action.LEAD_PASS,
    "booth": Action.BOOTH_ENTER,
    "desk": Action.TURNS_SEE,
    "join": Action.ROOM_ENTER,
    "push": Action.ROOM_ENTER,
    "documents": Action.ROOM_ENTER,
    "commands": Action.ROOM_ENTER,
    # Signing in
    "enter": Less.NOBODY,
    "personal_link": Less.NOBODY,
    "account_login": Less.NOBODY,
    "account_request_login_code": Less.NOBODY,
    "account_confirm_login_code": Less.NOBODY,
    "account_signup": Less.NOBODY,
    "account_inactive": Less.NOBODY,
    "mfa_authenticate": Less.NOBODY,
    "mfa_login_webauthn": Less.NOBODY,
    "openid_connect_login": Less.NOBODY,
    "openid_connect_callback": Less.NOBODY,
    "mfa_index": Less.SIGNED_IN,
    "mfa_list_webauthn": Less.SIGNED_IN,
    "mfa_add_webauthn": Less.SIGNED_IN,
    "mfa_edit_webauthn": Less.SIGNED_IN,
    "mfa_remove_webauthn": Less.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Less.SIGNED_IN,
    "mfa_activate_totp": Less.SIGNED_IN,
    "mfa_deactivate_totp": Less.SIGNED_IN,
    "mfa_view_recovery_codes": Less.SIGNED_IN,
    "mfa_generate_recovery_codes": Less.SIGNED_IN,
    "mfa_reauthenticate": Less.SIGNED_IN,
    # Words, languages, and machines
    "room_words": Less.NOBODY,
    "set_language": Less.NOBODY,
    "health": Less.NOBODY,
    "media_webhook": Less.SIGNATURE,
    "steward_sittings": Less.SIGNATURE,
    "steward_facts": Less.SIGNATURE,
}
#: What is asked beyond that where something is sent to a page that more people read.
SENT: dict[str, Asked] = {
    "member": Action.MEMBER_EDIT,
    "enquiry_conditions": Action.CONDITIONS_SORT,
    "enquiry_summary": Action.LETTER_WRITE,
    "agenda_desk": Action.AGENDA_CHOOSE,
    "agenda_item": Action.AGENDA_CHOOSE,
}


def asking(action: Action) -> Iterator[str]:
    """Names of the addresses that ask for an action."""
    return (name for asked in (ASKS, SENT) for name, wanted in asked.items() if wanted is action)
