"""Files are whole or not there."""

import pytest
from django.core.files.base import ContentFile

from publishing.storage import WholeFileStorage

pytestmark = pytest.mark.once


class Breaking(ContentFile):
    """A file whose second half cannot be read."""

    def chunks(self, chunk_size=None):
        yield b"first half"
        raise OSError("disk trouble")


def test_storage_keeps_a_file_under_its_very_name(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    for _ in range(2):
        assert storage.save("editions/ab/abc.pdf", ContentFile(b"whole")) == "editions/ab/abc.pdf"
    assert [path.name for path in tmp_path.rglob("*.*")] == ["abc.pdf"]
    assert storage.open("editions/ab/abc.pdf").read() == b"whole"


def test_storage_leaves_nothing_of_a_file_that_broke_off(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    storage.save("editions/ab/abc.pdf", ContentFile(b"whole"))
    with pytest.raises(OSError, match="disk trouble"):
        storage.save("editions/ab/abc.pdf", Breaking(b""))
    assert [path.name for path in tmp_path.rglob("*.*")] == ["abc.pdf"]
    assert storage.open("editions/ab/abc.pdf").read() == b"whole"
