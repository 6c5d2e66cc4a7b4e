"""From the paths that were named to files that can be read: folders walked, archives opened, encodings made UTF-8."""

from __future__ import annotations

import csv
import shutil
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import BadInput
from advisor.files.binary_kinds import OFFICE, binary_kind
from advisor.files.encodings import other_encoding
from advisor.files.markup_tables import charset_in, tables_in_markup
from advisor.files.stacked_heads import HEAD_LINES
from advisor.files.tar_members import is_tar, tar_members
from advisor.usage.limits import UNPACKED
from advisor.usage.tables.role_names import role_column

_CHUNK = 1024 * 1024
_HEAD = 4096
_SPREADSHEET = "a document of an office program"
_SAVE = "the sheet saved as CSV"
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")


@dataclass(frozen=True)
class OpenedFile:
    """A file as the user knows it, and the file whose bytes are read for it. `parquet`: it is one."""

    path: Path
    content: Path
    parquet: bool = False


def open_file(path: Path, folder: Path) -> list[OpenedFile]:
    """The files that `path` holds: itself, or the members of an archive; what is rewritten goes below `folder`.

    Raises BadInput for what is no text and no archive.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEAD)
    except OSError as e:
        raise BadInput(f"cannot read this file ({e.strerror})", file=str(path)) from None
    if (kind := binary_kind(head)) is not None:
        raise BadInput(kind[0], file=str(path), expected=kind[1])
    if head.startswith(b"PK\x03\x04"):
        return _members(path, folder)
    if head.startswith(b"PAR1"):
        return [OpenedFile(path, path, parquet=True)]
    if is_tar(path, head):
        return _of_tar(path, folder)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and (found := _of_markup(path, head, folder)):
        return found
    return [OpenedFile(path, _as_utf8(path, head, folder))]


def _of_markup(path: Path, head: bytes, folder: Path) -> list[OpenedFile]:
    """The tables of calls in a page or a workbook in XML, each as CSV; none where it has none."""
    encoding = charset_in(head) or other_encoding(head, whole=len(head) < _HEAD) or "utf-8"
    try:
        text = path.read_text(encoding=encoding, errors="replace")
    except (LookupError, OSError):
        return []
    found = []
    for rows in filter(_counts_tokens, tables_in_markup(text)):
        file = new_file(folder)
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
        found.append(OpenedFile(path, file))
    return found


def _counts_tokens(rows: list[list[str]]) -> bool:
    """Whether one of the first rows names both input and output tokens."""
    return any(
        all(role_column(role, row, counted=True) for role in ("input", "output")) for row in rows[:HEAD_LINES]
    )


def _members(path: Path, folder: Path) -> list[OpenedFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return _sheets(path, folder)
            if any(name.startswith(OFFICE) for name in names):
                raise BadInput(_SPREADSHEET, file=str(path), expected=_SAVE)
            inside = [i for i in archive.infolist() if _wanted(i)]
            if not inside:
                raise BadInput("no file in this archive", file=str(path))
            if sum(i.file_size for i in inside) > UNPACKED:
                raise BadInput(f"over {UNPACKED // 2**30} GiB unpacked", file=str(path))
            return [o for i in inside for o in open_member(archive, i, path, folder)]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as e:
        raise BadInput(f"an archive that cannot be unpacked ({e})", file=str(path)) from None


def _of_tar(path: Path, folder: Path) -> list[OpenedFile]:
    found: list[OpenedFile] = []
    left = UNPACKED
    try:
        for name, size, source in tar_members(path):
            left -= size
            if left < 0:
                raise BadInput(f"over {UNPACKED // 2**30} GiB unpacked", file=str(path))
            content = new_file(folder)
            with content.open("wb") as target:
                shutil.copyfileobj(source, target)
            found += _inside(content, path, name, folder)
    except (tarfile.TarError, OSError, EOFError, zlib.error) as e:
        raise BadInput(f"an archive that cannot be unpacked ({e})", file=str(path)) from None
    if not found:
        raise BadInput("no file in this archive", file=str(path))
    return found


def _sheets(path: Path, folder: Path) -> list[OpenedFile]:
    """The sheets of a workbook; the only one goes by the name of the file."""
    from advisor.files.spreadsheet import sheets_as_csv

    inside = new_file(folder)
    inside.mkdir()
    found = sheets_as_csv(path, inside)
    return [OpenedFile(path / name if len(found) > 1 else path, file) for name, file in found]


def _wanted(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    return not member.is_dir() and not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")


def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, folder: Path
) -> list[OpenedFile]:
    """One member of an archive, unpacked; an archive inside an archive is not opened."""
    content = new_file(folder)
    with archive.open(member) as source, content.open("wb") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
    return _inside(content, path, member.filename, folder)


def _inside(content: Path, path: Path, name: str, folder: Path) -> list[OpenedFile]:
    """What a member of the archive `path` was unpacked to. Raises BadInput for one more archive."""
    with content.open("rb") as handle:
        head = handle.read(_HEAD)
    if head.startswith(b"PK\x03\x04") or is_tar(content, head):
        raise BadInput("an archive inside an archive", file=str(path), text=name)
    return [OpenedFile(path / name, o.content, o.parquet) for o in open_file(content, folder)]


def _as_utf8(path: Path, head: bytes, folder: Path) -> Path:
    """The file itself, or a copy of it as UTF-8 with line feeds, where it is not so or ends its lines in two ways."""
    if head.startswith(_PACKED):
        return path
    encoding = other_encoding(head, whole=len(head) < _HEAD)
    if encoding is None and b"\0" not in head and not _ends_lines_oddly(head):
        return path
    if encoding is None and b"\0" in head:
        raise BadInput("a binary file", file=str(path), expected="CSV, JSON, JSON lines or Parquet")
    copy = new_file(folder)
    try:
        with (
            path.open(encoding=encoding or "utf-8-sig", errors="strict", newline=None) as source,
            copy.open("w", encoding="utf-8", newline="\n") as target,
        ):
            while chunk := source.read(_CHUNK):
                target.write(chunk)
    except (UnicodeError, OSError) as e:
        raise BadInput(f"not {encoding or 'UTF-8'} text ({e})", file=str(path)) from None
    return copy


def _ends_lines_oddly(head: bytes) -> bool:
    """Whether lines end with CR alone, or in two ways, as where a title was put above."""
    both = head.count(b"\r\n")
    return both not in (0, head.count(b"\n")) or (b"\r" in head and b"\n" not in head)


def new_file(folder: Path) -> Path:
    """A name in `folder` that is not taken; the folder is made when the first is asked for."""
    folder.mkdir(exist_ok=True)
    return folder / f"unpacked-{sum(1 for _ in folder.iterdir())}"
