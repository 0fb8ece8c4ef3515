"""Django settings. What an installation changes comes from ``environment``; what is here does not vary."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from hemicycle.config import environment
from hemicycle.config.databases import database, usual_processes
from hemicycle.rules.capacity import ROLES

environment.prepare()
env = environment.Environment()
HOME = environment.HOME
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = env.flag("DEBUG")
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_ADDRESS)
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
WEB_BIND = env.text("WEB_BIND", "127.0.0.1:8000")
WEB_INTERNAL = env.text("WEB_INTERNAL", f"http://{WEB_BIND}")
# The last two are what LiveKit, the steward and `up` itself ask by.
_HOSTS = (
    _public.hostname,
    "localhost",
    "127.0.0.1",
    urlsplit(WEB_INTERNAL).hostname,
    urlsplit(f"//{WEB_BIND}").hostname,
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or sorted({f"[{host}]" if ":" in host else host for host in _HOSTS if host})
_DATABASE = env.text("DATABASE", f"sqlite:///{HOME / 'hemicycle.sqlite3'}")
WEB_WORKERS = env.number("WEB_WORKERS", usual_processes(_DATABASE))
SECURE = _public.scheme == "https"
# How many proxies stand in front, each of which adds whom it answered to X-Forwarded-For.
PROXIES = env.number("PROXIES", 0)
# Sign-in links without a code are good here.
DEMO = env.flag("DEMO")
if SECURE and DEMO and not env.flag("DEMO_IN_PUBLIC"):
    raise ImproperlyConfigured(
        "With HEMICYCLE_DEMO a sign-in link is enough: no code is asked for. It is not for a public address. "
        "Remove it, or set HEMICYCLE_DEMO_IN_PUBLIC=yes as well if all persons in the database are fictitious."
    )
if SECURE and DEBUG:
    raise ImproperlyConfigured("HEMICYCLE_DEBUG shows settings and data to strangers. Take it out on a public address.")
# The code is being changed: the web process and the browser take each change at once, and pages explain themselves.
DEVELOPMENT = env.flag("DEVELOPMENT")
VITE_PORT = env.number("VITE_PORT", 5173)
if DEVELOPMENT:
    if SECURE:
        raise ImproperlyConfigured("HEMICYCLE_DEVELOPMENT is for one's own machine, not for a public address.")
    DEBUG = True

# The media engine. The browser reaches it at LIVEKIT_ADDRESS, the back end at LIVEKIT_API.
LIVEKIT_KEY = env.text("LIVEKIT_KEY", "hemicycle")
LIVEKIT_SECRET = env.text("LIVEKIT_SECRET")
LIVEKIT_PORT = env.number("LIVEKIT_PORT", 7880)
LIVEKIT_API = env.text("LIVEKIT_API", f"http://127.0.0.1:{LIVEKIT_PORT}")
LIVEKIT_ADDRESS = env.text("LIVEKIT_ADDRESS", f"ws://127.0.0.1:{LIVEKIT_PORT}")
# Connection tests that carry sound and picture at the same time; others wait for some seconds.
CONNECTION_TESTS_AT_ONCE = env.number("CONNECTION_TESTS_AT_ONCE", 20)
# How media comes to it: its configuration has this, and the letter for the administrators of participants' networks.
LIVEKIT_NODE_IP = env.text("LIVEKIT_NODE_IP", "127.0.0.1")
LIVEKIT_TCP_PORT = env.number("LIVEKIT_TCP_PORT", 7881)
LIVEKIT_UDP = env.text("LIVEKIT_UDP", "7882")
LIVEKIT_TURN_DOMAIN = env.text("LIVEKIT_TURN_DOMAIN")
LIVEKIT_TURN_UDP_PORT = env.number("LIVEKIT_TURN_UDP_PORT", 0)

# The push engine, in the same way.
CENTRIFUGO_TOKEN_SECRET = env.text("CENTRIFUGO_TOKEN_SECRET")
CENTRIFUGO_API_KEY = env.text("CENTRIFUGO_API_KEY")
CENTRIFUGO_PORT = env.number("CENTRIFUGO_PORT", 8001)
CENTRIFUGO_API = env.text("CENTRIFUGO_API", f"http://127.0.0.1:{CENTRIFUGO_PORT}/api")
CENTRIFUGO_ADDRESS = env.text("CENTRIFUGO_ADDRESS", f"http://127.0.0.1:{CENTRIFUGO_PORT}")

STEWARD_KEY = env.text("STEWARD_KEY")

# How much is said in the logs: by Hemicycle itself, and by its engines.
LOG_LEVEL = env.level("LOG_LEVEL", "info")
LIVEKIT_LOG_LEVEL = env.level("LIVEKIT_LOG_LEVEL", "info")
CENTRIFUGO_LOG_LEVEL = env.level("CENTRIFUGO_LOG_LEVEL", "warning")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_vite",
    "hemicycle.journal",
    "hemicycle.consultations",
    "hemicycle.people",
    "hemicycle.mail",
    "hemicycle.arrivals",
    "hemicycle.imports",
    "hemicycle.documents",
    "hemicycle.correspondence",
    "hemicycle.contributions",
    "hemicycle.agenda",
    "hemicycle.sittings",
    "hemicycle.outcome",
    "hemicycle.support",
    "hemicycle.ending",
    "hemicycle.live",
    "hemicycle.web",
    "hemicycle.ops",
]
MIDDLEWARE = [
    "hemicycle.live.push_views.PushConnectMiddleware",
    "hemicycle.live.pacing.PacingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hemicycle.web.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hemicycle.web.compression.CompressionMiddleware",
    "hemicycle.web.middleware.NotKeptMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hemicycle.web.middleware.SecurityLogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hemicycle.web.middleware.NoNulMiddleware",
    "hemicycle.web.middleware.LastSeenMiddleware",
    "hemicycle.web.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hemicycle.web.account.limited_session.PurposeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hemicycle.config.urls"
WSGI_APPLICATION = "hemicycle.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# The same widgets as with Django's own templates, in a quarter of the time: forms are what most pages spend theirs on.
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": database(_DATABASE)}
CACHES = {
    # What all processes, on all machines, count together: attempts to sign in, and codes that were used. It lies in the
    # database, with Redis too: docs/decisions/0035-counted-together.md.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ops_sharedcount",
        # Django deletes what has expired above this number, and what has not only where that does not suffice.
        "OPTIONS": {"MAX_ENTRIES": 20_000, "CULL_FREQUENCY": 20},
    },
    # What each process remembers by itself, so that most requests ask no database for it.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole delegation, or a conference centre, may share one address; a mailbox belongs to one person.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "200/m/ip,3/m/key,20/d/key",
    "confirm_login_code": "300/m/ip",
    "login_failed": "200/m/ip,5/300s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_EMAIL_VERIFICATION = "none"
# Whoever's factor is added or removed is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "hemicycle.web.account.accounts.AccountAdapter"
# A passkey, or an application's code as the second factor; recovery codes for whoever has lost them.
MFA_ADAPTER = "hemicycle.web.account.mfa.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}
MFA_FORMS = {
    "authenticate": "hemicycle.web.account.mfa.GiveCode",
    "reauthenticate": "hemicycle.web.account.mfa.GiveCodeAgain",
    "add_webauthn": "hemicycle.web.account.mfa.AddPasskeyForm",
    "login_webauthn": "hemicycle.web.account.mfa.UsePasskeyForm",
    "authenticate_webauthn": "hemicycle.web.account.mfa.GivePasskey",
    "reauthenticate_webauthn": "hemicycle.web.account.mfa.GivePasskeyAgain",
}
# Of whom a second factor is required where a consultation does not say so itself: who presides, and whose pages show
# and change everybody's registration. Links of a demonstration sign in by themselves.
SECOND_FACTOR = [] if DEMO else env.words("SECOND_FACTOR", "secretariat,chair,vice_chair,technician")
if unknown := set(SECOND_FACTOR) - set(ROLES):
    raise ImproperlyConfigured(f"HEMICYCLE_SECOND_FACTOR names no class or role of ours: {', '.join(sorted(unknown))}.")
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Signing in with an organisation's own service, where one is named.
OIDC_ISSUER = env.text("OIDC_ISSUER").rstrip("/")
OIDC_NAME = env.text("OIDC_NAME", _public.hostname or "")
SOCIALACCOUNT_ADAPTER = "hemicycle.web.account.oidc.OrganisationAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "hemicycle.web.account.oidc.OrganisationProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": env.text("OIDC_CLIENT"),
                "secret": env.text("OIDC_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "hemicycle@localhost")
# Mail to many. Each goes out with a return address of its own, made from this one: bounce+<token>@host.
EMAIL_BOUNCES = env.text("EMAIL_BOUNCES")
EMAIL_PER_MINUTE = env.number("EMAIL_PER_MINUTE", 600)
# Mail in. People write to this address; each mail of ours asks for answers to one of its own: reply+<token>@host.
EMAIL_IN = env.text("EMAIL_IN")
# Where the worker takes mail and bounces by SMTP, and by LMTP, host:port; nowhere by default. The first was called
# BOUNCE_BIND while only bounces were taken.
MAIL_IN_BIND = env.text("MAIL_IN_BIND", env.text("BOUNCE_BIND"))
MAIL_IN_LMTP_BIND = env.text("MAIL_IN_LMTP_BIND")
# A mailbox that the worker reads instead, or beside: imaps://user@host:port/folder, with its password.
MAIL_IN_IMAP = env.text("MAIL_IN_IMAP")
MAIL_IN_IMAP_PASSWORD = env.text("MAIL_IN_IMAP_PASSWORD")
# Consultation (its name in addresses) of what names none; the one that is open, where this is empty.
MAIL_IN_CONSULTATION = env.text("MAIL_IN_CONSULTATION")
# Under which name the trusted server writes what SPF, DKIM and DMARC came to (its authserv-id, RFC 8601).
MAIL_IN_AUTHSERV = env.text("MAIL_IN_AUTHSERV")
# A message is at most so large; so many are taken of one sender in an hour, and of all in a minute.
MAIL_IN_MEGABYTES = env.number("MAIL_IN_MEGABYTES", 50)
MAIL_IN_PER_SENDER = env.number("MAIL_IN_PER_SENDER", 60)
MAIL_IN_PER_MINUTE = env.number("MAIL_IN_PER_MINUTE", 1000)
# With this key, as a bearer token, Prometheus reads /metrics; without one nobody does.
METRICS_KEY = env.text("METRICS_KEY")
# Whether the worker deletes personal data when its time has come.
RETENTION = env.flag("RETENTION", default=True)
# For so many days the network addresses are kept that acts came from.
ADDRESS_DAYS = env.number("ADDRESS_DAYS", 90)

LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# What a consultation begins with where it names no time zone.
USUAL_ZONE = env.zone("TIME_ZONE", TIME_ZONE)

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "dist"]
DJANGO_VITE = {
    "default": {
        "dev_mode": DEVELOPMENT,
        "dev_server_host": "127.0.0.1",
        "dev_server_port": VITE_PORT,
        "manifest_path": PACKAGE / "web" / "dist" / "manifest.json",
    }
}
# Files are as Django takes them, but no request is larger than all that somebody may send us.
FILE_UPLOAD_HANDLERS = [
    "hemicycle.web.access.largest_request.LargestRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people upload is kept where no web server looks, readable by the installation alone.
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            # One folder for all machines that run the web process or the worker.
            "location": Path(env.text("UPLOADS", str(HOME / "uploads"))),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Whom /.well-known/security.txt names: a mail address, or the address of a page.
#: A service that time-stamps signed heads of the journal (RFC 3161); empty for none.
TIMESTAMP_URL = env.text("TIMESTAMP_URL")
SECURITY_CONTACT = env.text("SECURITY_CONTACT")
# Where ClamAV's daemon listens, host:port or a path; files are shown to it, and refused where it does not answer.
CLAMD = env.text("CLAMD")
CLAMD_REQUIRED = env.flag("CLAMD_REQUIRED", default=True)
# Files built by Vite carry a hash of their content in their names.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
# With this prefix a browser takes them from this name alone, over TLS, and no neighbouring name can set them.
_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}django_language"
CSRF_FAILURE_VIEW = "hemicycle.web.access.refusals.csrf_failed"
SESSION_ENGINE = "hemicycle.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
# Signed out after so long without a page, a command or an open room; 0 for never.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 120)
SECURE_SSL_REDIRECT = False  # the proxy in front does it, and it alone knows
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def _connects(address: str) -> list[str]:
    """Both forms, ``http`` and ``ws``, of an address that the room connects to."""
    parts = urlsplit(address)
    tls = "s" if parts.scheme in {"https", "wss"} else ""
    return [f"http{tls}://{parts.netloc}", f"ws{tls}://{parts.netloc}"]


CONTENT_SECURITY_POLICY: dict[str, dict[str, list[Any]]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        # Nor any in attributes: pages draw lengths in SVG, and the room's script sets single properties.
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF, *_connects(LIVEKIT_ADDRESS), *_connects(CENTRIFUGO_ADDRESS)],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY = "camera=(self), microphone=(self), display-capture=()"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "hemicycle.config.redaction.Blotting",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "event": {"()": "hemicycle.config.redaction.Blotting", "fmt": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        # Who signed in, who did not come in, who was refused; opened anew where it is moved away.
        "security": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": HOME / "logs" / "security.log",
            "encoding": "utf-8",
            "delay": True,
            "formatter": "event",
        },
    },
    # What libraries say to their own developers is nothing for whoever runs this.
    "root": {"handlers": ["console"], "level": "INFO" if LOG_LEVEL == "debug" else LOG_LEVEL.upper()},
    "loggers": {
        "hemicycle": {"level": LOG_LEVEL.upper()},
        # Evidence, whatever else is said.
        "hemicycle.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        "httpx": {"level": "ERROR" if LOG_LEVEL == "error" else "WARNING"},
        "livekit": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR" if LOG_LEVEL == "error" else "WARNING"},
    },
}

if DEVELOPMENT:
    INSTALLED_APPS += ["debug_toolbar"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("csp.middleware.CSPMiddleware") + 1, "debug_toolbar.middleware.DebugToolbarMiddleware"
    )
    INTERNAL_IPS = ["127.0.0.1", "::1"]
    for _directive in ("script-src", "style-src", "img-src", "font-src", "connect-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][_directive] += _connects(f"http://127.0.0.1:{VITE_PORT}")
    # Vite brings style sheets by script, and each is a style element.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"] += [UNSAFE_INLINE]
