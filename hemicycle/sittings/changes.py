"""What the rest learns after a commit: which documents of which sitting are no longer true."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent after the commit with ``sitting`` (its key) and ``names``, a frozenset of document names
#: (``live.documents``); ``help.<registration>`` names one participant's thread, and ``chat.<registration>`` what one
#: interpreter, or who presides, reads of the messages of the booths.
documents_changed = Signal()

#: Sent after the commit with ``sitting`` and ``registration``: that person is out of the room.
removed = Signal()

#: Within the act, before a rehearsal or a test session is given other hours, or is cancelled: ``sitting`` (its key),
#: ``opens`` and ``closes``, None where it is cancelled. A receiver may raise ``rules.reasons.Refusal``.
practice_changing = Signal()

#: Within the act, as a booth says for the first time in a while that the sound of a turn is bad: ``act``, ``turn``,
#: ``booth`` (its language), and ``measured`` there (``actions.booth_signals.Reception``, or None). The consultation is
#: locked.
sound_is_bad = Signal()

ALL = frozenset({"sitting", "queue", "turn", "map", "items", "documentation", "conclusion", "statements"})
ALL |= {"booths", "presence", "signals", "desk", "speech", "booths_chat", "technicians_chat"}
