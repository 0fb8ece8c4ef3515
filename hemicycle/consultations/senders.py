"""As whom a consultation writes: the name of the sender, where replies go, and where its readers find help.

The address of the sender stays the installation's own: it is the one that SPF and DKIM vouch for.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from hemicycle.consultations.languages import Text, localized

#: Of a sender's name, in characters: mail programs cut what is longer.
NAME_LENGTH = 100
#: Of an address (RFC 5321).
ADDRESS_LENGTH = 254


class Sender(BaseModel):
    """What a consultation sets; each part that is empty is the installation's, or nobody's.

    Attributes:
        name: By language; the name of the installation's sender where there is none.
        reply_to: Where a reply goes; to the installation's address where there is none.
        help_address: Given at the end of each mail, with the telephone (``Settings.help_phone``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text = Field(default_factory=dict)
    reply_to: str = Field(default="", max_length=ADDRESS_LENGTH)
    help_address: str = Field(default="", max_length=ADDRESS_LENGTH)

    def headers(self, language: str) -> dict[str, str]:
        """Headers of a mail in a language: who writes, and where a reply goes."""
        wanted, ours = localized(self.name, language), settings.DEFAULT_FROM_EMAIL
        from_ = str(Address(display_name=wanted, addr_spec=parseaddr(ours)[1])) if wanted else ours
        return {"From": from_, **({"Reply-To": self.reply_to} if self.reply_to else {})}
