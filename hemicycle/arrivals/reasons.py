"""Why a message waits for the secretariat, was put aside, or is not filed."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class ArrivalCode(ReasonCode):
    """Reasons of this room."""

    # It is certain.
    CERTAIN = "certain", None, HTTPStatus.OK

    # It is no message that a person wrote to us.
    OWN_MESSAGE = "own_message"
    BOUNCE = "bounce"
    AUTOMATIC_ANSWER = "automatic_answer"
    LIST_MESSAGE = "list_message"
    REPEATED = "repeated"

    # It waits for the secretariat.
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    SAME_IDENTIFIER = "same_identifier"
    PROBABLY_FORGED = "probably_forged"
    SENDER_UNKNOWN = "sender_unknown"
    SENDERS_SEVERAL = "senders_several"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_OVER = "place_over"
    OTHER_MEMBER = "other_member"
    FILES_APART = "files_apart"
    FILES_TOO_MANY = "files_too_many"
    ANSWER_UNCLEAR = "answer_unclear"
    NOTHING_ASKED = "nothing_asked"
    VOTE_BY_MESSAGE = "vote_by_message"
    NO_MANDATE = "no_mandate_to_answer"
    TAKEN_BACK = "taken_back"

    # It is not filed, or not dismissed.
    ARRIVAL_HANDLED = "arrival_handled"
    NOTHING_TO_TAKE_BACK = "nothing_to_take_back"
    NO_SUCH_PLACE = "no_such_place", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DISMISSAL_NEEDS_WORDS = "dismissal_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    COUNTS_ALREADY = "counts_already"
    ORIGINAL_ERASED = "original_erased"
