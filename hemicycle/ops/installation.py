"""What this installation runs: its data folder, keys and ports, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hemicycle.config.environment import Environment, installed
from hemicycle.config.redaction import secrets_of
from hemicycle.media.config import LOOPBACK, Network, Turn
from hemicycle.media.engine import Address
from hemicycle.ops.push_config import Push


@dataclass(frozen=True)
class Installation:
    """Everything that the processes are started with.

    Attributes:
        home: The data folder (``HEMICYCLE_HOME``).
        engines: Where built engines are kept (``HEMICYCLE_ENGINES``).
        log_level, media_log_level: How much Hemicycle's own processes say, and the media engine.
        web_bind: ``host:port`` of the web process.
        web: Its address as the other processes reach it.
        mail_in_bind, mail_in_lmtp_bind: ``host:port`` where the worker takes mail by SMTP and LMTP; empty for nowhere.
        web_workers, web_threads: Processes, and threads in each, of which each has a connection to the database.
        web_standby, steward_standby: Keep another one ready that takes over when the present one dies.
    """

    home: Path
    engines: Path
    media: Address
    network: Network
    push: Push
    web_bind: str
    web: str
    web_workers: int
    web_threads: int
    web_standby: bool
    steward_standby: bool
    steward_key: str
    steward_port: int
    worker_port: int
    mail_in_bind: str
    mail_in_lmtp_bind: str
    log_level: str
    media_log_level: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand in a log."""
        return (
            self.media.secret,
            self.push.token_secret,
            self.push.api_key,
            self.steward_key,
            settings.SECRET_KEY,
            *(redis for redis in (self.network.redis,) if redis),
            *secrets_of(Environment()),
        )


def read() -> Installation:
    """Read the installation from Django's settings and, for what only ``up`` needs, the environment."""
    environment = Environment()
    redis = environment.text("REDIS")
    default_engines = installed("ENGINES") or str(Path.home() / ".cache" / "hemicycle" / "engines")
    return Installation(
        home=settings.HOME,
        engines=Path(environment.text("ENGINES", default_engines)),
        media=Address(settings.LIVEKIT_API, settings.LIVEKIT_KEY, settings.LIVEKIT_SECRET),
        network=_network(environment, redis),
        push=Push(
            token_secret=settings.CENTRIFUGO_TOKEN_SECRET,
            api_key=settings.CENTRIFUGO_API_KEY,
            origins=tuple(dict.fromkeys([settings.PUBLIC_ADDRESS, *settings.CSRF_TRUSTED_ORIGINS])),
            connect=f"{settings.WEB_INTERNAL}/push/connect",
            port=settings.CENTRIFUGO_PORT,
            bind=environment.text("CENTRIFUGO_BIND", LOOPBACK),
            redis=redis,
            log_level=settings.CENTRIFUGO_LOG_LEVEL,
        ),
        web_bind=settings.WEB_BIND,
        web=settings.WEB_INTERNAL,
        web_workers=settings.WEB_WORKERS,
        web_threads=environment.number("WEB_THREADS", 24),
        web_standby=environment.flag("WEB_STANDBY", default=True),
        steward_standby=environment.flag("STEWARD_STANDBY", default=True),
        steward_key=settings.STEWARD_KEY,
        steward_port=environment.number("STEWARD_PORT", 8002),
        worker_port=environment.number("WORKER_PORT", 8003),
        mail_in_bind=settings.MAIL_IN_BIND,
        mail_in_lmtp_bind=settings.MAIL_IN_LMTP_BIND,
        log_level=settings.LOG_LEVEL,
        media_log_level=settings.LIVEKIT_LOG_LEVEL,
    )


def _network(environment: Environment, redis: str) -> Network:
    turn = None
    if settings.LIVEKIT_TURN_DOMAIN:
        turn = Turn(
            domain=settings.LIVEKIT_TURN_DOMAIN,
            port=environment.number("LIVEKIT_TURN_PORT", 443),
            certificate=environment.text("LIVEKIT_TURN_CERTIFICATE"),
            private_key=environment.text("LIVEKIT_TURN_PRIVATE_KEY"),
            external_tls=environment.flag("LIVEKIT_TURN_EXTERNAL_TLS"),
            udp_port=settings.LIVEKIT_TURN_UDP_PORT,
        )
    return Network(
        port=settings.LIVEKIT_PORT,
        bind=tuple(environment.words("LIVEKIT_BIND", LOOPBACK)),
        node_ip=settings.LIVEKIT_NODE_IP,
        tcp_port=settings.LIVEKIT_TCP_PORT,
        udp=settings.LIVEKIT_UDP,
        udp_shared=environment.flag("LIVEKIT_UDP_SHARED", default=True),
        stun=tuple(environment.words("LIVEKIT_STUN")),
        turn=turn,
        redis=redis,
    )
