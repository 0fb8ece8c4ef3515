"""What the help desk knows of a participant: what was written, and what their connection tests measured."""

from hemicycle.support.models.connection_tests import ConnectionTest
from hemicycle.support.models.help_messages import MESSAGE_LENGTH, HelpMessage

__all__ = ["MESSAGE_LENGTH", "ConnectionTest", "HelpMessage"]
