"""Why something about people and Members is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class PeopleCode(ReasonCode):
    """Reasons of this room."""

    # Signing in.
    SECOND_FACTOR = "second_factor", None, HTTPStatus.FORBIDDEN

    # Administrators of the installation.
    NOT_ADMINISTRATOR = "not_administrator", None, HTTPStatus.FORBIDDEN
    NO_SUCH_ADMINISTRATOR = "no_such_administrator"
    LAST_ADMINISTRATOR = "last_administrator"
    STILL_ADMINISTRATOR = "still_administrator"
    SLUG_TAKEN = "slug_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_CONSULTATION = "no_such_consultation", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BODY_WITHOUT_NAME = "body_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BODY_CHANGED_MEANWHILE = "body_changed_meanwhile"
    NO_SUCH_BODY_PART = "no_such_body_part"
    BODY_KEY_TAKEN = "body_key_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TOO_MANY_BODY_PARTS = "too_many_body_parts"
    TERM_FAULTY = "term_faulty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_BODY = "no_such_body", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BODY_WITHOUT_KINDS = "body_without_kinds", None, HTTPStatus.UNPROCESSABLE_ENTITY
    COPY_WITHOUT_KINDS = "copy_without_kinds", None, HTTPStatus.UNPROCESSABLE_ENTITY
    BODY_SLUG_TAKEN = "body_slug_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Registrations.
    NO_SUCH_REGISTRATION = "no_such_registration"
    NOTHING_POSSIBLE = "nothing_possible"
    MEMBER_TAKES_NO_PART = "member_takes_no_part"
    NO_NAME_PROPOSED = "no_name_proposed"
    NO_SUCH_MANDATE = "no_such_mandate"
    PERSON_INACTIVE = "person_inactive", None, HTTPStatus.FORBIDDEN
    DELETION_CHANGED = "deletion_changed"
    STILL_TAKES_PART = "still_takes_part"
    NOBODY_OF_ADDRESS = "nobody_of_address"

    # Participation classes.
    NO_SUCH_CLASS = "no_such_class"
    CLASS_KEY_TAKEN = "class_key_taken", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASS_WITHOUT_NAME = "class_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASS_COUNTED_MISSING = "class_counted_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASS_COUNTED_NUMBER = "class_counted_number", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CLASS_CHANGED_MEANWHILE = "class_changed_meanwhile"
    CLASS_OF_NOBODY = "class_of_nobody", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TOO_MANY_CLASSES = "too_many_classes"

    NOTICE_CHANGED_MEANWHILE = "notice_changed_meanwhile"

    # Roles within the secretariat.
    NOT_OF_SECRETARIAT = "not_of_secretariat"
    SCOPE_WHOLE_ALREADY = "scope_whole_already"
    NO_SUCH_SCOPE = "no_such_scope"

    # Members.
    NO_SUCH_PERIOD = "no_such_period"
    VOTE_NOT_SUSPENDED = "vote_not_suspended"
    NO_SUCH_CONTACT = "no_such_contact"
    SOURCE_CHANGED_MEANWHILE = "source_changed_meanwhile"
    NAME_CHANGED_MEANWHILE = "name_changed_meanwhile"
    NAME_BEGINS_THAT_DAY = "name_begins_that_day"
    MEMBERS_NOT_CHOSEN = "members_not_chosen", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_MEMBER = "no_such_member", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_EXISTS = "member_exists", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_KIND_MISSING = "member_kind_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_KIND_FIXED = "member_kind_fixed", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_CODE_COUNTRY = "member_code_country", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_CODE_SLUG = "member_code_slug", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_REGION = "member_region", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_GROUP = "member_group", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_PLACE = "member_place", None, HTTPStatus.UNPROCESSABLE_ENTITY
    KIND_WITHOUT_REGION = "kind_without_region", None, HTTPStatus.UNPROCESSABLE_ENTITY
    KIND_WITHOUT_GROUP = "kind_without_group", None, HTTPStatus.UNPROCESSABLE_ENTITY
    KIND_WITHOUT_SEATS = "kind_without_seats", None, HTTPStatus.UNPROCESSABLE_ENTITY
    KIND_WITHOUT_VOTES = "kind_without_votes", None, HTTPStatus.UNPROCESSABLE_ENTITY
    DAY_FAR_OFF = "day_far_off", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PERIOD_ORDER = "period_order", None, HTTPStatus.UNPROCESSABLE_ENTITY
    PERIODS_OVERLAP = "periods_overlap", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTACT_TWICE = "contact_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TOO_MANY_COPIES = "too_many_copies", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTACT_NAME_MISSING = "contact_name_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    CONTACT_ADDRESS = "contact_address", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Names and other text.
    NAME_LANGUAGE = "name_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MEMBER_NAME_MISSING = "member_name_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NAME_SHORT_MISSING = "name_short_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NAME_SOURCE_MISSING = "name_source_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NAME_HAS_PICTURES = "name_has_pictures", None, HTTPStatus.UNPROCESSABLE_ENTITY
    TEXT_TOO_LONG = "text_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # Files.
    UPLOAD_EMPTY = "upload_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_TOO_BIG = "upload_too_big", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_KIND_NOT_ACCEPTED = "upload_kind_not_accepted", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_NOT_WHAT_IT_SAYS = "upload_not_what_it_says", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_UNPACKS_TOO_LARGE = "upload_unpacks_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_ACTS_BY_ITSELF = "upload_acts_by_itself", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_INFECTED = "upload_infected", None, HTTPStatus.UNPROCESSABLE_ENTITY
    UPLOAD_NOT_SCANNED = "upload_not_scanned", None, HTTPStatus.SERVICE_UNAVAILABLE
