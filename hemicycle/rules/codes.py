"""Why the procedure permits or refuses something, or why something stands as it does."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode, Rule


class RuleCode(ReasonCode):
    """Reasons of the procedure, by what they are about."""

    # Who takes part.
    NOTHING_AGAINST = "nothing_against", None, HTTPStatus.OK
    PERMITTED = "permitted", Rule.CAPACITY, HTTPStatus.OK
    NOT_PERMITTED = "not_permitted", Rule.CAPACITY, HTTPStatus.FORBIDDEN
    REGISTERED = "registered", Rule.CONFIRMED_REGISTRATION, HTTPStatus.OK
    NOT_REGISTERED = "not_registered", Rule.CONFIRMED_REGISTRATION, HTTPStatus.FORBIDDEN
    REGISTRATION_NOT_CONFIRMED = "registration_not_confirmed", Rule.CONFIRMED_REGISTRATION, HTTPStatus.FORBIDDEN
    NOT_IN_SITTINGS = "not_in_sittings", Rule.CAPACITY, HTTPStatus.FORBIDDEN
    NOT_REGISTERED_FOR_DAY = "not_registered_for_day", None, HTTPStatus.FORBIDDEN
    REMOVED = "removed", None, HTTPStatus.FORBIDDEN
    SITTING_ENDED = "sitting_ended", None, HTTPStatus.FORBIDDEN
    BADGE_GOOD = "badge_good", None, HTTPStatus.OK
    CONSULTATION_CLOSED = "consultation_closed"
    CORRECTED_ONCE_CLOSED = "corrected_once_closed"
    ENDING_CHANGED = "ending_changed"
    ENDING_NEEDS_WORDS = "ending_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SOMETHING_CAME_OF_IT = "something_came_of_it"
    OTHER_NAME_TYPED = "other_name_typed", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DELETED_BY_ANOTHER = "deleted_by_another", None, HTTPStatus.FORBIDDEN
    SITTING_UNDER_WAY = "sitting_under_way"
    CONSULTATION_NOT_TODAY = "consultation_not_today", None, HTTPStatus.FORBIDDEN

    # Classes.
    CLASS_WITHOUT_MEMBERS = "class_without_members", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASS_SPEAKS_UNSEEN = "class_speaks_unseen", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    PERSONS_WITH_MEMBERS = "persons_with_members", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    PERSONS_WITH_RIGHT = "persons_with_right", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    QUOTA_OF_PERSONS = "quota_of_persons", Rule.QUOTA, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASSES_NAME_ONE = "classes_name_one", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASSES_CLAIM_ONE = "classes_claim_one", Rule.CAPACITY, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASSES_IN_SITTING = "classes_in_sitting", Rule.CAPACITY
    CLASSES_WHILE_ASKED = "classes_while_asked"
    ZONE_IN_SITTING = "zone_in_sitting"
    ZONE_WHILE_ASKED = "zone_while_asked"
    CLASS_IN_USE = "class_in_use", Rule.CAPACITY
    BODY_IN_USE = "body_in_use"
    MEMBER_IN_USE = "member_in_use"
    FACTOR_IN_SITTING = "factor_in_sitting"
    BODY_PART_IN_USE = "body_part_in_use"
    KIND_CODES_IN_USE = "kind_codes_in_use"
    KIND_HAS_THIS = "kind_has_this"
    ORGAN_IN_USE = "organ_in_use"

    # Languages.
    LANGUAGES_NUMBER = "languages_number", None, HTTPStatus.UNPROCESSABLE_ENTITY
    FALLBACK_NOT_AMONG = "fallback_not_among", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BOOTHS_IN_SITTING = "booths_in_sitting"
    LANGUAGE_WRITTEN = "language_written"
    LANGUAGE_SPOKEN = "language_spoken"
    NOT_A_LANGUAGE_HERE = "not_a_language_here"

    # Registration.
    OPENING = "opening", None, HTTPStatus.OK
    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    REGISTRATION_OPEN = "registration_open", None, HTTPStatus.OK
    MEMBER_NOT_INVITED = "member_not_invited"
    REGISTRATION_NOT_OPEN = "registration_not_open"
    REGISTRATION_CLOSED = "registration_closed"
    CONSULTATION_OVER = "consultation_over"
    ROLE_BY_SECRETARIAT_ONLY = "role_by_secretariat_only"
    PERSON_BY_SECRETARIAT_ONLY = "person_by_secretariat_only"
    NO_CLASS_OF_PERSONS = "no_class_of_persons"
    REGISTERED_ALREADY = "registered_already"
    REGISTRATION_STEP = "registration_step"
    REFUSAL_NEEDS_WORDS = "refusal_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REGISTRATION_OVER = "registration_over"
    NAME_IS_THEIRS = "name_is_theirs"
    NOT_TO_BE_REPLACED = "not_to_be_replaced"
    SECOND_PERSON_LETS_IN = "second_person_lets_in", Rule.TWO_PERSONS
    INDEPENDENT_PERSON_LETS_IN = "independent_person_lets_in", Rule.TWO_PERSONS
    SECOND_PERSON_READDRESSES = "second_person_readdresses", Rule.TWO_PERSONS
    WHOLE_SECRETARIAT_DECIDES = "whole_secretariat_decides", Rule.TWO_PERSONS
    NOT_IN_SCOPE = "not_in_scope", Rule.CAPACITY, HTTPStatus.FORBIDDEN
    OWN_SCOPE = "own_scope"
    SCOPE_DAYS = "scope_days", None, HTTPStatus.UNPROCESSABLE_ENTITY
    SCOPE_HELD_ALREADY = "scope_held_already"
    SCOPE_OVER = "scope_over"
    LAST_WHOLE_SCOPE = "last_whole_scope"
    HAS_HEAD_ALREADY = "has_head_already"
    NO_QUOTA = "no_quota", Rule.QUOTA, HTTPStatus.OK
    WITHIN_QUOTA = "within_quota", Rule.QUOTA, HTTPStatus.OK
    QUOTA_FULL = "quota_full", Rule.QUOTA
    MEMBER_HAS_REGISTRATIONS = "member_has_registrations"
    MEMBER_HAS_LETTERS = "member_has_letters"
    UNDO = "undo", None, HTTPStatus.OK
    UNDO_OF_ANOTHER = "undo_of_another"
    UNDONE_ALREADY = "undone_already"
    UNDO_TOO_LATE = "undo_too_late"
    UNDO_SECONDS_OVER = "undo_seconds_over", Rule.UNDO
    MOVED_ON_SINCE = "moved_on_since"

    # Focal points.
    FOCAL_POINT = "focal_point", None, HTTPStatus.OK
    NO_MANDATE = "no_mandate", None, HTTPStatus.FORBIDDEN
    MANDATE_OVER = "mandate_over", None, HTTPStatus.FORBIDDEN
    MANDATE_DELEGATED = "mandate_delegated", None, HTTPStatus.FORBIDDEN
    STARTS_IN_THE_PAST = "starts_in_the_past", Rule.AS_AT_DATE
    MANDATE = "mandate", None, HTTPStatus.OK
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    DELEGATION = "delegation", None, HTTPStatus.OK
    DELEGATION_NEEDS_END = "delegation_needs_end"
    DELEGATION_OUTLIVES_MANDATE = "delegation_outlives_mandate"
    DELEGATION_TO_ONESELF = "delegation_to_oneself"
    DELEGATED_FOR_THAT_TIME = "delegated_for_that_time"
    MANDATE_NOT_YOURS = "mandate_not_yours", None, HTTPStatus.FORBIDDEN
    MANDATE_OVER_ALREADY = "mandate_over_already"
    WITHDRAWAL_NEEDS_WORDS = "withdrawal_needs_words"
    ENDS_BEFORE_THAT = "ends_before_that"
    ONE_CAPACITY = "one_capacity", Rule.ONE_CAPACITY
    HOLDS_MANDATE = "holds_mandate", Rule.ONE_CAPACITY
    INSTRUMENT_MISSING = "instrument_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MANDATE_TO_ACCEPT = "mandate_to_accept", Rule.ONE_CAPACITY, HTTPStatus.OK
    MANDATE_NOT_ACCEPTED = "mandate_not_accepted", Rule.ONE_CAPACITY, HTTPStatus.FORBIDDEN
    MANDATE_ACCEPTED_ALREADY = "mandate_accepted_already"
    MANDATE_NOT_YOURS_TO_ACCEPT = "mandate_not_yours_to_accept", None, HTTPStatus.FORBIDDEN
    ANSWERS_FOR_MEMBER = "answers_for_member", Rule.ONE_CAPACITY
    STAYING_NEEDS_WORDS = "staying_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MANDATE_OF_WITHDRAWN = "mandate_of_withdrawn", Rule.ONE_CAPACITY, HTTPStatus.FORBIDDEN

    # The lead.
    LEADS = "leads", Rule.LEAD, HTTPStatus.OK
    NOT_A_LEADER = "not_a_leader", Rule.LEAD
    DOES_NOT_LEAD = "does_not_lead", Rule.LEAD
    LEADS_ALREADY = "leads_already"
    LEAD_PASSED = "lead_passed", Rule.LEAD, HTTPStatus.OK
    SITTING_HAS_BEGUN = "sitting_has_begun"
    RECEIVER_NOT_A_LEADER = "receiver_not_a_leader", Rule.LEAD
    LIST_OPEN_ALREADY = "list_open_already"
    LIST_CLOSED_ALREADY = "list_closed_already"
    SITTING_ELSEWHERE = "sitting_elsewhere"
    SITTING_ON_ANOTHER_DAY = "sitting_on_another_day", Rule.FIVE_DAYS
    ANOTHER_SITTING_OPEN = "another_sitting_open", Rule.FIVE_DAYS
    WINDOW_OVER = "window_over", Rule.FIVE_DAYS
    IN_WINDOW = "in_window", Rule.FIVE_DAYS, HTTPStatus.OK
    WINDOW_NOT_OVER = "window_not_over"
    SITTING_NOT_ENDED = "sitting_not_ended"
    REOPENING_WITHOUT_REASON = "reopening_without_reason", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REOPENED = "reopened", Rule.FIVE_DAYS, HTTPStatus.OK
    PROLONGED = "prolonged", Rule.FIVE_DAYS, HTTPStatus.OK
    NOT_ONESELF = "not_oneself"
    REMOVED_ALREADY = "removed_already"
    NOT_REMOVED = "not_removed"

    # The floor.
    MAY_SPEAK = "may_speak", Rule.NO_CONTRIBUTION, HTTPStatus.OK
    POINT_OF_ORDER = "point_of_order", Rule.POINT_OF_ORDER, HTTPStatus.OK
    POINT_OF_ORDER_NOT_PERMITTED = "point_of_order_not_permitted", Rule.POINT_OF_ORDER
    SITTING_NOT_OPEN = "sitting_not_open"
    HOLDS_FLOOR_ALREADY = "holds_floor_already"
    WAITS_ALREADY = "waits_already"
    LIST_CLOSED = "list_closed"
    TIMES_SPENT = "times_spent", Rule.TIMES_AN_ITEM
    TIMES_SPENT_MEANWHILE = "times_spent_meanwhile", Rule.TIMES_AN_ITEM
    LEADER_OVERRIDES_TIMES = "leader_overrides_times", Rule.TIMES_AN_ITEM, HTTPStatus.OK
    OVERRIDE_NEEDS_WORDS = "override_needs_words", Rule.TIMES_AN_ITEM
    FLOOR_GIVEN = "floor_given", Rule.ONE_SPEAKER, HTTPStatus.OK
    HAS_FLOOR_ALREADY = "has_floor_already"
    TURN_OVER = "turn_over"
    TURN_ELSEWHERE = "turn_elsewhere"
    NEXT_IN_ORDER = "next_in_order", Rule.QUEUE_ORDER, HTTPStatus.OK
    NOBODY_WAITS = "nobody_waits"
    QUEUE_CHANGED = "queue_changed"
    LEADER_INVITES = "leader_invites", None, HTTPStatus.OK
    DOES_NOT_SPEAK = "does_not_speak", Rule.CAPACITY
    NOT_HERE = "not_here"
    NOT_CONNECTED = "not_connected"
    IS_REMOVED = "is_removed"
    SPEAKS = "speaks", Rule.ONE_SPEAKER, HTTPStatus.OK
    PRESIDES = "presides", Rule.ONE_SPEAKER, HTTPStatus.OK
    SPEAKS_NEXT = "speaks_next", Rule.ONE_SPEAKER, HTTPStatus.OK
    INTERPRETS = "interprets", Rule.ONE_SPEAKER, HTTPStatus.OK
    NO_FLOOR = "no_floor", Rule.ONE_SPEAKER
    IN_TIME = "in_time", Rule.SPEAKING_TIME, HTTPStatus.OK
    NEARLY_OVER = "nearly_over", Rule.SPEAKING_TIME, HTTPStatus.OK
    OVER_TIME = "over_time", Rule.SPEAKING_TIME, HTTPStatus.OK
    IN_ORDER = "in_order", Rule.QUEUE_ORDER, HTTPStatus.OK
    AFTER_OTHERS = "after_others", Rule.QUEUE_ORDER, HTTPStatus.OK
    FIRST_ON_ITEM = "first_on_item", Rule.QUEUE_ORDER, HTTPStatus.OK
    ORDER_MOVES_QUEUE = "order_moves_queue", Rule.QUEUE_ORDER
    MOVED_BY_LEADER = "moved_by_leader", Rule.PLACE_HAS_REASON, HTTPStatus.OK

    # Conduct.
    REQUESTS_UNDECIDED = "requests_undecided", Rule.REQUESTS_OF_ITEM
    TURN_IN_PROGRESS = "turn_in_progress", Rule.REQUESTS_OF_ITEM
    MOTION = "motion", Rule.MOTIONS, HTTPStatus.OK
    RIGHT_OF_REPLY = "right_of_reply", Rule.RIGHT_OF_REPLY, HTTPStatus.OK
    MOTION_NOT_BEFORE_THEM = "motion_not_before_them", Rule.RULING
    RULING_UNCLEAR = "ruling_unclear", Rule.RULING, HTTPStatus.UNPROCESSABLE_ENTITY
    RULING_NEEDS_WORDS = "ruling_needs_words", Rule.RULING, HTTPStatus.UNPROCESSABLE_ENTITY
    RULED = "ruled", Rule.RULING, HTTPStatus.OK
    SUSPENDED_TOO_LONG = "suspended_too_long", Rule.MOTIONS, HTTPStatus.UNPROCESSABLE_ENTITY
    UNDO_SINCE_CHANGED = "undo_since_changed", Rule.UNDO
    NOTHING_TO_UNDO = "nothing_to_undo"

    # Booths.
    NOT_THEIR_BOOTH = "not_their_booth"
    NO_BOOTH_FOR_ROLE = "no_booth_for_role"
    BOOTHS_OF_ENDED = "booths_of_ended"
    NO_SEAT = "no_seat"
    PARTNER_ON_AIR = "partner_on_air"
    NO_PARTNER = "no_partner"
    BOOTH_SIGNAL = "booth_signal", Rule.BOOTH_SIGNALS, HTTPStatus.OK
    NO_TURN_TO_SIGNAL = "no_turn_to_signal", Rule.BOOTH_SIGNALS
    SIGNALS_TOO_MANY = "signals_too_many", Rule.BOOTH_SIGNALS
    CHAT_OTHER_CIRCLE = "chat_other_circle", None, HTTPStatus.FORBIDDEN
    CHAT_NOBODY_PRESIDES = "chat_nobody_presides"
    CHAT_EMPTY = "chat_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CHAT_TOO_MANY = "chat_too_many", None, HTTPStatus.TOO_MANY_REQUESTS
    BOOTH_WORKS_FROM_NOTHING = "booth_works_from_nothing", Rule.RELAY, HTTPStatus.UNPROCESSABLE_ENTITY
    PIVOT_IS_ITSELF = "pivot_is_itself", Rule.RELAY, HTTPStatus.UNPROCESSABLE_ENTITY
    PIVOT_NOT_WORKED_FROM = "pivot_not_worked_from", Rule.RELAY, HTTPStatus.UNPROCESSABLE_ENTITY
    PIVOTS_IN_A_LOOP = "pivots_in_a_loop", Rule.RELAY, HTTPStatus.UNPROCESSABLE_ENTITY
    RELAYS_AT_MOST = "relays_at_most", Rule.RELAY, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_TIME_UNREADABLE = "shift_time_unreadable", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_WITHOUT_TIME = "shift_without_time", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_OUTSIDE_SITTING = "shift_outside_sitting", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_OF_NO_INTERPRETER = "shift_of_no_interpreter", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_IN_OTHERS_BOOTH = "shift_in_others_booth", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_IN_TWO_BOOTHS = "shift_in_two_booths", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SHIFT_TWICE = "shift_twice", Rule.SHIFTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SITTING_HAS_SHIFTS = "sitting_has_shifts", Rule.SHIFTS
    SHIFTS_MISSING = "shifts_missing", Rule.SHIFTS
    SHIFT_GAP = "shift_gap", Rule.SHIFTS
    SHIFT_ALONE = "shift_alone", Rule.SHIFTS
    SHIFT_LEFT_BEHIND = "shift_left_behind", Rule.SHIFTS
    LIGHT_DOES_NOT_WAIT = "light_does_not_wait"

    # The agenda.
    LISTED_TO_STAY = "urgent_stays", Rule.CANDIDATES, HTTPStatus.OK  # as agendas that are published keep it
    FOR_INFORMATION = "for_information", Rule.CANDIDATES
    LIST_HAS_ITEMS = "list_has_items"
    ASKED_FOR = "asked_for", Rule.CANDIDATES, HTTPStatus.OK
    ITEM_WITHDRAWN = "item_withdrawn"
    CONTRIBUTED = "contributed", Rule.CONTRIBUTION_CANDIDATES, HTTPStatus.OK
    NOT_ASKED_FOR = "not_asked_for", Rule.CANDIDATES
    REMOVED_BY_CHAIR = "removed_by_chair", Rule.CANDIDATES
    NOT_CONFIRMED_YET = "not_confirmed_yet", Rule.CANDIDATES
    CONFIRMED_BY_CHAIR = "confirmed_by_chair", Rule.CANDIDATES, HTTPStatus.OK
    CHAIR_CHOOSES = "chair_chooses", Rule.CANDIDATES, HTTPStatus.OK
    CHOICE_NEEDS_WORDS = "choice_needs_words"
    ITEM_WAS_REMOVED = "item_was_removed"
    ITEM_DISCUSSED = "item_discussed"
    AGENDA_OUT_OF_DATE = "agenda_out_of_date"
    AGENDA_EMPTY = "agenda_empty"
    ITEM_OPEN_ALREADY = "item_open_already"
    ITEM_NOT_OPEN = "item_not_open"
    PRACTICE_TAKES_NO_ITEM = "practice_takes_no_item", Rule.PRACTICE
    PRACTICE_BEGAN = "practice_began", Rule.PRACTICE
    PRACTICE_WITHOUT_TIME = "practice_without_time", Rule.PRACTICE
    PRACTICE_HAS_NO_SUMMARY = "practice_has_no_summary", Rule.PRACTICE
    OUTCOME_PERMITTED = "outcome_permitted", Rule.OUTCOMES, HTTPStatus.OK
    DECIDES_NOTHING = "decides_nothing", Rule.DECIDES_NOTHING
    OUTCOME_SAYS_DECISION = "outcome_says_decision", Rule.DECIDES_NOTHING, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_OUTCOME = "no_such_outcome", Rule.OUTCOMES
    NOTED_WITH_PROPOSAL = "noted_with_proposal", Rule.OUTCOMES
    OUTCOMES_IN_DISCUSSION = "outcomes_in_discussion", Rule.OUTCOMES

    # Conclusions.
    POSITION_NOT_PERMITTED = "position_not_permitted", Rule.WHO_DEFERS, HTTPStatus.FORBIDDEN
    ITEM_NOT_DISCUSSED = "item_not_discussed", Rule.STANDING_OBJECTION
    NOTHING_PROPOSED = "nothing_proposed"
    POSITION_NEEDS_WORDS = "position_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    POSITION_STANDS_ALREADY = "position_stands_already"
    POSITION_WITHDRAWN_ALREADY = "position_withdrawn_already"
    POSITION_UNREAD = "position_unread"
    OBJECTIONS_IN_DISCUSSION = "objections_in_discussion", Rule.STANDING_OBJECTION
    OBJECTION_RECORDED = "objection_recorded", Rule.WHO_DEFERS, HTTPStatus.OK
    CONCLUSION_TOO_LONG = "conclusion_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONCLUSION_OF_ENDED_ITEM = "conclusion_of_ended_item", Rule.SENT_NEVER_CHANGES
    CONCLUSION_IS_DRAFTED = "conclusion_is_drafted"
    CONCLUSION_BEING_ASKED = "conclusion_being_asked"
    CONCLUSION_CHANGED = "conclusion_changed"
    CONCLUSION_UNREAD = "conclusion_unread"
    CONCLUSION_CHANGED_SINCE = "conclusion_changed_since"
    CONCLUSION_NOT_ASKED = "conclusion_not_asked"
    CORRECTION_NEEDS_WORDS = "correction_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STILL_ASKING = "still_asking"
    NO_OBJECTION = "no_objection", Rule.OUTCOMES, HTTPStatus.OK
    OBJECTION_RECORDED_ONLY = "objection_recorded_only", Rule.WHO_DEFERS, HTTPStatus.OK
    ITEM_NOTED = "item_noted", Rule.OUTCOMES, HTTPStatus.OK
    DEFERRED_BY_WISH = "deferred_by_wish", Rule.WISH_TO_DEFER, HTTPStatus.OK
    DOCUMENT_DEFERRED_BY_WISH = "document_deferred_by_wish", Rule.WISH_TO_DEFER, HTTPStatus.OK
    DEFERRED_BY_MOTION = "deferred_by_motion", Rule.SUSPENSION_DEFERS, HTTPStatus.OK
    DEFERRED_BY_OBJECTION = "deferred_by_objection", Rule.SUSPENSION_DEFERS, HTTPStatus.OK
    DEFERRED_BY_PRESIDING = "deferred_by_presiding", Rule.OUTCOMES, HTTPStatus.OK
    DEFERRAL_STANDS = "deferral_stands", Rule.WISH_TO_DEFER
    DEFERRAL_NEEDS_WORDS = "deferral_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Urgency.
    URGENT = "marked_urgent", Rule.URGENT_BY_CORRESPONDENCE, HTTPStatus.OK
    URGENT_WITHOUT_CONCLUSION = "urgent_without_conclusion", Rule.URGENT_BY_CORRESPONDENCE
    URGENT_ALREADY = "urgent_already"
    URGENCY_NEEDS_WORDS = "urgency_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NOT_URGENT = "not_urgent", Rule.URGENT_BY_CORRESPONDENCE
    AUTHORISED = "authorised", Rule.URGENT_BY_CORRESPONDENCE, HTTPStatus.OK
    AUTHORISED_ALREADY = "authorised_already"
    AUTHORITY_BY_ANOTHER = "authority_by_another", Rule.URGENT_BY_CORRESPONDENCE, HTTPStatus.FORBIDDEN
    AUTHORITY_NEEDS_SOURCE = "authority_needs_source", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Decisions by correspondence.
    BALLOT_PERMITTED = "ballot_permitted", Rule.URGENT_BY_CORRESPONDENCE, HTTPStatus.OK
    BALLOT_WITHOUT_AUTHORITY = "ballot_without_authority", Rule.URGENT_BY_CORRESPONDENCE
    BALLOT_OF_OLD_CONCLUSION = "ballot_of_old_conclusion"
    BALLOT_OPEN_ALREADY = "ballot_open_already"
    BALLOT_DECIDED_ALREADY = "ballot_decided_already"
    SILENCE_TOO_SHORT = "silence_too_short", Rule.MAJORITY, HTTPStatus.UNPROCESSABLE_ENTITY
    QUORUM_OUT_OF_RANGE = "quorum_out_of_range", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BALLOT_AUTHORISED = "ballot_authorised", Rule.URGENT_BY_CORRESPONDENCE, HTTPStatus.OK
    BALLOT_ENTITLED = "ballot_entitled", Rule.ENTITLED, HTTPStatus.OK
    BALLOT_LATE = "ballot_late", Rule.LATE_REPLY, HTTPStatus.OK
    QUORUM_REACHED = "quorum_reached", None, HTTPStatus.OK
    QUORUM_NOT_REACHED = "quorum_not_reached", None, HTTPStatus.OK
    ABSTENTION_IS_NO_APPROVAL = "abstention_is_no_approval", Rule.MAJORITY, HTTPStatus.OK
    ENOUGH_APPROVE = "enough_approve", Rule.MAJORITY, HTTPStatus.OK
    TOO_FEW_APPROVE = "too_few_approve", Rule.MAJORITY, HTTPStatus.OK
    SILENCE_KEPT = "silence_kept", Rule.MAJORITY, HTTPStatus.OK
    SILENCE_IS_BROKEN = "silence_is_broken", Rule.MAJORITY, HTTPStatus.OK

    # The report.
    ONE_REPORT = "one_report", Rule.ONE_REPORT, HTTPStatus.OK
    REPORT_EMPTY = "report_empty", Rule.ONE_REPORT
    REPORT_SAME = "report_same"
    REPORT_PART_UNKNOWN = "report_part_unknown", None, HTTPStatus.NOT_FOUND
    REPORT_PARAGRAPH_EMPTY = "report_paragraph_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REPORT_PARAGRAPH_LONG = "report_paragraph_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REPORT_PARAGRAPH_CHANGED = "report_paragraph_changed"
    REPORT_PARAGRAPH_IS_SO = "report_paragraph_is_so"
    REPORT_NOT_NEWEST = "report_not_newest", Rule.ONE_REPORT
    REPORT_SUBMITTED = "report_submitted"

    # Connection tests.
    TESTS_TOO_MANY = "tests_too_many", Rule.CONNECTION_TEST, HTTPStatus.TOO_MANY_REQUESTS
    TEST_OVER = "test_over"

    # Slots of test sessions.
    SLOTS_OF_TEST_SESSIONS = "slots_of_test_sessions", Rule.TEST_SLOTS
    SLOT_LENGTH = "slot_length", Rule.TEST_SLOTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SLOT_OUTSIDE_SESSION = "slot_outside_session", Rule.TEST_SLOTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SLOT_IN_THE_PAST = "slot_in_the_past", Rule.TEST_SLOTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SLOT_OVERLAPS = "slot_overlaps", Rule.TEST_SLOTS
    SLOT_PLACES = "slot_places", Rule.TEST_SLOTS, HTTPStatus.UNPROCESSABLE_ENTITY
    SLOT_PLACES_BOOKED = "slot_places_booked", Rule.TEST_SLOTS
    SLOT_BEGAN = "slot_began", Rule.TEST_SLOTS
    SLOT_BOOKED_SINCE = "slot_booked_since", Rule.TEST_SLOTS
    SLOT_IS_YOURS = "slot_is_yours", Rule.TEST_SLOTS
    SLOT_FULL = "slot_full", Rule.TEST_SLOTS
    SLOTS_LEFT_OUT = "slots_left_out", Rule.TEST_SLOTS
    SLOTS_NONE_FIT = "slots_none_fit", Rule.TEST_SLOTS, HTTPStatus.UNPROCESSABLE_ENTITY
    # Practising alone.
    PRACTICES_TOO_MANY = "practices_too_many", Rule.PRACTISING_ALONE, HTTPStatus.TOO_MANY_REQUESTS
    PRACTICE_OF_ANOTHER_KIND = "practice_of_another_kind"

    # Cases of the help desk.
    HELP_OPEN = "help_open", None, HTTPStatus.OK
    HELP_TOO_MANY = "help_too_many", None, HTTPStatus.TOO_MANY_REQUESTS
    CASE_TAKEN = "case_taken"
    CASE_IS_YOURS = "case_is_yours"
    CASE_SOLVED = "case_solved"
    CASE_OPEN = "case_open"
    CASE_OVER = "case_over"
    CALL_TO_A_STRANGER = "call_to_a_stranger"
    CALL_OF_ANOTHERS_CASE = "call_of_anothers_case"
    CALL_RUNS = "call_runs"
    CALL_OVER = "call_over"
    REQUEST_OF_ANOTHERS_CASE = "request_of_anothers_case", Rule.HELP_BY_CONSENT
    REQUEST_TO_ABSENT = "request_to_absent", Rule.HELP_BY_CONSENT
    REQUEST_WAITS = "request_waits", Rule.HELP_BY_CONSENT
    REQUEST_OF_UNKNOWN_DEVICE = "request_of_unknown_device", Rule.HELP_BY_CONSENT
    REQUEST_OVER = "request_over", Rule.HELP_BY_CONSENT
    NOT_WATCHED = "not_watched", Rule.HELP_BY_CONSENT

    # Comments on rehearsals.
    COMMENTS_ON_PRACTICE_ALONE = "comments_on_practice_alone"
    COMMENT_WITHOUT_PART = "comment_without_part", None, HTTPStatus.FORBIDDEN
    COMMENTS_CLOSED = "comments_closed"

    # Texts of statements.
    STATEMENT_EMPTY = "statement_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_TOO_LONG = "statement_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_CHARACTERS = "statement_characters", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_CHANGED = "statement_changed"
    STATEMENT_SPOKEN = "statement_spoken"
    NO_STATEMENT = "no_statement"

    # Summary records.
    SUMMARY_DRAWN_UP = "summary_drawn_up"
    SUMMARY_BEFORE_END = "summary_before_end"
    SUMMARY_CIRCULATED = "summary_circulated"
    SUMMARY_NOT_CIRCULATED = "summary_not_circulated"
    SUMMARY_UNFINISHED = "summary_unfinished"
    SUMMARY_SAME = "summary_same"
    PARAGRAPH_REMOVED = "paragraph_removed"
    PARAGRAPH_EMPTY = "paragraph_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PARAGRAPH_TOO_LONG = "paragraph_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PARAGRAPH_CHANGED = "paragraph_changed"
    REMOVAL_NEEDS_WORDS = "removal_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTION_TOO_EARLY = "correction_too_early"
    CORRECTION_NOT_OWN = "correction_not_own", None, HTTPStatus.FORBIDDEN
    CORRECTION_TOO_LATE = "correction_too_late"
    CORRECTION_WAITS = "correction_waits"
    CORRECTION_SAME = "correction_same", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTION_DECIDED = "correction_decided"
    DECLINING_NEEDS_REASON = "declining_needs_reason", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTIONS_WAIT = "corrections_wait"
    CORRECTION_PERIOD = "correction_period"

    # Contributions.
    CONTRIBUTION_IN_TIME = "contribution_in_time", Rule.NUMBERED_RECEIPT, HTTPStatus.OK
    CONTRIBUTION_LATE = "contribution_late", Rule.NUMBERED_RECEIPT, HTTPStatus.OK
    CONTRIBUTION_ITEM = "contribution_item", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_ITEM_WITHDRAWN = "contribution_item_withdrawn", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_WITHOUT_TITLE = (
        "contribution_without_title", Rule.CONTRIBUTION_CONTENT, HTTPStatus.UNPROCESSABLE_ENTITY,
    )  # fmt: skip
    CONTRIBUTION_TITLE_LONG = "contribution_title_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_PART_EMPTY = "contribution_part_empty", Rule.CONTRIBUTION_CONTENT, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_PART_LONG = "contribution_part_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_EMPTY = "contribution_empty", Rule.CONTRIBUTION_CONTENT, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_LONGER = "contribution_longer", Rule.CONTRIBUTION_CONTENT, HTTPStatus.OK
    CONTRIBUTION_SHORT_ENOUGH = "contribution_short_enough", Rule.CONTRIBUTION_CONTENT, HTTPStatus.OK
    CONTRIBUTION_OF_OTHERS = "contribution_of_others", None, HTTPStatus.FORBIDDEN
    CONTRIBUTION_TWICE_NAMED = "contribution_twice_named", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_MANY_NAMED = "contribution_many_named", None, HTTPStatus.UNPROCESSABLE_ENTITY
    JOINT_CONTRIBUTION = "joint_contribution", Rule.JOINT_CONTRIBUTION, HTTPStatus.OK
    CONTRIBUTION_FIXED = "contribution_fixed", Rule.SENT_NEVER_CHANGES
    CONTRIBUTION_LED_BY_ANOTHER = "contribution_led_by_another", None, HTTPStatus.FORBIDDEN
    CONTRIBUTION_REVISED_MEANWHILE = "contribution_revised_meanwhile"
    CONTRIBUTION_CHANGED_AS_ASKED = "contribution_changed_as_asked", None, HTTPStatus.OK
    CONTRIBUTION_NUMBERED = "contribution_numbered"
    CONTRIBUTION_CONFIRMED = "contribution_confirmed"
    CONTRIBUTION_CORRECTED_MEANWHILE = "contribution_corrected_meanwhile"
    CONTRIBUTION_REVISED_LATE = "contribution_revised_late"
    NOT_A_SUBMITTER = "not_a_submitter", None, HTTPStatus.FORBIDDEN
    NAME_IS_SO = "name_is_so"
    NAME_CONFIRMED = "name_confirmed", Rule.JOINT_CONTRIBUTION, HTTPStatus.OK
    NAME_WITHDRAWN = "name_withdrawn", Rule.JOINT_CONTRIBUTION, HTTPStatus.OK
    CONTRIBUTION_NOT_WAITING = "contribution_not_waiting"
    CHANGES_NEED_WORDS = "changes_need_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTRIBUTION_NOT_NUMBERED = "contribution_not_numbered"
    CONTRIBUTION_LATE_UNDECIDED = "contribution_late_undecided"
    CONTRIBUTION_NOT_LATE = "contribution_not_late"
    CONTRIBUTION_ACCEPTED_ALREADY = "contribution_accepted_already"
    CONTRIBUTION_DECLINED_ALREADY = "contribution_declined_already"
    CONTRIBUTION_OWN = "contribution_own", None, HTTPStatus.FORBIDDEN

    # The time plan.
    MINUTES_IN_RANGE = "minutes_in_range", None, HTTPStatus.OK
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"
    FRAME_IN_RANGE = "frame_in_range", None, HTTPStatus.OK
    FRAME_OUT_OF_RANGE = "frame_out_of_range"
    SITTINGS_IN_WINDOW = "sittings_in_window", Rule.FIVE_DAYS, HTTPStatus.OK
    TOO_MANY_DAYS = "too_many_days", Rule.FIVE_DAYS
    TOO_MANY_SITTINGS = "too_many_sittings"
    SITTING_WITHOUT_TIME = "sitting_without_time"
    SITTINGS_OVERLAP = "sittings_overlap"
    SITTING_BEGAN = "sitting_began"
    LONGER_THAN_A_SITTING = "longer_than_a_sitting", Rule.FIVE_DAYS, HTTPStatus.OK
    NO_SITTING_LEFT = "no_sitting_left", Rule.FIVE_DAYS, HTTPStatus.OK
    NO_SITTING_PLANNED = "no_sitting_planned"
    PLAN_EMPTY = "plan_empty"
    NO_SUCH_LOCAL_TIME = "no_such_local_time"
    LOCAL_TIME_TWICE = "local_time_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTION_OUTSIDE = "correction_outside", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CORRECTION_REORDERS = "correction_reorders", Rule.SENT_NEVER_CHANGES, HTTPStatus.UNPROCESSABLE_ENTITY

    # Letters and deadlines.
    DEADLINE_FAR_OFF = "deadline_far_off", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DRAFT = "draft", Rule.SENT_NEVER_CHANGES, HTTPStatus.OK
    SENT_NEVER_CHANGES = "sent_never_changes", Rule.SENT_NEVER_CHANGES
    NEW_VERSION = "new_version", Rule.SENT_NEVER_CHANGES, HTTPStatus.OK
    DRAFT_IS_EDITED = "draft_is_edited"
    LETTER_NOT_SENT = "letter_not_sent"
    LANGUAGE_ADDED = "language_added", Rule.SENT_NEVER_CHANGES, HTTPStatus.OK
    LANGUAGE_ADDED_ALREADY = "language_added_already", Rule.SENT_NEVER_CHANGES
    LANGUAGE_WENT_OUT = "language_went_out", Rule.SENT_NEVER_CHANGES
    SAYS_WHAT_IT_REPLACES = "says_what_it_replaces", Rule.SENT_NEVER_CHANGES, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_POSTED = "document_posted", Rule.SENT_NEVER_CHANGES
    DOCUMENT_NOT_POSTED = "document_not_posted"
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    DOCUMENT_WITHOUT_FILE = "document_without_file", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_BASE_NOT_POSTED = "document_base_not_posted"
    EMBARGO_PASSED = "embargo_passed", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DOCUMENT_WITHDRAWN_WHY = "document_withdrawn_why", None, HTTPStatus.UNPROCESSABLE_ENTITY
    HAND_IN = "hand_in", Rule.CLEARANCE, HTTPStatus.OK
    HANDED_IN_ALREADY = "handed_in_already"
    CLEAR_LETTER = "clear_letter", Rule.CLEARANCE, HTTPStatus.OK
    GIVE_BACK_LETTER = "give_back_letter", Rule.CLEARANCE, HTTPStatus.OK
    NOTHING_TO_CLEAR = "nothing_to_clear"
    CHANGED_SINCE_HANDED_IN = "changed_since_handed_in"
    CLEARANCE_BY_ANOTHER = "clearance_by_another", Rule.CLEARANCE
    CLEARANCE_BY_INDEPENDENT = "clearance_by_independent", Rule.CLEARANCE
    LETTER_RETURN_NEEDS_WORDS = "letter_return_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLEARED = "cleared", Rule.CLEARANCE, HTTPStatus.OK
    NOT_CLEARED = "not_cleared", Rule.CLEARANCE
    CLEARANCE_WITHDRAWN = "clearance_withdrawn", Rule.CLEARANCE
    DEADLINE_OVER_ALREADY = "deadline_over_already"
    EXTENSION = "extension", Rule.EXTENSION, HTTPStatus.OK
    DEADLINE_PASSED = "deadline_passed", Rule.EXTENSION
    NOT_LATER = "not_later"
    EXTENDED_OFTEN_ENOUGH = "extended_often_enough", Rule.EXTENSION
    EXTENSION_NEEDS_LETTER = "extension_needs_letter", Rule.EXTENSION
    EXTENSION_BEFORE_QUESTION = "extension_before_question", Rule.EXTENSION
    EXTENSION_TO_OTHERS = "extension_to_others", Rule.EXTENSION
    NOT_ASKED_YET = "not_asked_yet"
    MEMBER_NOT_ASKED = "member_not_asked", None, HTTPStatus.FORBIDDEN
    BALLOT_NEEDS_VOTE = "ballot_needs_vote", Rule.ENTITLED, HTTPStatus.FORBIDDEN
    REPLY_NEEDS_RIGHT = "reply_needs_right", Rule.CAPACITY, HTTPStatus.FORBIDDEN
    WITHDRAWN_ALREADY = "withdrawn_already"
    QUESTION_OF_RESULT = "question_of_result"
    QUESTION_WITHDRAWAL_NEEDS_WORDS = "question_withdrawal_needs_words"
    SILENCE_NEEDS_NO_ANSWER = "silence_needs_no_answer"
    REMINDED_JUST_NOW = "reminded_just_now", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REMINDER_DAYS_WRONG = "reminder_days_wrong", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Replies.
    ANSWER_EMPTY = "answer_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    QUESTION_NOT_ASKED = "question_not_asked", None, HTTPStatus.UNPROCESSABLE_ENTITY
    QUESTION_WITHDRAWN = "question_withdrawn", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_OPTION = "no_such_option", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_CONDITIONS_ASKED = "no_conditions_asked", None, HTTPStatus.UNPROCESSABLE_ENTITY
    ANSWER_IN_TIME = "answer_in_time", Rule.FOCAL_POINT_ANSWERS, HTTPStatus.OK
    ANSWER_LATE = "answer_late", Rule.LATE_REPLY, HTTPStatus.OK
    RESULT_DECLARED = "result_declared", Rule.LATE_REPLY
    ACCEPT_LATE = "accept_late", Rule.LATE_REPLY, HTTPStatus.OK
    NOT_LATE = "not_late"
    RETURNED_NEVER_COUNTS = "returned_never_counts", Rule.SECOND_PERSON
    DECLINE_LATE = "decline_late", Rule.LATE_REPLY, HTTPStatus.OK
    DECLINED_ALREADY = "declined_already"
    DECLINING_NEEDS_WORDS = "declining_needs_words"
    ACCEPTED_ALREADY = "accepted_already"
    OWN_STATE = "own_state", Rule.LATE_REPLY, HTTPStatus.FORBIDDEN
    ACCEPTANCE_NEEDS_WORDS = "acceptance_needs_words", Rule.LATE_REPLY
    ENTER_REPLY = "enter_reply", Rule.SECOND_PERSON, HTTPStatus.OK
    ONLINE_IS_NOT_ENTERED = "online_is_not_entered", Rule.SECOND_PERSON
    SOURCE_MISSING = "source_missing", Rule.SECOND_PERSON
    RECEIVED_IN_THE_FUTURE = "received_in_the_future"
    RECEIVED_BEFORE_ASKED = "received_before_asked"
    NOTHING_TO_REPLACE = "nothing_to_replace"
    NOTHING_TO_SETTLE = "nothing_to_settle"
    CONFIRM_REPLY = "confirm_reply", Rule.SECOND_PERSON, HTTPStatus.OK
    NOTHING_TO_CONFIRM = "nothing_to_confirm"
    NEEDS_SECOND_PERSON = "needs_second_person", Rule.SECOND_PERSON
    NEEDS_INDEPENDENT_PERSON = "needs_independent_person", Rule.SECOND_PERSON
    RETURN_NEEDS_WORDS = "return_needs_words"
    HEADING_IN_USE = "heading_in_use"
    CONDITION_IS_SO = "condition_is_so"
    CONDITION_NEEDS_SOURCE = "condition_needs_source", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONDITION_WAITS_FOR_NOBODY = "condition_waits_for_nobody"
    CONDITION_NEEDS_WORDS = "condition_needs_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DEADLINE_STILL_RUNS = "deadline_still_runs"
    REPLIES_UNSETTLED = "replies_unsettled"
    NO_REPLY = "no_reply", None, HTTPStatus.OK
    REPLY_UNCONFIRMED = "reply_unconfirmed", Rule.SECOND_PERSON, HTTPStatus.OK
    REPLY_LATE = "reply_late", Rule.LATE_REPLY, HTTPStatus.OK
    ENTERED_LATE = "entered_late", Rule.SECOND_PERSON, HTTPStatus.OK
    ENTERED_LATE_ACCEPTED = "entered_late_accepted", Rule.SECOND_PERSON, HTTPStatus.OK
    REPLIES_DIFFER = "replies_differ", Rule.DIFFERENT_ANSWERS, HTTPStatus.OK
    LATE_ACCEPTED = "late_accepted", Rule.LATE_REPLY, HTTPStatus.OK
    LATE_DECLINED = "late_declined", Rule.LATE_REPLY, HTTPStatus.OK
    SETTLED = "settled", Rule.DIFFERENT_ANSWERS, HTTPStatus.OK
    REPLY_CONFIRMED = "reply_confirmed", Rule.SECOND_PERSON, HTTPStatus.OK
    REPLY_COUNTED = "reply_counted", Rule.FOCAL_POINT_ANSWERS, HTTPStatus.OK
