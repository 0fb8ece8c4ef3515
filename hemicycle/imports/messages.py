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
        "This file is not a table. Save it as CSV or as an Excel workbook (.xlsx), and upload that."
    ),
    ImportCode.IMPORT_DAMAGED: lambda: _(
        "This workbook is damaged or protected by a password. Open it in your spreadsheet program, save it "
        "again as .xlsx, and upload that file."
    ),
    ImportCode.IMPORT_UNPACKS_TOO_LARGE: lambda: _(
        "This workbook is larger than {megabytes} MB when unpacked. Copy the rows alone into a new workbook, "
        "and upload that."
    ),
    ImportCode.IMPORT_NOT_UNICODE: lambda: _(
        "The character encoding of this file cannot be determined. Save it as “CSV UTF-8” or as an Excel "
        "workbook, and upload that."
    ),
    ImportCode.IMPORT_CELL_TOO_LONG: lambda: _(
        "A cell in row {row} contains more text than a spreadsheet allows. A quotation mark is probably "
        "missing there: correct the row, and upload the file again."
    ),
    ImportCode.IMPORT_TOO_LONG: lambda: _("This file has more than {rows} rows. Upload it in parts."),
    ImportCode.IMPORT_TOO_SLOW: lambda: _(
        "Reading this file takes too long, or too much memory. Copy the rows alone into a new workbook, or "
        "save it as CSV, and upload that."
    ),
    ImportCode.IMPORT_WITHOUT_ROWS: lambda: _(
        "This file has no rows below its headings. The first row contains the headings, and each person, Member, "
        "item, document or sitting has a row of its own."
    ),
    ImportCode.IMPORT_COLUMN_MISSING: lambda: _(
        "The first row has no heading for: {columns}. Take the headings from the empty file that this page offers."
    ),
    ImportCode.IMPORT_COLUMN_TWICE: lambda: _(
        "The column “{column}” appears twice in this file. Remove one of the two."
    ),
    ImportCode.IMPORT_ARCHIVE_DAMAGED: lambda: _(
        "This ZIP is damaged or protected by a password. Pack the files again without a password, and upload that."
    ),
    ImportCode.IMPORT_ARCHIVE_ENTRIES: lambda: _("This ZIP contains more than {most} files. Upload it in parts."),
    ImportCode.IMPORT_ARCHIVE_TOO_LARGE: lambda: _(
        "This ZIP is larger than {megabytes} MB, packed or unpacked. Upload it in parts."
    ),
    ImportCode.IMPORT_ARCHIVE_FILE_TOO_LARGE: lambda: _(
        "The file {name} is larger than {megabytes} MB. Make it smaller, or enter a link to it."
    ),
    ImportCode.IMPORT_ARCHIVE_NAME: lambda: _(
        "The name of a file in this ZIP leads out of it: {name}. Pack the files again from their folder."
    ),
    ImportCode.IMPORT_ARCHIVE_TWICE: lambda: _("The file {name} is in this ZIP twice. Remove one of the two."),
    ImportCode.IMPORT_ARCHIVE_TABLE: lambda: _(
        "The ZIP must have one table at its top: a CSV file or an Excel workbook (.xlsx), outside of all folders."
    ),
    ImportCode.IMPORT_TBX: lambda: _(
        "This file is not TBX (ISO 30042), or it is damaged. Export it from the terminology system as TBX again, or as "
        "Excel or CSV."
    ),
    ImportCode.IMPORT_TBX_ENTITIES: lambda: _(
        "This file declares XML entities, which are not read. Export it from the terminology system without them, or "
        "as Excel or CSV."
    ),
    ImportCode.IMPORT_APPLIED_ALREADY: lambda: _(
        "These rows have already been imported. Nothing was imported a second time."
    ),
    ImportCode.IMPORT_NOT_CHECKED: lambda: _(
        "This file has not been checked yet. Wait for the check, and review the result."
    ),
    ImportCode.IMPORT_OVERTAKEN: lambda: _(
        "Another user entered one of these people while the rows were being imported, so nothing was saved. "
        "Import them again."
    ),
    ImportCode.IMPORT_NAMES_UNCONFIRMED: lambda: _(
        "Some names mix scripts or look like others. Check the rows below, and confirm that these names are correct."
    ),
    ImportCode.IMPORT_BROKE: lambda: _(
        "A system error occurred, and nothing was saved. Upload the file again; if that fails too, tell the "
        "technicians the time of the error."
    ),
    ImportCode.IMPORT_FORGOTTEN: lambda: _("This file was deleted with the personal data of the consultation."),
    # A row of registrations.
    ImportCode.IMPORT_ADDRESS_MISSING: lambda: _("The e-mail address is missing."),
    ImportCode.IMPORT_ADDRESS: lambda: _("This is not an e-mail address. Enter it in the form name@example.org."),
    ImportCode.IMPORT_ADDRESS_TWICE: lambda: _("This address already appears in row {row}. Each person has one row."),
    ImportCode.IMPORT_NAME_MISSING: lambda: _("The name is missing, or has no letters in it."),
    ImportCode.IMPORT_PHONE: lambda: _("This is not a telephone number. Enter it in the form +41 22 730 51 11."),
    ImportCode.IMPORT_MEMBER_MISSING: lambda: _(
        "A delegate represents a Member: enter its code or name. For a person who represents no Member, enter their "
        "class."
    ),
    ImportCode.IMPORT_MEMBER_UNKNOWN: lambda: _("There is no Member with this code or name. Use the code, e.g. BR."),
    ImportCode.IMPORT_MEMBER_NOT_INVITED: lambda: _(
        "This Member does not take part in the consultation. Invite it first, or choose another one."
    ),
    ImportCode.IMPORT_ROLE: lambda: _(
        "There is no such role. Use delegate, chair, vice_chair, secretariat, interpreter, captioner or technician."
    ),
    ImportCode.IMPORT_ROLE_WITHOUT_MEMBER: lambda: _(
        "Only delegates represent a Member. The entry in this column is ignored."
    ),
    ImportCode.IMPORT_CLASS_UNKNOWN: lambda: _(
        "There is no class with this key or name for people who represent no Member. Add it to the classes of "
        "participants first, or use another one."
    ),
    ImportCode.IMPORT_CLASS_OF_OTHERS: lambda: _(
        "Only a person who represents no Member has a class in this column. Remove the class, or the Member and the "
        "role."
    ),
    ImportCode.IMPORT_PART_WITHOUT_MEMBER: lambda: _(
        "People who represent no Member have no role in a delegation. The entry in this column is ignored."
    ),
    ImportCode.IMPORT_PART: lambda: _(
        "There is no such role in a delegation. Use head, alternate, titular, delegate or adviser."
    ),
    ImportCode.IMPORT_LANGUAGE: lambda: _(
        "There is no such language here. Enter its name or its code, such as en or fr."
    ),
    ImportCode.IMPORT_TIME_ZONE: lambda: _("There is no such time zone. Use a name such as America/Sao_Paulo."),
    ImportCode.IMPORT_DAY: lambda: _("This is not a date. Enter dates in the form 2020-06-09, separated by commas."),
    ImportCode.IMPORT_DAY_OUTSIDE: lambda: _(
        "The consultation runs from {first} to {last}. Leave the cell empty for every day."
    ),
    ImportCode.IMPORT_BOOTHS_MISSING: lambda: _("An interpreter needs at least one booth language."),
    ImportCode.IMPORT_BOOTHS_OF_OTHERS: lambda: _("Only interpreters have booth languages. Empty this cell."),
    # A row of a sitting.
    ImportCode.IMPORT_CLOCK: lambda: _("This is not a time. Enter it in the form 14:30."),
    ImportCode.IMPORT_SITTING_UNKNOWN: lambda: _(
        "There is no sitting with this number. Leave the cell empty to add a sitting."
    ),
    ImportCode.IMPORT_SITTING_TWICE: lambda: _("This sitting already appears in row {row}. Each sitting has one row."),
    ImportCode.IMPORT_SITTING_WITHOUT_TIME: lambda: _("The sitting closes before it opens. Correct its hours."),
    ImportCode.IMPORT_SITTING_OVERLAPS_ROW: lambda: _(
        "This sitting overlaps the one in row {row}. Correct the hours of one of the two."
    ),
    ImportCode.IMPORT_SITTING_OVERLAPS: lambda: _("This sitting overlaps sitting {sitting}. Correct its hours."),
    # A row of the people of a sitting.
    ImportCode.IMPORT_BOOTH_MISSING: lambda: _("Enter the language of the booth."),
    ImportCode.IMPORT_DUTY_TWICE: lambda: _(
        "Row {row} already names this person, or another presiding officer, for this sitting."
    ),
    ImportCode.IMPORT_SHIFTS_REMOVED: lambda: _(
        "This sitting has shifts that are not in the file ({number}). Importing the file cancels them, and informs the "
        "interpreters by e-mail. To keep a shift, add a row for it."
    ),
    ImportCode.IMPORT_REGISTERED_FOR_ANOTHER: lambda: _(
        "This person is registered for another Member. Withdraw that registration first, if it is wrong."
    ),
    ImportCode.IMPORT_REGISTERED_IN_ANOTHER: lambda: _(
        "This person is registered in another class, or for a Member. Withdraw that registration first, if it is wrong."
    ),
    ImportCode.IMPORT_REGISTERED_AS_ANOTHER: lambda: _(
        "This person is registered in another role. Withdraw that registration first, if it is wrong."
    ),
    ImportCode.IMPORT_REGISTRATION_OVER: lambda: _(
        "This person’s registration was withdrawn or refused, and stays so. Reopen it among the registrations "
        "if needed."
    ),
    ImportCode.IMPORT_PROBABLY_THE_SAME: lambda: _(
        "A person with nearly the same name is in this delegation under {address}. Are they the same person?"
    ),
    ImportCode.IMPORT_WAITING: lambda: _("All places are taken: this person is placed on the waiting list."),
    ImportCode.IMPORT_FORMULA: lambda: _("This begins like a formula. It is kept as text."),
    ImportCode.IMPORT_MARKUP: lambda: _("This looks like web page markup. It is kept as text."),
    ImportCode.IMPORT_CHARACTERS_REMOVED: lambda: _("Characters that cannot be shown are removed."),
    ImportCode.IMPORT_NAME_MIXED: lambda: _(
        "“{word}” mixes letters of several scripts. Correct the file, unless the name is correct as written."
    ),
    ImportCode.IMPORT_NAME_LOOKS_LIKE: lambda: _(
        "This looks like another name: {names}. Correct the file, unless the name is correct as written."
    ),
    # A row of focal points.
    ImportCode.IMPORT_MEMBER_OF_FOCAL_POINT: lambda: _("A focal point acts for a Member: enter its code or name."),
    ImportCode.IMPORT_MOMENT: lambda: _(
        "This is not a date, or a date and time. Enter it in the form 2020-06-09 or 2020-06-09 14:30."
    ),
    ImportCode.IMPORT_FOCAL_POINT_TWICE: lambda: _(
        "Row {row} already names a focal point of this Member from the same moment. Remove one of the two."
    ),
    ImportCode.IMPORT_INSTRUMENT_MISSING: lambda: _(
        "There is no file of this name in the ZIP. Check the name, or leave the cell empty and upload one note or "
        "letter with the file."
    ),
    ImportCode.IMPORT_MANDATE_ENDS: lambda: _("This ends the mandate of {names} from the same moment."),
    ImportCode.IMPORT_MANDATE_TO_ACCEPT: lambda: _(
        "This person has another capacity in the consultation, and acts only after accepting the mandate."
    ),
    # A row of Members.
    ImportCode.IMPORT_CODE_MISSING: lambda: _("The code is missing."),
    ImportCode.IMPORT_CODE_TWICE: lambda: _("This code already appears in row {row}. Each Member has one row."),
    ImportCode.IMPORT_KIND: lambda: _("There is no such kind. Use one of {kinds}."),
    ImportCode.IMPORT_DATE: lambda: _("This is not a date. Enter it in the form 2020-06-09: year, month, day."),
    ImportCode.IMPORT_FURTHER_ADDRESS: lambda: _(
        "This is not a list of addresses. Enter each as Permanent Mission, Geneva <mission@example.org> fr, or its "
        "e-mail address alone, separated by semicolons."
    ),
    ImportCode.IMPORT_PERIOD: lambda: _(
        "This is not a period. Enter 2018-11-01/2022-10-31, or 2018-11-01/ if it has no end yet."
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
