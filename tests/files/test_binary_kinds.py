"""Files that are no text are called what they are, wherever they are given."""

import zipfile

import pytest
from evalskit import report as results
from usagekit import report as usage

from advisor.errors import BadInput


@pytest.mark.parametrize("read", [usage, results])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"%PDF-1.7\n\xe2\xe3", "a PDF"),
        ("a.csv", b"Obj\x01\xfe\xff", "an Avro file"),
        ("a.csv", b"BZh91AY\xff\xfe", "packed with bzip2"),
        ("a.csv", b"\x89PNG\r\n\xff", "a picture"),
    ],
)
def test_a_file_that_is_no_text_is_called_what_it_is(tmp_path, read, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=said):
        read(tmp_path / name)


@pytest.mark.parametrize("read", [usage, results])
def test_a_document_of_an_office_program_is_no_archive_of_exports(tmp_path, read):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(BadInput, match="a document of an office program"):
        read(tmp_path / "a.zip")
