"""An organisation's own sign-in service (OpenID Connect), small and real: it listens, signs, and hands out codes."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = rsa.generate_private_key(65537, 2048)
CLIENT, SECRET = "hemicycle-here", "a-secret-of-the-service"


@dataclass
class Service:
    """Who has signed in at the service, and how it goes wrong.

    Attributes:
        person: What it says of whoever comes.
        spoil: Changes the claims of an identity token before it is signed.
        key: What it signs with; ``published`` is the one that it tells of.
        in_token: Whether the address stands in the token, or only where the access token leads.
        log: Every address asked of it.
    """

    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "u-17", "email": "br@example.org", "email_verified": True}
    )
    spoil: Callable[[dict[str, Any]], None] = lambda _claims: None
    in_token: bool = True
    key: rsa.RSAPrivateKey = KEY
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.published = self.key.public_key()
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        written = jwt.algorithms.RSAAlgorithm.to_jwk(self.published, as_dict=True)
        return {"keys": [{**written, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person consents; where their browser goes then."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert {"openid", "email"} <= set(asked["scope"].split())
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """A code for tokens, once, to whoever has the secret and began with the challenge."""
        asked = self._codes.pop(sent["code"], None)
        verifier = (
            base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        )
        if not asked or sent["client_secret"] != SECRET or verifier != asked["code_challenge"]:
            return None
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": int(time.time()) + 60, "nonce": asked["nonce"]}
        claims |= self.person if self.in_token else {"sub": self.person["sub"]}
        self.spoil(claims)
        sealed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "access-17", "token_type": "Bearer", "id_token": sealed}


def _answering(service: Service) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            service.log.append(parts.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", service.authorize(asked))
                self.end_headers()
                return
            pages = {"/.well-known/openid-configuration": service.discovery, "/keys": service.keys}
            if parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer access-17":
                pages["/userinfo"] = lambda: service.person
            self._send(pages[parts.path]() if parts.path in pages else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            service.log.append(self.path)
            self._send(service.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _send(self, content: dict[str, Any] | None) -> None:
            body = json.dumps(content or {"error": "invalid_grant"}).encode()
            self.send_response(200 if content else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            """A test's output is its own."""

    return Answering
