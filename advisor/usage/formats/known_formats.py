"""Which exports are read, in words."""

from __future__ import annotations

from advisor.text.file_kinds import file_kinds
from advisor.usage.formats.export_formats import formats
from advisor.usage.tables.role_names import roles


def known_formats() -> str:
    """A line for each export with the document that its fields are from, then what a table of one's own may name."""
    known = ((f.name, f.says) for f in formats() if not f.refuse)
    own = f"Any table of calls or of sums, by the names of its columns, or by --map: {', '.join(roles())}"
    return file_kinds(known, own)
