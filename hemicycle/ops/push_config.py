"""The push engine's configuration, from an installation's settings alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Namespaces of the channels that ``live`` publishes to.
NAMESPACES = ("sitting", "help", "desk", "booth", "test")
LOOPBACK = "127.0.0.1"
#: A channel keeps its last document, gives it to whoever subscribes, and sends what has changed since.
#: Nobody subscribes without a token, which is the default, and nobody but the back end publishes.
_DOCUMENTS: dict[str, Any] = {
    "history_size": 1,
    "history_ttl": "24h",
    "force_recovery": True,
    "force_recovery_mode": "cache",
    "auto_cache_recover": True,
    "allowed_delta_types": ["fossil"],
    "delta_publish": True,
}


@dataclass(frozen=True)
class Push:
    """Where the push engine listens and whom it believes.

    Attributes:
        token_secret: Signs the tokens of those who subscribe.
        api_key: Lets the back end publish, and the engine ask the back end.
        connect: Address of the back end that says who may connect, and under which name.
        origins: Addresses of the pages that may connect, as ``https://host``.
        bind: Address on which it listens; a proxy with TLS stands in front of it.
        redis: ``redis://...`` for several nodes that share the documents; empty for one node.
        log_level: How much it says: ``debug``, ``info``, ``warning`` or ``error``.
    """

    token_secret: str
    api_key: str
    origins: tuple[str, ...]
    connect: str
    port: int = 8001
    bind: str = LOOPBACK
    redis: str = ""
    log_level: str = "warning"


def push_configuration(push: Push) -> dict[str, Any]:
    """Return the engine's whole configuration, which it reads as JSON."""
    settings: dict[str, Any] = {
        "http_server": {"address": push.bind, "port": push.port},
        "log": {"level": push.log_level.replace("warning", "warn")},
        "client": {
            # Nobody connects by a token alone, which would stay good after they have been put out.
            "proxy": {"connect": _connect(push)},
            "subscription_token": {"enabled": True, "hmac_secret_key": push.token_secret},
            "allowed_origins": list(push.origins),
        },
        "http_api": {"key": push.api_key},
        # For networks that let no WebSocket through.
        "sse": {"enabled": True},
        "http_stream": {"enabled": True},
        "health": {"enabled": True},
        "usage_stats": {"disabled": True},
        "channel": {"namespaces": [{"name": name, **_DOCUMENTS} for name in NAMESPACES]},
    }
    if push.redis:
        settings["engine"] = {"type": "redis", "redis": {"address": [push.redis]}}
    return settings


def _connect(push: Push) -> dict[str, Any]:
    return {
        "enabled": True,
        "endpoint": push.connect,
        # When everybody comes back at once, some wait for the web process.
        "timeout": "5s",
        "http": {"static_headers": {"Authorization": f"Bearer {push.api_key}"}},
    }
