"""How the portal runs.

Nothing has to be set for a first run: SQLite, files and a queue under ``var/``.
An https ``SITE_URL``, a ``DATABASE_URL`` or a ``REDIS_URL`` makes it production, and
then ``SECRET_KEY`` must be set. Every variable is described in docs/operations.md.
"""

import base64
import hashlib
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var")).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

PORT = os.environ.get("PORT", "8000")
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")
HTTPS = SITE_URL.startswith("https://")
PRODUCTION = HTTPS or bool(DATABASE_URL) or bool(REDIS_URL)
DEBUG = os.environ.get("DEBUG", "") == "1"


def _kept_secret_key():
    """The key of a first run: made once and kept where only its owner reads it."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY") or (None if PRODUCTION else _kept_secret_key())
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: a production portal needs a key of its own.")
# Keys of before: what they signed or locked still opens, nothing new is made with them.
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()

ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "portal",
    "plans",
    "priorities",
    "events",
    "publishing",
    "partnership",
    "records",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "simple_history",
]

MIDDLEWARE = [
    "portal.middleware.named",
    "portal.logs.written",
    "portal.metrics.counted",
    "portal.middleware.probed",
    # What every answer says, also the refusal of a host and a page for a fault, stands first.
    "portal.middleware.guarded",
    "portal.middleware.own_address",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language_from_path",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnership.accounts.sessions_end",
    "partnership.accounts.second_factor_required",
    "partnership.accounts.refused_while_uncounted",
    "portal.middleware.downloads_noted",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "publishing.public_views.taken_out.taken_out_told",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]
CRISPY_TEMPLATE_PACK = "portal"

# Seconds that a statement may take, and wait for others' locks; 0: as long as it needs. The web
# server sets it for itself (config/wsgi.py): what works by itself has patience.
DATABASE_PATIENCE = float(os.environ.get("DATABASE_PATIENCE", "0"))

if DATABASE_URL:
    DATABASES = {
        "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    }
    _waits = {
        "statement_timeout": f"{DATABASE_PATIENCE * 1000:.0f}",
        "lock_timeout": f"{DATABASE_PATIENCE * 900:.0f}",
        # What a machine that vanished had locked is free again.
        "idle_in_transaction_session_timeout": "120000",
    }
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20000,
        "options": " ".join(f"-c {name}={value}" for name, value in _waits.items()),
    } | DATABASES["default"].get("OPTIONS", {})
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "portal.sqlite3",
            # Immediate transactions and a patient wait: with Django's defaults eight
            # writers lost one save in four to "database is locked".
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": DATABASE_PATIENCE or 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
            # A file, so that worker processes started by tests see the same rows.
            "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
        }
    }

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    }
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT = "config.broker:Redis"
    # A frozen broker would hang the officer's request for 45 s without these.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "retry_on_timeout": False,
        "max_retries": 0,
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }
    _queue = VAR_DIR / "queue"
    for _folder in ("messages", "control"):
        (_queue / _folder).mkdir(parents=True, exist_ok=True)
    QUEUE_FOLDER = _queue / "messages"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT = "config.broker:Files"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_FOLDER),
        "data_folder_out": str(QUEUE_FOLDER),
        "control_folder": str(_queue / "control"),
    }
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/London"

AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "partnership.accounts.passwords.NotEndless"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "post"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
ACCOUNT_ADAPTER = "partnership.accounts.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already proves the address
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Of whom something was changed is told by mail; so is whoever asks for an account there is not,
# so that both take the same time.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Ten guesses in five minutes, from one address and at one account; partnership.accounts.guesses
# counts those at passwords and codes, and leaves out the right ones.
ACCOUNT_RATE_LIMITS = {
    "guess_from": "10/5m/ip",
    "guess_at": "10/5m/key",
    "login_failed": "10/5m/key",  # codes and passkeys of one person
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "reset_password": "10/5m/ip,5/5m/key",
    "reset_password_from_key": "10/5m/ip",
}
# Rate limits go by address: behind proxies, by the one that the outermost of ours saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

# A second factor: "required" of everybody who signs in, or "offered" to who wants one.
SECOND_FACTOR_REQUIRED = (
    os.environ.get("SECOND_FACTOR", "required" if PRODUCTION else "offered") == "required"
)
MFA_ADAPTER = "partnership.accounts.SecondFactors"
MFA_FORMS = {
    "authenticate": "partnership.accounts.forms.SignInCode",
    "reauthenticate": "partnership.accounts.forms.ConfirmingCode",
    "activate_totp": "partnership.accounts.forms.FirstCode",
    "add_webauthn": "partnership.accounts.forms.NewPasskey",
    "edit_webauthn": "partnership.accounts.forms.RenamedPasskey",
    "login_webauthn": "partnership.accounts.forms.SignInPasskey",
    "authenticate_webauthn": "partnership.accounts.forms.SecondPasskey",
    "reauthenticate_webauthn": "partnership.accounts.forms.ConfirmingPasskey",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Partnership portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"portal@{urlsplit(SITE_URL).hostname}")

# Whom security.txt names, as mailto: or https:; empty: the site's page on it.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise would warn of it on every start
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "media")).resolve()
# Files in a bucket: then no machine keeps anything, and each has copies of its own (decision 0036).
S3_BUCKET = os.environ.get("S3_BUCKET", "")
S3_ENDPOINT_URL = os.environ.get("S3_ENDPOINT_URL") or None
S3_REGION = os.environ.get("S3_REGION") or None
STORAGES = {
    "default": {
        "BACKEND": "publishing.buckets.Bucket",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT_URL,
            "region_name": S3_REGION,
            "file_overwrite": True,  # names are made of the contents' hash
        },
    }
    if S3_BUCKET
    else {"BACKEND": "publishing.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or not PRODUCTION
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
# A first run serves the files where they lie; production collects them.
WHITENOISE_USE_FINDERS = not PRODUCTION

# Without “stay signed in” a session lasts 12 hours from its last use; see partnership.accounts.
SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
MESSAGE_STORAGE = "portal.middleware.notices.Notices"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
X_FRAME_OPTIONS = "DENY"
# The few lines of script that stand in every page, by their hash: a file of their own would
# be a request more. The same hash stands in nginx.conf.
_script = (BASE_DIR / "templates" / "components" / "_public.js").read_bytes()
PAGE_SCRIPT = f"'sha256-{base64.b64encode(hashlib.sha256(_script).digest()).decode()}'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE, PAGE_SCRIPT],
        # The rich text editor puts these few rules of its own into the page, by their hash.
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# Publishing: the promises of docs/operations.md in numbers (seconds, bytes).
RENDER_SECONDS = int(os.environ.get("RENDER_SECONDS", "60"))
RENDER_MEMORY = int(os.environ.get("RENDER_MEMORY", str(800 * 1024 * 1024)))
# The formats that are made of what is published, by name; empty: all that this machine can make.
FORMATS = os.environ.get("FORMATS", "").split()
LEASE_SECONDS = int(os.environ.get("LEASE_SECONDS", "30"))
SWEEP_SECONDS = int(os.environ.get("SWEEP_SECONDS", "15"))
# How long what is kept: rules, each named by the room that keeps it.
RETENTION = [
    "partnership.workflow.retention.SIGN_INS",
    "partnership.workflow.retention.LETTERS",
    "partnership.workflow.retention.INVITATIONS",
    "partnership.workflow.retention.ACCOUNTS",
    "partnership.workflow.retention.SESSIONS",
    "publishing.workflow.retention.REQUESTS",
    "events.workflow.retention.IMPORTS",
    "events.workflow.retention.REDACTIONS",
    "events.workflow.retention.DEVICES",
    "priorities.workflow.retention.IMPORTS",
    "plans.workflow.retention.IMPORTS",
    "plans.workflow.retention.REPLIES",
    "plans.workflow.retention.CHECKS",
    "plans.workflow.retention.PRESENCES",
    "portal.workflow.archive_retention.ARCHIVES",
]
# Where addresses of people without an account stand, and who takes one out of a room's own.
ADDRESSES = [
    "partnership.Invitation.email",
    "partnership.Letter.to",
    "publishing.FormatRequest.email",
    "plans.Check.email",
]
# What is done with a document of which an edition is taken out, in the same transaction.
TAKEN_OUT = ["portal.workflow.indexing.forget_document"]
FORGETTING = [
    "publishing.workflow.requests.forget_address",
    "plans.workflow.forgetting.forget_address",
]
# Who erases again what a restored backup brought back, by the rule of its Erasure.
ERASERS = {
    "person": "partnership.workflow.anonymising.anonymise_again",
    "address": "partnership.workflow.forgetting.forget_again",
    "edition": "publishing.workflow.taking_out.take_out_again",
}
# Files that rows name otherwise than by a column for files; a backup holds them too.
FILES_BESIDE = ["plans.workflow.files.kept_pictures"]
# Bytes of an archive that an administrator may bring on the screen; nginx.conf says the same.
ARCHIVE_LARGEST = int(os.environ.get("ARCHIVE_LARGEST", str(512 * 1024 * 1024)))
# What the sweeper does at its time: functions that take the time of the sweep.
SWEPT = [
    "plans.workflow.scheduling.publish_due",
    "plans.workflow.reminding.remind_due",
    "plans.workflow.quarter_reports.make_due",
    "publishing.workflow.requests.remind_due",
    "portal.workflow.retaining.retain",
    "publishing.workflow.taking_out.delete_files",
    "partnership.workflow.letters.send_due",
    "portal.workflow.indexing.index_due",
    "publishing.workflow.copying.copy_due",
    "portal.workflow.watching.watch",
]

# What is needed soon is not behind what takes long: each kind of work has a queue of its own.
# A worker that is told of none listens to all.
CELERY_TASK_QUEUES = {"render": {}, "import": {}, "mail": {}}
CELERY_TASK_DEFAULT_QUEUE = "render"
CELERY_TASK_ROUTES = {
    "publishing.render": {"queue": "render"},
    "plans.read_word_file": {"queue": "import"},
    "events.import_contributions": {"queue": "import"},
    "priorities.import_evidence": {"queue": "import"},
    "portal.see_to_archive": {"queue": "import"},
    "partnership.send_letters": {"queue": "mail"},
}

# Served before Django: copies of public pages and files, which may be deleted at any time.
PUBLIC_COPY = Path(os.environ.get("PUBLIC_COPY", VAR_DIR / "public")).resolve()
# Seconds of copying in one sweep, and after how many a page is looked at again in any case.
COPY_SECONDS = int(os.environ.get("COPY_SECONDS", "4"))
COPY_AGAIN_SECONDS = int(os.environ.get("COPY_AGAIN_SECONDS", "300"))
# What is copied: functions that yield published documents with their addresses.
SHOWN = [
    "plans.documents.shown.shown_plans",
    "events.documents.shown.shown_reports",
]

# Which room says where the public reads a document, by its kind.
DOCUMENT_PAGES = {
    "plan": "plans.documents.address.address_of",
    "consultation-draft": "plans.documents.consulting.address_of",
    "event-report": "events.documents.address.address_of",
}

# How a line of the log looks: "json" for machines, "plain" for eyes.
LOG_FORMAT = os.environ.get("LOG_FORMAT", "json" if PRODUCTION else "plain")
# Which room says on which page of the workspace an edition stands, by the kind of its document.
EDITION_PAGES = {
    "plan": "plans.documents.edition_pages.of_plan",
    "quarter-report": "plans.documents.edition_pages.of_quarter_report",
    "funder-return": "plans.documents.edition_pages.of_funder_return",
    "event-report": "events.documents.address.page_of_edition",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"portal": {"()": "portal.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "portal"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # What was refused or not found has its line as a request already.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# Who may read /metrics: whoever brings this token. Empty: nobody.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
# What the web processes of one machine count, together.
os.environ.update(PROMETHEUS_MULTIPROC_DIR=str(VAR_DIR / "metrics"))
