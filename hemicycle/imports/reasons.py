"""What is wrong with a file of an import, or to be looked at in one of its rows."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class ImportCode(ReasonCode):
    """Reasons of this room."""

    # The file as a whole.
    IMPORT_NO_TABLE = "import_no_table", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_DAMAGED = "import_damaged", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_UNPACKS_TOO_LARGE = "import_unpacks_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_NOT_UNICODE = "import_not_unicode", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_CELL_TOO_LONG = "import_cell_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_TOO_LONG = "import_too_long", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_TOO_SLOW = "import_too_slow", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_WITHOUT_ROWS = "import_without_rows", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_COLUMN_MISSING = "import_column_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_COLUMN_TWICE = "import_column_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_DAMAGED = "import_archive_damaged", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_ENTRIES = "import_archive_entries", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_TOO_LARGE = "import_archive_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_FILE_TOO_LARGE = "import_archive_file_too_large", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_NAME = "import_archive_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_TWICE = "import_archive_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ARCHIVE_TABLE = "import_archive_table", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_TBX = "import_tbx", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_TBX_ENTITIES = "import_tbx_entities", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_APPLIED_ALREADY = "import_applied_already"
    IMPORT_NOT_CHECKED = "import_not_checked"
    IMPORT_OVERTAKEN = "import_overtaken"
    IMPORT_NAMES_UNCONFIRMED = "import_names_unconfirmed", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_BROKE = "import_broke"
    IMPORT_FORGOTTEN = "import_forgotten"

    # A row of registrations.
    IMPORT_ADDRESS_MISSING = "import_address_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ADDRESS = "import_address", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ADDRESS_TWICE = "import_address_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_NAME_MISSING = "import_name_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_PHONE = "import_phone", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MEMBER_MISSING = "import_member_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MEMBER_UNKNOWN = "import_member_unknown", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MEMBER_NOT_INVITED = "import_member_not_invited", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ROLE = "import_role", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_ROLE_WITHOUT_MEMBER = "import_role_without_member", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_CLASS_UNKNOWN = "import_class_unknown", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_CLASS_OF_OTHERS = "import_class_of_others", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_PART_WITHOUT_MEMBER = "import_part_without_member", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_PART = "import_part", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_LANGUAGE = "import_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_TIME_ZONE = "import_time_zone", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_DAY = "import_day", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_DAY_OUTSIDE = "import_day_outside", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_BOOTHS_MISSING = "import_booths_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_BOOTHS_OF_OTHERS = "import_booths_of_others", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_REGISTERED_FOR_ANOTHER = "import_registered_for_another", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_REGISTERED_IN_ANOTHER = "import_registered_in_another", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_REGISTERED_AS_ANOTHER = "import_registered_as_another", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_REGISTRATION_OVER = "import_registration_over", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_PROBABLY_THE_SAME = "import_probably_the_same", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_WAITING = "import_waiting", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_FORMULA = "import_formula", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MARKUP = "import_markup", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_CHARACTERS_REMOVED = "import_characters_removed", None, HTTPStatus.UNPROCESSABLE_ENTITY

    IMPORT_NAME_MIXED = "import_name_mixed"
    IMPORT_NAME_LOOKS_LIKE = "import_name_looks_like"

    # A row of a sitting.
    IMPORT_CLOCK = "import_clock", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_SITTING_UNKNOWN = "import_sitting_unknown", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_SITTING_TWICE = "import_sitting_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_SITTING_WITHOUT_TIME = "import_sitting_without_time", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_SITTING_OVERLAPS_ROW = "import_sitting_overlaps_row", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_SITTING_OVERLAPS = "import_sitting_overlaps", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A row of the people of a sitting.
    IMPORT_BOOTH_MISSING = "import_booth_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_DUTY_TWICE = "import_duty_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A row of shifts.
    IMPORT_SHIFTS_REMOVED = "import_shifts_removed", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A row of focal points.
    IMPORT_MEMBER_OF_FOCAL_POINT = "import_member_of_focal_point", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MOMENT = "import_moment", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_FOCAL_POINT_TWICE = "import_focal_point_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_INSTRUMENT_MISSING = "import_instrument_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MANDATE_ENDS = "import_mandate_ends", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_MANDATE_TO_ACCEPT = "import_mandate_to_accept", None, HTTPStatus.UNPROCESSABLE_ENTITY

    # A row of Members.
    IMPORT_CODE_MISSING = "import_code_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_CODE_TWICE = "import_code_twice", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_KIND = "import_kind", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_DATE = "import_date", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_FURTHER_ADDRESS = "import_further_address", None, HTTPStatus.UNPROCESSABLE_ENTITY
    IMPORT_PERIOD = "import_period", None, HTTPStatus.UNPROCESSABLE_ENTITY
