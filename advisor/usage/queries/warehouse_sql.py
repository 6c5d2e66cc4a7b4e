"""One query that sums calls by day and model where the logs live; its result is an export like any other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.errors import BadInput, near
from advisor.files.extras import missing
from advisor.usage.formats.export_formats import DIMENSIONS

DIALECTS = ("bigquery", "snowflake", "databricks", "redshift", "postgres", "duckdb")
_NEEDED = ("time", "input", "output")
_SUMS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cached": "cached_tokens",
    "written": "cache_write_tokens",
}
_NAME = re.compile(r"[A-Za-z_][\w$-]*(\.[A-Za-z_][\w$-]*)*")


def warehouse_query(dialect: str, table: str, roles: Mapping[str, str]) -> str:
    """The query in this dialect, over `table`, whose columns have these roles.

    A call without counts is none of its requests, but of `calls_without_counts`. Raises BadInput for an unknown
    dialect, a role that is missing, a name that is none, and without the extra `sql`.
    """
    if dialect not in DIALECTS:
        raise BadInput(
            "no such dialect", text=dialect, expected=", ".join(DIALECTS), near=near(dialect, DIALECTS)
        )
    lacking = [role for role in _NEEDED if role not in roles]
    if lacking:
        example = " ".join(f"{role}=COLUMN" for role in lacking)
        raise BadInput("the query needs more columns", text=", ".join(lacking), expected=f"--map {example}")
    for name in (table, *roles.values()):
        if not _NAME.fullmatch(name):
            raise BadInput(
                "not a name of a table or column", text=name, expected="letters, digits and _, with points"
            )
    try:
        import sqlglot
    except ImportError:
        raise missing("sql", "queries for a warehouse need sqlglot") from None
    (query,) = sqlglot.transpile(_query(table, roles), read="duckdb", write=dialect, pretty=True)
    return query + ";\n"


def _query(table: str, roles: Mapping[str, str]) -> str:
    """The query as DuckDB reads it."""
    groups = ["CAST(DATE_TRUNC('DAY', {time}) AS DATE) AS date".format(time=_quoted(roles["time"]))]
    groups += [f"{_quoted(roles[role])} AS {role}" for role in DIMENSIONS if role in roles]
    counted, every = f"COUNT({_quoted(roles['input'])})", "COUNT(*)"
    if "requests" in roles:
        column = _quoted(roles["requests"])
        every = f"SUM({column})"
        counted = f"SUM(CASE WHEN {_quoted(roles['input'])} IS NOT NULL THEN {column} END)"
    sums = [f"{counted} AS requests", f"{every} - {counted} AS calls_without_counts"]
    sums += [
        f"COALESCE(SUM({_quoted(roles[role])}), 0) AS {name}" for role, name in _SUMS.items() if role in roles
    ]
    sums += [f"SUM({_quoted(roles['spend'])}) AS cost_usd"] if "spend" in roles else []
    numbers = ", ".join(str(n + 1) for n in range(len(groups)))
    where = f"FROM {_quoted(table)} GROUP BY {numbers} ORDER BY {numbers}"
    return f"SELECT {', '.join([*groups, *sums])} {where}"


def _quoted(name: str) -> str:
    """A name as it is where SQL takes it so, else each part in quotes."""
    plain = re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", name)
    return name if plain else ".".join(f'"{part}"' for part in name.split("."))
