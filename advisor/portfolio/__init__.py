"""Many cases decided at once, and what they come to together."""

from __future__ import annotations

from advisor.portfolio.run import portfolio
from advisor.portfolio.workload_row import Failure, Portfolio, Row, SharedBase

__all__ = ["Failure", "Portfolio", "Row", "SharedBase", "portfolio"]
