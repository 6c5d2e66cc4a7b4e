"""Result files in a ZIP, unpacked for as long as they are read."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import BadInput
from advisor.evals.limits import LARGEST_MEMBER
from advisor.evals.opening.result_files import KNOWN, likely
from advisor.files.binary_kinds import OFFICE
from advisor.files.named_files import named_files
from advisor.files.spreadsheet import sheets_as_csv

_INSPECT = ("header.json", "_journal/")
_WORKBOOK = "xl/"


@dataclass(frozen=True)
class ResultPath:
    """A file to read, and what it is called."""

    path: Path
    shown: Path


@contextmanager
def unpacked_files(paths: Iterable[Path]) -> Iterator[list[ResultPath]]:
    """All result files of `paths`, those in a ZIP as files of their own. Raises BadInput."""
    with tempfile.TemporaryDirectory(prefix="advisor-evals-") as folder:
        named = named_files(paths, wanted=likely, what="result file", expected=KNOWN)
        yield [found for n, path in enumerate(named) for found in _files(path, Path(folder) / str(n))]


def _files(path: Path, folder: Path) -> list[ResultPath]:
    if path.suffix == ".eval" or not zipfile.is_zipfile(path):
        return [ResultPath(path, path)]
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(name.startswith(_WORKBOOK) for name in names):
                return _sheets(path, folder)
            if any(name.startswith(_INSPECT) for name in names):
                return [ResultPath(path, path)]
            if any(name.startswith(OFFICE) for name in names):
                raise BadInput("a document of an office program", file=str(path), expected=KNOWN)
            return _members(archive, path, folder)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as e:
        raise BadInput(f"an archive that cannot be unpacked ({e})", file=str(path)) from None


def _sheets(path: Path, folder: Path) -> list[ResultPath]:
    """The sheets of a workbook, each as a file by its name; the workbook itself where it has but one, or is damaged."""
    folder.mkdir(parents=True)
    try:
        sheets = sheets_as_csv(path, folder)
    except BadInput:
        return [ResultPath(path, path)]
    if len(sheets) < 2:
        return [ResultPath(path, path)]
    return [ResultPath(_named(file, name), path / name) for name, file in sheets]


def _named(file: Path, sheet: str) -> Path:
    """A file by the name of its sheet, which names the model where no column does."""
    folder = file.with_suffix("")
    folder.mkdir()
    return file.rename(folder / f"{sheet.replace('/', '-')}.csv")


def _members(archive: zipfile.ZipFile, path: Path, folder: Path) -> list[ResultPath]:
    wanted = [m for m in archive.infolist() if not m.is_dir() and _is_result(m.filename)]
    if not wanted:
        names = ", ".join(archive.namelist()[:5])
        raise BadInput(
            "no result file in this archive", file=str(path), text=names, expected="CSV, JSON or XML"
        )
    if sum(m.file_size for m in wanted) > LARGEST_MEMBER:
        raise BadInput(f"over {LARGEST_MEMBER // 2**30} GiB unpacked", file=str(path))
    return [_member(archive, m, path, folder / str(n)) for n, m in enumerate(wanted)]


def _is_result(name: str) -> bool:
    return likely(Path(name)) and not name.startswith("__MACOSX/")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, folder: Path) -> ResultPath:
    folder.mkdir(parents=True)
    target = folder / Path(member.filename).name
    with archive.open(member) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)
    return ResultPath(target, path / member.filename)
