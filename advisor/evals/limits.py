"""Technical bounds of the readers: what is held at once, and what is refused."""

from __future__ import annotations

CHUNK = 256 * 1024
"""Characters read at a time."""
LONGEST_VALUE = 16 * 1024 * 1024
"""Characters of one row, or of one value beside the rows; a longer one is refused."""
LARGEST_MEMBER = 4 * 1024**3
"""Bytes of one member of a zipped log once unpacked."""
MOST_EXAMPLES = 10_000_000
"""Examples of one model."""
MOST_REASONS = 1000
"""Different reasons for lost answers that are counted apart."""
MOST_MODELS = 200
"""Models or prompts compared in one go."""
HEAD = 64 * 1024
"""Characters at the head of a file by which its kind is recognised."""
LONGEST_NAME = 200
"""Characters of a model's or a metric's name; more are cut."""
LARGEST_DOCUMENT = 256 * 1024 * 1024
"""Bytes of a JSON document that is held as a whole."""
