"""A part of a file of rules while it is read."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor.errors import BadInput
from advisor.files.yaml_file import Document, Place
from advisor.rules.diagnostics import RuleError, coded, fault
from advisor.rules.terms import Terms


class RulePart(Struct, frozen=True):
    """Where a part stands in its file, the plain data that stands there, and the terms that it may use."""

    doc: Document
    place: Place
    value: Any
    terms: Terms

    @property
    def key(self) -> str:
        """The name under which it stands."""
        return str(self.place[-1])

    def inner(self, step: str | int) -> RulePart:
        """What stands under a key, or at a place of a list."""
        return RulePart(self.doc, (*self.place, step), self.value[step], self.terms)

    def holding(self, value: Any) -> RulePart:
        """The same place with another value, such as the routes that the name of a group stands for."""
        return replace(self, value=value)

    def fault(self, code: str, message: str, **details: object) -> RuleError:
        """What is wrong here."""
        return fault(code, self.doc, self.place, message, **details)

    def refused(self, code: str, error: BadInput) -> RuleError:
        """`error` as one of this part."""
        return coded(code, error, self.doc, self.place)
