"""Files in a bucket: on no machine, and so there for all of them."""

import contextlib
import shutil
import tempfile

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage

IN_MEMORY = 4 * 1024 * 1024  # bytes of one file; a larger one lies in a temporary file meanwhile
NOWHERE = {"404", "NoSuchKey"}


class Away(OSError):
    """The server did not take or give a file: to whoever asked, as if a disk had failed."""


@contextlib.contextmanager
def as_a_disk():
    """Tell faults of the server as faults of a disk, which the portal has words for."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in NOWHERE:
            raise FileNotFoundError(str(error)) from error
        raise Away(str(error)) from error
    except BotoCoreError as error:
        raise Away(str(error)) from error


class Bucket(S3Storage):
    """Keeps files in a bucket under the same names as on a disk, whole or not at all.

    Nobody reads there but the portal: no file has an address of its own for the public.
    """

    def get_default_settings(self):
        """Somebody waits for it: a server that is away is given up within five seconds."""
        config = Config(
            connect_timeout=1.5,
            read_timeout=2.5,
            retries={"total_max_attempts": 1},
            s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
        )
        return super().get_default_settings() | {"client_config": config}

    def _save(self, name, content):
        with as_a_disk():
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        """The whole file, fetched before the first byte is shown, so that none is cut short."""
        kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - given on
        try:
            with as_a_disk(), contextlib.closing(self._fetched(name)) as body:
                shutil.copyfileobj(body, kept)
        except BaseException:
            kept.close()
            raise
        kept.seek(0)
        return File(kept, name)

    def _fetched(self, name):
        return self.bucket.Object(self._normalize_name(name)).get()["Body"]

    def exists(self, name):
        with as_a_disk():
            return super().exists(name)

    def size(self, name):
        with as_a_disk():
            return super().size(name)

    def delete(self, name):
        with as_a_disk():
            super().delete(name)
