"""Why something about the agenda or the time plan is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class AgendaCode(ReasonCode):
    """Reasons of this room."""

    # The agenda.
    DRAFT_CHANGED_MEANWHILE = "draft_changed_meanwhile"
    CHOICE_WORDS_TOO_LONG = "choice_words_too_long"
    ITEMS_NOT_CHOSEN = "items_not_chosen"
    AGENDA_UP_TO_DATE = "agenda_up_to_date"
    ITEM_NOT_ON_AGENDA = "item_not_on_agenda"

    # Items themselves.
    ITEM_NUMBER = "item_number", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ITEM_NUMBER_TAKEN = "item_number_taken"
    ITEM_TWICE = "item_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ITEM_WITHOUT_TITLE = "item_without_title", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ITEM_LANGUAGE = "item_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ITEM_PROPOSES = "item_proposes", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_DOCUMENT = "no_such_document", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_CLASS_FIRST = "no_such_class_first", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ITEM_WAS_PUT = "item_was_put"
    ITEM_TITLE_WAS_PUT = "item_title_was_put"
    ITEM_IS_ASKED = "item_is_asked"
    ITEM_HAS_CONTRIBUTIONS = "item_has_contributions"
    ITEM_IN_USE = "item_in_use"
    ITEM_WITHDRAWN_ALREADY = "item_withdrawn_already"
    ITEM_NOT_WITHDRAWN = "item_not_withdrawn"
    ITEM_WITHDRAWAL_NEEDS_WORDS = "item_withdrawal_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # The glossary.
    GLOSSARY_WITHOUT_TERM = "glossary_without_term", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_TOO_MANY_TERMS = "glossary_too_many_terms", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_LANGUAGE = "glossary_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_TWICE = "glossary_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_NO_ENTRY = "glossary_no_entry", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_NO_ITEM = "glossary_no_item", None, HTTPStatus.UNPROCESSABLE_ENTITY
    GLOSSARY_FULL = "glossary_full"
    GLOSSARY_CHANGED_MEANWHILE = "glossary_changed_meanwhile"
    GLOSSARY_EMPTY = "glossary_empty"

    # Lists of items.
    LIST_KEY_TAKEN = "list_key_taken"
    LIST_WITHOUT_NAME = "list_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    LIST_WAS_PUT = "list_was_put"
    LEAST_YES_WAS_PUT = "least_yes_was_put"
    NO_SUCH_LIST = "no_such_list"
    TOO_MANY_LISTS = "too_many_lists"

    # What outcomes are called.
    OUTCOMES_CHANGED_MEANWHILE = "outcomes_changed_meanwhile"

    # The time plan.
    ITEM_LEFT_AGENDA = "item_left_agenda"
    NO_SUCH_SITTING = "no_such_sitting"

    # Publishing.
    WHAT_CHANGES_TOO_LONG = "what_changes_too_long"
    WORDS_MISSING = "words_missing"
    TITLES_MISSING = "titles_missing"
    NOTHING_IS_DIFFERENT = "nothing_is_different"
    SYMBOL_INVALID = "symbol_invalid"
    VERSION_REPLACED = "version_replaced"
    NOTHING_CORRECTED = "nothing_corrected", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTION_WORDS_MISSING = "correction_words_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A form.
    FORM_UNREADABLE = "form_unreadable"
    NOT_A_LANGUAGE = "not_a_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
