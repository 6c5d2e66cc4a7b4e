"""Which exports are read, in words."""

from __future__ import annotations

from advisor.usage.formats.export_formats import formats
from advisor.usage.tables.role_names import roles


def known_formats() -> str:
    """A line for each export with the document that its fields are from, then what a table of one's own may name."""
    known = sorted({(f.name, f.says) for f in formats() if not f.refuse}, key=lambda n: n[0].casefold())
    width = max(len(name) for name, _ in known)
    lines = [f"{name.ljust(width)}  {says}" for name, says in known]
    own = f"Any table of calls or of sums, by the names of its columns, or by --map: {', '.join(roles())}"
    return "\n".join([*lines, "", own]) + "\n"
