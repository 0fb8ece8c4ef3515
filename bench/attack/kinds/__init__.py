"""Every attack on the media that is measured. Each returns who made it where the media engine took something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.attack.kinds import booths, data, next_speaker, presiding, speaker, tokens, whip
from bench.attack.way import Way

if TYPE_CHECKING:
    from bench.attack.scene import Attack

#: By the name of its figure.
KINDS: dict[str, Attack] = {
    **speaker.KINDS,
    **next_speaker.KINDS,
    **presiding.KINDS,
    **tokens.KINDS,
    **booths.KINDS,
    **data.KINDS,
    **whip.KINDS,
}
#: Made without the library's client, or by a browser: which way their media goes is not ours to say.
OWN_WAY = frozenset({"1c_resumed", *whip.KINDS})


def kinds(way: Way, only: str = "") -> dict[str, Attack]:
    """The attacks that are made by one way.

    Args:
        only: The name of one, or of several with commas between them; all where it is empty.

    Raises:
        KeyError: there is no such kind, or it is not made by that way.
    """
    found = {name: act for name, act in KINDS.items() if way is Way.DIRECT or name not in OWN_WAY}
    return {name: found[name] for name in only.split(",")} if only else found
