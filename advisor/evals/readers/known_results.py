"""Which result files are read, in words."""

from __future__ import annotations

from advisor.evals.tables.table_kinds import ROLES, table_words
from advisor.files import yaml_file
from advisor.text.file_kinds import file_kinds


def known_results() -> str:
    """A line for each kind of file with the document that describes it, then what a table of one's own may name."""
    tables = [t for t in table_words("tables") if not t.get("refuse") and t["says"].startswith("https:")]
    tools = yaml_file.beside(__file__, "tools.yaml")["tools"]
    known = ((t["name"], t["says"]) for t in [*tools, *tables])
    own = "Any table with a row for each example, by the names of its columns, or by --map:"
    return file_kinds(known, f"{own} {', '.join(ROLES)}")
