"""A database on disk that lasts as long as one report, in the DuckDB of this process; it keeps what it was asked."""

from __future__ import annotations

import functools
import tempfile
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from advisor.errors import BadInput
from advisor.files.extras import missing
from advisor.usage.limits import LONGEST_RECORD, MEMORY, ONE_THREAD
from advisor.usage.lines.raw_lines import literal
from advisor.usage.tables.cell_words import month_macro, tidied_macro, windows_macro, zone_macro

_SQL = Path(__file__).parent / "sql"
_TICK = 0.2


class Database:
    """Open with `with`. `statements`: all SQL run so far, in order. Raises BadInput without the extra `usage`.

    `size`: the bytes that will be read; few are read by one thread, as sharing them out takes longer.
    """

    def __init__(self, size: int) -> None:
        try:
            import duckdb
        except ImportError:
            raise missing("usage", "reading usage exports needs DuckDB") from None
        self.statements = list(_macros())
        self._failure: type[Exception] = duckdb.Error
        self._folder = tempfile.TemporaryDirectory(prefix="advisor-usage-")
        self._name = f'"{Path(self._folder.name).name}"'
        self._open: Any = _engine().cursor()
        self._open.execute(f"ATTACH {literal(str(Path(self._folder.name) / 'usage.db'))} AS {self._name}")
        self._open.execute(f"SET search_path = '{self._name}.main,memory.main'")
        self._open.execute("SET threads = 1" if size < ONE_THREAD else "RESET threads")
        self._open.execute("SET enable_progress_bar = true")
        self._open.execute("SET enable_progress_bar_print = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        _engine().cursor().execute(f"DETACH {self._name}")
        self._folder.cleanup()

    def run(self, sql: str, progress: Callable[[float], None] | None = None) -> None:
        """Run a statement, all or nothing. `progress` is told the percentage now and then. Raises BadInput."""
        self.statements.append(sql.strip())
        if progress is None:
            self.ask(sql)
            return
        failed: list[BaseException] = []

        def work() -> None:
            try:
                self.ask(sql)
            except BaseException as e:
                failed.append(e)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(_TICK)
        while thread.is_alive():
            progress(max(self._open.query_progress(), 0.0))
            thread.join(_TICK)
        progress(100.0)
        if failed:
            raise failed[0]

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises BadInput with what the database says."""
        try:
            found: list[tuple[Any, ...]] = self._open.execute(sql).fetchall()
        except self._failure as e:
            raise _said(e) from None
        return found

    @property
    def folder(self) -> Path:
        """Where a folder for files of its own may be made, gone with it."""
        return Path(self._folder.name) / "files"

    def run_file(self, name: str) -> None:
        """Run the statement in sql/`name`.sql. Raises BadInput."""
        self.run(sql(name))

    def records(self, name: str) -> list[dict[str, Any]]:
        """The rows of the query in sql/`name`.sql, by column."""
        return self.named(sql(name))

    def named(self, text: str) -> list[dict[str, Any]]:
        """The rows of a query, by column."""
        self.statements.append(text)
        rows = self.ask(text)
        columns = [c[0] for c in self._open.description]
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def query(self, name: str) -> list[tuple[Any, ...]]:
        """The rows of the query in sql/`name`.sql."""
        text = sql(name)
        self.statements.append(text)
        return self.ask(text)


@functools.cache
def _engine() -> Any:
    """DuckDB with the macros that all statements use; what it holds on disk is gone with each report."""
    import duckdb

    found = duckdb.connect()
    found.execute(f"SET memory_limit = '{MEMORY}'")
    found.execute(f"SET temp_directory = {literal(str(_spill()))}")
    found.execute("SET fsync_mode = 'NONE'")
    found.execute("SET GLOBAL TimeZone = 'UTC'")
    for macros in _macros():
        found.execute(macros)
    return found


def _spill() -> Path:
    """A folder of its own, which DuckDB makes where memory runs out, and takes away at the end."""
    return Path(tempfile.gettempdir()) / f"advisor-usage-{uuid.uuid4().hex}"


@functools.cache
def _macros() -> tuple[str, ...]:
    return month_macro(), zone_macro(), windows_macro(), tidied_macro(), sql("macros")


def _said(error: Exception) -> BadInput:
    """What the database says, in one line; its own setting is said as the limit it stands for."""
    line = str(error).partition("\n")[0]
    if "maximum_object_size" in line:
        limit = f"{LONGEST_RECORD // 2**20} MiB"
        return BadInput(
            f"a JSON object longer than {limit}", expected="one record a line, or a list of records"
        )
    return BadInput(line.partition(": ")[2] or line)


def sql(name: str) -> str:
    """The text of sql/`name`.sql."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8").strip()
