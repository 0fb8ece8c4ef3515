"""What is wrong with a file or one of its rows, in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.imports.reasons import ImportCode
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # The file as a whole.
    ImportCode.IMPORT_NO_TABLE: lambda: _(
        "This file is no table. Save it as CSV or as an Excel workbook (.xlsx), and send that."
    ),
    ImportCode.IMPORT_DAMAGED: lambda: _(
        "This workbook is damaged or protected by a password. Open it in your spreadsheet program, save it again as "
        ".xlsx, and send that file."
    ),
    ImportCode.IMPORT_UNPACKS_TOO_LARGE: lambda: _(
        "This workbook unpacks to more than {megabytes} MB. Copy the rows alone into a new workbook, and send that."
    ),
    ImportCode.IMPORT_NOT_UNICODE: lambda: _(
        "The characters of this file cannot be told. Save it as “CSV UTF-8” or as an Excel workbook, and send that."
    ),
    ImportCode.IMPORT_CELL_TOO_LONG: lambda: _(
        "A cell in row {row} holds more text than a spreadsheet can. A quotation mark is probably missing there: "
        "correct the row, and send the file again."
    ),
    ImportCode.IMPORT_TOO_LONG: lambda: _("This file has more than {rows} rows. Send it in parts."),
    ImportCode.IMPORT_TOO_SLOW: lambda: _(
        "Reading this file takes too long, or too much memory. Copy the rows alone into a new workbook, or save it as "
        "CSV, and send that."
    ),
    ImportCode.IMPORT_WITHOUT_ROWS: lambda: _(
        "This file has no rows beneath its headings. The first row holds the headings, and each person or Member "
        "stands in a row of its own."
    ),
    ImportCode.IMPORT_COLUMN_MISSING: lambda: _(
        "The first row has no heading for: {columns}. Take the headings from the empty file that this page offers."
    ),
    ImportCode.IMPORT_COLUMN_TWICE: lambda: _(
        "The column “{column}” stands in this file twice. Remove one of the two."
    ),
    ImportCode.IMPORT_APPLIED_ALREADY: lambda: _(
        "These rows were imported already. Nothing was written a second time."
    ),
    ImportCode.IMPORT_NOT_CHECKED: lambda: _(
        "This file has not been checked yet. Wait until it is, and look at the result."
    ),
    ImportCode.IMPORT_OVERTAKEN: lambda: _(
        "Somebody entered one of these people while the rows were being written, so nothing was. Import them again."
    ),
    ImportCode.IMPORT_NAMES_UNCONFIRMED: lambda: _(
        "Some names mix scripts or look like others. Look at the rows below, and confirm that these names are right."
    ),
    ImportCode.IMPORT_BROKE: lambda: _(
        "Something failed in the system, and nothing was written. Send the file again; if that fails too, tell the "
        "technicians the time at which it happened."
    ),
    ImportCode.IMPORT_FORGOTTEN: lambda: _("This file was deleted with the personal data of the consultation."),
    # A row of registrations.
    ImportCode.IMPORT_ADDRESS_MISSING: lambda: _("The electronic mail address is missing."),
    ImportCode.IMPORT_ADDRESS: lambda: _("This is not an e-mail address. Write it as in name@example.org."),
    ImportCode.IMPORT_ADDRESS_TWICE: lambda: _(
        "This address stands in row {row} already. Each person stands in one row."
    ),
    ImportCode.IMPORT_NAME_MISSING: lambda: _("The name is missing, or has no letters in it."),
    ImportCode.IMPORT_PHONE: lambda: _("This is no telephone number. Write it as +41 22 730 51 11."),
    ImportCode.IMPORT_MEMBER_MISSING: lambda: _("A delegate speaks for a Member: give its code or its name."),
    ImportCode.IMPORT_MEMBER_UNKNOWN: lambda: _("There is no Member of this code or name. Use the code, such as BR."),
    ImportCode.IMPORT_MEMBER_NOT_INVITED: lambda: _(
        "This Member does not take part in the consultation. Invite it first, or choose another one."
    ),
    ImportCode.IMPORT_ROLE: lambda: _(
        "There is no such role. Use delegate, chair, vice_chair, secretariat, interpreter, captioner or technician."
    ),
    ImportCode.IMPORT_ROLE_WITHOUT_MEMBER: lambda: _(
        "Only delegates speak for a Member. The entry in this column is ignored."
    ),
    ImportCode.IMPORT_PART: lambda: _(
        "There is no such part in a delegation. Use head, alternate, councillor, delegate or adviser."
    ),
    ImportCode.IMPORT_LANGUAGE: lambda: _("This is none of the six languages. Use ar, zh, en, fr, ru or es."),
    ImportCode.IMPORT_TIME_ZONE: lambda: _("There is no such time zone. Use a name such as America/Sao_Paulo."),
    ImportCode.IMPORT_DAY: lambda: _("This is no day. Write days as 2020-06-09, separated by commas."),
    ImportCode.IMPORT_DAY_OUTSIDE: lambda: _(
        "The consultation goes from {first} to {last}. Leave the cell empty for every day."
    ),
    ImportCode.IMPORT_BOOTHS_MISSING: lambda: _("An interpreter needs at least one language of a booth."),
    ImportCode.IMPORT_BOOTHS_OF_OTHERS: lambda: _("Only interpreters have languages of a booth. Empty this cell."),
    ImportCode.IMPORT_REGISTERED_FOR_ANOTHER: lambda: _(
        "This person is registered for another Member. Withdraw that registration first, if it is wrong."
    ),
    ImportCode.IMPORT_REGISTERED_AS_ANOTHER: lambda: _(
        "This person is registered in another role. Withdraw that registration first, if it is wrong."
    ),
    ImportCode.IMPORT_REGISTRATION_OVER: lambda: _(
        "This person’s registration was withdrawn or refused, and stays so. Reopen it at the desk, if it should not."
    ),
    ImportCode.IMPORT_PROBABLY_THE_SAME: lambda: _(
        "Somebody with nearly the same name is in this delegation under {address}. Are they the same person?"
    ),
    ImportCode.IMPORT_WAITING: lambda: _("All places are taken: this person is put on the waiting list."),
    ImportCode.IMPORT_FORMULA: lambda: _("This begins like a formula. It is kept as text."),
    ImportCode.IMPORT_MARKUP: lambda: _("This looks like markup of a page. It is kept as text."),
    ImportCode.IMPORT_CHARACTERS_REMOVED: lambda: _("Characters that cannot be shown are removed."),
    ImportCode.IMPORT_NAME_MIXED: lambda: _(
        "“{word}” mixes letters of several scripts. Correct the file, unless the name is right as it is written."
    ),
    ImportCode.IMPORT_NAME_LOOKS_LIKE: lambda: _(
        "This looks like another name: {names}. Correct the file, unless the name is right as it is written."
    ),
    # A row of Members.
    ImportCode.IMPORT_CODE_MISSING: lambda: _("The code is missing."),
    ImportCode.IMPORT_CODE_TWICE: lambda: _("This code stands in row {row} already. Each Member stands in one row."),
    ImportCode.IMPORT_KIND: lambda: _("There is no such kind. Use state, palestine or sector_member."),
    ImportCode.IMPORT_DATE: lambda: _("This is not a date. Write it as in 2020-06-09: year, month, day."),
    ImportCode.IMPORT_PERIOD: lambda: _(
        "This is no period. Write 2018-11-01/2022-10-31, or 2018-11-01/ while it goes on."
    ),
}
#: With those of the rooms below.
ALL = {**people.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)
