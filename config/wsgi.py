import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Somebody waits for a page: they are told that it is not possible rather than kept waiting.
os.environ.setdefault("DATABASE_PATIENCE", "2.5")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django is set up by now

from config.patience import bound  # noqa: E402
from publishing.public_copy.code import code_of  # noqa: E402
from publishing.public_copy.serving import before  # noqa: E402
from publishing.public_copy.turns import Turns  # noqa: E402

if settings.DATABASE_URL:
    # A little later than the server's own timeout, which leaves the connection whole.
    bound(answer=settings.DATABASE_PATIENCE + 0.3, connect=1.2)
if not settings.DEBUG:  # who changes a template wants to see it at once
    application = before(
        application,
        settings,
        code_of(settings.BASE_DIR, settings.STATIC_ROOT, settings.SITE_URL),
        stands=Turns() if settings.S3_BUCKET else None,
    )
