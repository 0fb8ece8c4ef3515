"""What support knows of a participant: help messages, connection tests, and what they said of a rehearsal."""

from hemicycle.support.models.connection_tests import ConnectionTest
from hemicycle.support.models.help_messages import MESSAGE_LENGTH, HelpMessage
from hemicycle.support.models.rehearsal_comments import COMMENT_LENGTH, RehearsalComment, RehearsalReport

__all__ = ["COMMENT_LENGTH", "MESSAGE_LENGTH", "ConnectionTest", "HelpMessage", "RehearsalComment", "RehearsalReport"]
