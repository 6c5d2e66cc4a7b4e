"""Files that are no text, told by their first bytes, and what to give in their place."""

from __future__ import annotations

_SAVE = "the sheet saved as CSV"
_UNPACK = "the file unpacked, or packed with gzip or zstd"
_SAVED = "the table itself, saved as CSV or Parquet"
DATABASE = b"SQLite format 3"
OFFICE = ("[Content_Types].xml", "content.xml", "Index/")
"""Members of an archive that tell a document of an office program."""
_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", _SAVE),
    (b"%PDF", "a PDF", "the export itself, as CSV or JSON"),
    (b"{\\rtf", "a document of an office program", "the export itself, as CSV or JSON"),
    (b"BZh", "packed with bzip2", _UNPACK),
    (b"\xfd7zXZ", "packed with xz", _UNPACK),
    (b"7z\xbc\xaf", "packed with 7-Zip", _UNPACK),
    (b"ARROW1", "an Arrow file", _SAVED),
    (b"Obj\x01", "an Avro file", _SAVED),
    (b"\x80\x04\x95", "what Python's pickle wrote", _SAVED),
    (b"\x89PNG", "a picture", "the table itself, as CSV"),
    (b"\xff\xd8\xff", "a picture", "the table itself, as CSV"),
    (DATABASE, "an SQLite database", "its table of calls exported as CSV or JSON"),
)


def binary_kind(head: bytes) -> tuple[str, str] | None:
    """What a file with these first bytes is and what is expected in its place; None for another."""
    return next(((says, wanted) for magic, says, wanted in _KINDS if head.startswith(magic)), None)
