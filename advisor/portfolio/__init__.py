"""Many cases decided at once, and what they come to together."""

from __future__ import annotations

from advisor.portfolio.row import Failure, Portfolio, Row, SharedBase
from advisor.portfolio.run import portfolio

__all__ = ["Failure", "Portfolio", "Row", "SharedBase", "portfolio"]
