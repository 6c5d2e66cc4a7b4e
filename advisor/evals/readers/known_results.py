"""Which result files are read, in words."""

from __future__ import annotations

from advisor.evals.readers.table_kinds import ROLES, table_words
from advisor.files import yaml_file


def known_results() -> str:
    """A line for each kind of file with the document that describes it, then what a table of one's own may name."""
    tables = [t for t in table_words("tables") if not t.get("refuse") and t["says"].startswith("https:")]
    tools = yaml_file.beside(__file__, "tools.yaml")["tools"]
    known = sorted({(t["name"], t["says"]) for t in [*tools, *tables]}, key=lambda n: n[0].casefold())
    width = max(len(name) for name, _ in known)
    lines = [f"{name.ljust(width)}  {says}" for name, says in known]
    own = (
        f"Any table with a row for each example, by the names of its columns, or by --map: {', '.join(ROLES)}"
    )
    return "\n".join([*lines, "", own]) + "\n"
