"""Why something about contributions is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class ContributionCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_CONTRIBUTION = "no_such_contribution"
    TOO_MANY_DRAFTS = "too_many_drafts"
    CONTRIBUTION_DRAFT_CHANGED = "contribution_draft_changed"
    CONTRIBUTION_LANGUAGE = "contribution_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_CLASS = "contribution_class", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_MEMBER = "contribution_member", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_FILE = "contribution_file", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_FILE_MISSING = "contribution_file_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_FILE_EMPTY = "contribution_file_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_SYMBOL_MISSING = "contribution_symbol_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_OWN_LANGUAGE = "contribution_own_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TRANSLATION_CHANGED = "translation_changed"
    CONTRIBUTION_CHANGED_MEANWHILE = "contribution_changed_meanwhile"
    PART_KEY_TAKEN = "part_key_taken"
    PART_WITHOUT_NAME = "part_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PART_CHANGED_MEANWHILE = "part_changed_meanwhile"
    PART_IN_USE = "part_in_use"
    NO_SUCH_PART = "no_such_part"
    TOO_MANY_PARTS = "too_many_parts"
    LAST_PART = "last_part"

    # A message by mail cannot be entered as a contribution.
    MAIL_WITHOUT_RIGHT = "mail_without_right"
    MAIL_WITHOUT_MEMBER = "mail_without_member", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_WITHOUT_ITEM = "mail_without_item", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_WITHOUT_FILE = "mail_without_file", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_WITH_FILES = "mail_with_files", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MAIL_ENTERED = "mail_entered"
    MAIL_ABOUT_CONTRIBUTION = "mail_about_contribution"
    MAIL_OF_CONTRIBUTION = "mail_of_contribution"
