"""The attachments of messages that came, as pages list them and as they are saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.http import Http404

from hemicycle.arrivals import messages, reading
from hemicycle.rules.reasons import Refusal
from hemicycle.web.toolkit.downloads import download

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from hemicycle.arrivals.models import Arrival


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message.

    Attributes:
        size: In bytes.
        apart: Why it is kept apart, in words; empty where nothing was found in it.
        address: At which it is saved; empty where it is kept apart, or the message was erased.
    """

    name: str
    size: int
    apart: str
    address: str

    @classmethod
    def of(cls, arrival: Arrival, address: Callable[[int], str]) -> list[Self]:
        """Those of a message.

        Args:
            address: Of the attachment with a number.
        """
        gone = arrival.original_id is None
        return [
            cls(
                file["name"] or "–",
                file["size"],
                str(messages.KEPT_APART.get(file["found"], file["found"])),
                "" if file["found"] or gone else address(file["number"]),
            )
            for file in arrival.files
        ]


def attachment(arrival: Arrival, number: int) -> HttpResponse:
    """One of them, if nothing was found in it then or now.

    Raises:
        Http404: there is none.
    """
    if arrival.original is None or not any(file["number"] == number for file in arrival.harmless_files):
        raise Http404
    try:
        with reading.file_of(arrival.original, number) as found:
            if found is None:
                raise Http404
            return download(found.content, found.name, found.media_type)
    except (Refusal, FileNotFoundError) as error:  # a scanner that has learned more, or a file that is gone
        raise Http404 from error
