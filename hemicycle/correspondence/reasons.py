"""Why something about letters, what they ask and what came for them is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class CorrespondenceCode(ReasonCode):
    """Reasons of this room."""

    # Writing a letter.
    LETTER_SYMBOL = "letter_symbol", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_SERIES = "letter_series", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_SUBJECT_TOO_LONG = "letter_subject_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_BODY_TOO_LONG = "letter_body_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_TEXT_STATE = "letter_text_state", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_HALF_WRITTEN = "letter_half_written", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_BRACE_ALONE = "letter_brace_alone", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_ANNEXES_TOO_MANY = "letter_annexes_too_many", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_NUMBER_TAKEN = "letter_number_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_TEMPLATE_BROKEN = "letter_template_broken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LETTER_TEXT_CHANGED_MEANWHILE = "letter_text_changed_meanwhile"
    LETTER_EMAIL = "letter_email", None, HTTPStatus.UNPROCESSABLE_ENTITY
    EMBLEM_NOT_A_PICTURE = "emblem_not_a_picture", None, HTTPStatus.UNPROCESSABLE_ENTITY
    EMBLEM_TOO_LARGE = "emblem_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    EMBLEM_WITHOUT_WORDS = "emblem_without_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    WORD_NOT_DOCX = "word_not_docx", None, HTTPStatus.UNPROCESSABLE_ENTITY
    WORD_DAMAGED = "word_damaged", None, HTTPStatus.UNPROCESSABLE_ENTITY
    WORD_TOO_LARGE = "word_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    WORD_WITHOUT_TEXT = "word_without_text", None, HTTPStatus.UNPROCESSABLE_ENTITY
    EXTENSION_OF_WHAT = "extension_of_what", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Sending it.
    LETTER_WITHOUT_WORDS = "letter_without_words"
    LETTER_TO_NOBODY = "letter_to_nobody"
    LETTER_WITHOUT_SIGNATORY = "letter_without_signatory"
    LETTER_LANGUAGES_MISSING = "letter_languages_missing"
    LETTER_WITHOUT_ADDRESS = "letter_without_address"
    LETTER_REACHES_NOBODY = "letter_reaches_nobody"
    LETTER_PAPERS_NOT_FAILED = "letter_papers_not_failed"
    LETTER_NOT_TO_MEMBER = "letter_not_to_member"
    LETTER_PLACEHOLDER_EMPTY = "letter_placeholder_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONDITIONS_PROMISED = "conditions_promised"
    CONDITIONS_NAMED = "conditions_named"
    CONDITIONS_PERHAPS_PROMISED = "conditions_perhaps_promised"
    ANOTHER_DAY_NAMED = "another_day_named"
    CHANGES_NAME_ANOTHER_DAY = "changes_name_another_day"
    LETTER_DIFFERS_FROM_ENQUIRY = "letter_differs_from_enquiry"
    SUMMARY_OUTDATED = "summary_outdated"
    SUMMARY_NAMES_STATES = "summary_names_states"
    ANNEX_WITHOUT_QUESTIONS = "annex_without_questions"
    ASKED_BUT_NOT_ADDRESSED = "asked_but_not_addressed"
    DEADLINE_OF_NOTHING = "deadline_of_nothing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    VERSION_AND_DEADLINE = "version_and_deadline", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NEW_DEADLINE_NOT_NAMED = "new_deadline_not_named", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NEW_DEADLINE_MISSING = "new_deadline_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A language version that is added to it later.
    VERSION_EMPTY = "version_empty"
    VERSION_WITHOUT_TEXT = "version_without_text"
    VERSION_WITHOUT_CHANGES = "version_without_changes"
    VERSION_ANNEXES_MISSING = "version_annexes_missing"
    VERSION_QUESTIONS_MISSING = "version_questions_missing"
    VERSION_PARTS_MISSING = "version_parts_missing"
    LETTER_CORRECTED_SINCE = "letter_corrected_since"
    DEADLINE_EXTENDED_SINCE = "deadline_extended_since"
    ENQUIRY_OVER_SINCE = "enquiry_over_since"
    RESULT_DECLARED_SINCE = "result_declared_since"
    VERSION_DOUBTS = "version_doubts"
    VERSION_SHOWN_OTHERS = "version_shown_others"

    # What it asks.
    ENQUIRY_TO_NOBODY = "enquiry_to_nobody", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ENQUIRY_ZONE = "enquiry_zone", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ENQUIRY_WITHOUT_QUESTIONS = "enquiry_without_questions", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ENQUIRY_TOO_MANY_QUESTIONS = "enquiry_too_many_questions", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ENQUIRY_OPTIONS = "enquiry_options", None, HTTPStatus.UNPROCESSABLE_ENTITY
    VOTE_WITHOUT_CONDITIONS = "vote_without_conditions", None, HTTPStatus.UNPROCESSABLE_ENTITY
    QUESTIONS_ARE_FIXED = "questions_are_fixed"
    VOTES_SEALED = "votes_sealed"
    ENQUIRY_WORDS_MISSING = "enquiry_words_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Filling in a reply.
    REPLY_DRAFT_CHANGED = "reply_draft_changed"
    REPLY_SUBMITTED_MEANWHILE = "reply_submitted_meanwhile"

    # Conditions and their clusters.
    CONDITION_HEADING = "condition_heading", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONDITION_TOO_LONG = "condition_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLUSTER_NEEDS_TITLE = "cluster_needs_title", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONDITIONS_NOT_CHOSEN = "conditions_not_chosen", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_CONDITION = "no_such_condition", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLUSTER_OF_ANOTHER_HEADING = "cluster_of_another_heading", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_CLUSTER = "no_such_cluster", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Headings of conditions.
    HEADING_KEY_TAKEN = "heading_key_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    HEADING_WITHOUT_NAME = "heading_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    HEADING_CHANGED_MEANWHILE = "heading_changed_meanwhile"
    NO_SUCH_HEADING = "no_such_heading"
    TOO_MANY_HEADINGS = "too_many_headings"

    # Summaries.
    SUMMARY_NOT_DRAWN = "summary_not_drawn", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SUMMARY_EMPTY = "summary_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SUMMARY_CHANGED_MEANWHILE = "summary_changed_meanwhile"
    SUMMARY_ATTACHED = "summary_attached"

    # Reminders.
    NOBODY_TO_REMIND = "nobody_to_remind", None, HTTPStatus.UNPROCESSABLE_ENTITY
