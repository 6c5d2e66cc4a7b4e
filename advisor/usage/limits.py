"""Technical bounds of the readers: how much is held at once, and how little data says nothing."""

from __future__ import annotations

LONGEST_RECORD = 16 * 1024 * 1024
"""Bytes of one line, one element of a JSON list, or one object over several lines; a longer one is refused."""
MEMORY = "512MB"
"""What the aggregation may hold in memory; beyond that it uses the disk."""
HEAD = 64 * 1024
"""Bytes at the head of a file by which its format is recognised."""
SAMPLE = 80
"""Characters shown of a record that was set aside."""
FULL_DAYS_FOR_TRAFFIC = 7
"""Full days from which on it is said whether traffic is steady."""
FULL_DAYS_FOR_TREND = 28
"""Full days from which on a trend is said."""
LONGEST_GAP_DAYS = 31
"""Days without a record after which a few records on the far side are read as a clock that jumped."""
STRAY_SHARE = 0.01
"""Share of the records up to which the far side of such a gap is a jump and no second period."""
DAYS_FOR_VOLUME = 1
"""Days covered from which on a volume a month is taken as measured."""
