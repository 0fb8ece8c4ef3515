"""What is wrong with a file or one of its rows, in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    # The file as a whole.
    "import_no_table": lambda: _(
        "This file is no table. Save it as CSV or as an Excel workbook (.xlsx), and send that."
    ),
    "import_damaged": lambda: _(
        "This workbook is damaged or protected by a password. Open it in your spreadsheet program, save it anew as "
        ".xlsx, and send that file."
    ),
    "import_unpacks_too_large": lambda: _(
        "This workbook unpacks to more than {megabytes} MB. Copy the rows alone into a new workbook, and send that."
    ),
    "import_not_unicode": lambda: _(
        "The characters of this file cannot be told. Save it as “CSV UTF-8” or as an Excel workbook, and send that."
    ),
    "import_cell_too_long": lambda: _(
        "A cell in row {row} holds more text than a spreadsheet can. A quotation mark is probably missing there: "
        "correct the row, and send the file again."
    ),
    "import_too_long": lambda: _("This file has more than {rows} rows. Send it in parts."),
    "import_without_rows": lambda: _(
        "This file has no rows beneath its headings. The first row holds the headings, and each person or Member "
        "stands in a row of its own."
    ),
    "import_column_missing": lambda: _(
        "The first row has no heading for: {columns}. Take the headings from the empty file that this page offers."
    ),
    "import_column_twice": lambda: _("The column “{column}” stands in this file twice. Remove one of the two."),
    "import_applied_already": lambda: _("These rows were imported already. Nothing was written a second time."),
    "import_not_checked": lambda: _("This file has not been checked yet. Wait until it is, and look at the result."),
    "import_overtaken": lambda: _(
        "Somebody entered one of these people while the rows were being written, so nothing was. Import them again."
    ),
    "import_broke": lambda: _(
        "Something failed in the system, and nothing was written. Send the file again; if that fails too, tell the "
        "technicians the time at which it happened."
    ),
    "import_forgotten": lambda: _("This file was deleted with the personal data of the consultation."),
    # A row of registrations.
    "import_address_missing": lambda: _("The electronic mail address is missing."),
    "import_address": lambda: _("This is not an e-mail address. Write it as in name@example.org."),
    "import_address_twice": lambda: _("This address stands in row {row} already. Each person stands in one row."),
    "import_name_missing": lambda: _("The name is missing, or has no letters in it."),
    "import_phone": lambda: _("This is no telephone number. Write it as +41 22 730 51 11."),
    "import_member_missing": lambda: _("A delegate speaks for a Member: give its code or its name."),
    "import_member_unknown": lambda: _("There is no Member of this code or name. Use the code, such as BR."),
    "import_member_not_invited": lambda: _(
        "This Member does not take part in the consultation. Invite it first, or choose another one."
    ),
    "import_role": lambda: _(
        "There is no such role. Use delegate, chair, vice_chair, secretariat, interpreter, captioner or technician."
    ),
    "import_role_without_member": lambda: _("Only delegates speak for a Member. What stands here is passed over."),
    "import_part": lambda: _(
        "There is no such part in a delegation. Use head, alternate, councillor, delegate or adviser."
    ),
    "import_language": lambda: _("This is none of the six languages. Use ar, zh, en, fr, ru or es."),
    "import_time_zone": lambda: _("There is no such time zone. Use a name such as America/Sao_Paulo."),
    "import_day": lambda: _("This is no day. Write days as 2020-06-09, separated by commas."),
    "import_day_outside": lambda: _(
        "The consultation goes from {first} to {last}. Leave the cell empty for every day."
    ),
    "import_booths_missing": lambda: _("An interpreter needs at least one language of a booth."),
    "import_booths_of_others": lambda: _("Only interpreters have languages of a booth. Empty this cell."),
    "import_registered_for_another": lambda: _(
        "This person is registered for another Member. Withdraw that registration first, if it is wrong."
    ),
    "import_registered_as_another": lambda: _(
        "This person is registered in another role. Withdraw that registration first, if it is wrong."
    ),
    "import_registration_over": lambda: _(
        "This person’s registration was withdrawn or refused, and stays so. Reopen it at the desk, if it should not."
    ),
    "import_probably_the_same": lambda: _(
        "Somebody with nearly the same name is in this delegation under {address}. Are they the same person?"
    ),
    "import_waiting": lambda: _("All places are taken: this person is put on the waiting list."),
    "import_formula": lambda: _("This begins like a formula. It is kept as text."),
    "import_markup": lambda: _("This looks like markup of a page. It is kept as text."),
    "import_characters_removed": lambda: _("Characters that cannot be shown are removed."),
    # A row of Members.
    "import_code_missing": lambda: _("The code is missing."),
    "import_code_twice": lambda: _("This code stands in row {row} already. Each Member stands in one row."),
    "import_kind": lambda: _("There is no such kind. Use state, palestine or sector_member."),
    "import_period": lambda: _("This is no period. Write 2018-11-01/2022-10-31, or 2018-11-01/ while it goes on."),
}


def say(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.say(reason, zone, WORDINGS | people.WORDINGS)
