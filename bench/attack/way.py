"""Which way an attacker's media goes."""

from __future__ import annotations

from enum import StrEnum

from livekit import rtc


class Way(StrEnum):
    """To the media engine itself, or through its relay (TURN) alone, as from a network that lets out nothing else."""

    DIRECT = "direct"
    RELAY = "relay"

    def options(self) -> rtc.RoomOptions:
        """For a connection that goes no other way."""
        relayed = rtc.RtcConfiguration(ice_transport_type=rtc.IceTransportType.TRANSPORT_RELAY)
        return rtc.RoomOptions(
            auto_subscribe=True,
            single_peer_connection=False,
            rtc_config=relayed if self is Way.RELAY else None,
        )
