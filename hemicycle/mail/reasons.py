"""Why a mail or a personal link is refused."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class MailCode(ReasonCode):
    """Reasons of this room."""

    # A mail.
    MAIL_PLACEHOLDER_UNKNOWN = "mail_placeholder_unknown", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_TOO_LONG = "mail_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_HALF_WRITTEN = "mail_half_written", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_WITHOUT_WORDS = "mail_without_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_TO_NOBODY = "mail_to_nobody", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_LANGUAGES_MISSING = "mail_languages_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_CHANGED = "mail_changed", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_PEOPLE_CHANGED = "mail_people_changed", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A text of ours that a consultation words itself.
    TEXT_PLACEHOLDER_MISSING = "text_placeholder_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TEXT_BRACE_ALONE = "text_brace_alone", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TEXT_HALF_WRITTEN = "text_half_written", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TEXT_CHANGED_MEANWHILE = "text_changed_meanwhile"

    # As whom a consultation writes.
    SENDER_NAME = "sender_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SENDER_ADDRESS = "sender_address", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Sending it again.
    MAIL_NOT_TO_BE_SENT_AGAIN = "mail_not_to_be_sent_again"
    MAIL_ADDRESS_INVALID = "mail_address_invalid"
    MAIL_ADDRESS_TAKEN = "mail_address_taken"

    # Personal links.
    LINKS_TOO_MANY = "links_too_many", None, HTTPStatus.TOO_MANY_REQUESTS
    NO_SUCH_LINK = "no_such_link"
