"""The headings under which Members file conditions: added, changed, put in order, taken away."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import MOST_HEADINGS, TEXT_LENGTH, ConditionHeading
from hemicycle.correspondence.headings import uses_of
from hemicycle.correspondence.models import Summary
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.keyed_acts import KeyedActs, with_clean_texts
from hemicycle.people.keyed_setting import KeyedSetting
from hemicycle.rules.enquiries import may_drop_heading
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from hemicycle.consultations.settings import Settings
    from hemicycle.people.act import Act

_TEXTS = dict.fromkeys(("name", "title", "phrase"), TEXT_LENGTH)


def _out_of_date(act: Act, _before: Settings) -> None:
    """A summary of replies says the headings: what was generated with others is out of date."""
    Summary.objects.filter(enquiry__letter__consultation=act.consultation, enquiry__declared_at=None).update(basis="")


def _cleaned(_act: Act, wanted: ConditionHeading) -> ConditionHeading:
    return with_clean_texts(wanted, _TEXTS, CorrespondenceCode.HEADING_WITHOUT_NAME)


def _require_unused(act: Act, row: ConditionHeading) -> None:
    require(may_drop_heading(**asdict(uses_of(act.consultation)[row.key])))


#: The words of one change also where something stands under it: a declared result keeps those it had. Without any,
#: conditions are asked for in one list.
HEADINGS = KeyedActs(
    KeyedSetting[ConditionHeading](
        "condition_headings",
        fact="condition_heading",
        most=MOST_HEADINGS,
        unknown=CorrespondenceCode.NO_SUCH_HEADING,
        key_taken=CorrespondenceCode.HEADING_KEY_TAKEN,
        too_many=CorrespondenceCode.TOO_MANY_HEADINGS,
        changed_meanwhile=CorrespondenceCode.HEADING_CHANGED_MEANWHILE,
        follow=_out_of_date,
    ),
    _cleaned,
    removing=_require_unused,
)
