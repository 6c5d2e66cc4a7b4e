"""Technical bounds of the readers: how much is held at once, and how little data says nothing."""

from __future__ import annotations

LONGEST_RECORD = 16 * 1024 * 1024
"""Bytes of one line, one element of a JSON list, or one object over several lines; a longer one is refused."""
MEMORY = "400MB"
"""What the aggregation may hold in memory; beyond that it uses the disk."""
ONE_THREAD = 1024 * 1024
"""Bytes to read below which one thread is quicker than several."""
FEW_RECORDS = 100_000
"""Records up to which those of every workload are written down a second time, so that queries are quicker."""
HEADS = (64 * 1024, 1024 * 1024, LONGEST_RECORD)
"""Bytes at the head of a file by which its format is recognised: more where a few do not show it."""
UNPACKED = 8 * 1024**3
"""Bytes that a ZIP may hold unpacked."""
LARGEST_DOCUMENT = 256 * 1024 * 1024
"""Characters of metrics, or of one nested document, which is held as a whole."""
LOG_HEAD = 1000
"""Lines of a log, of which one must tell of tokens."""
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
QUIET_HOURS = 6
"""Hours in a row without a call, every day, from which on nights are quiet."""
QUIET_CALLS = 4
"""Calls a day below which nothing is said of nights."""
QUIET_TIMES = 4
"""Times as long as calls are apart otherwise that such hours must be."""
OVER_SHARE = 0.01
"""Share of a group's calls with more cached tokens than input from which on its cached tokens are apart."""
SPEND_AGREES = 0.05
"""Share by which a bill at list prices may differ from the spend in an export and still be the same."""
UNMEASURED_SHARE = 0.05
"""Share of calls without usable counts from which on the answers say it."""
FEWEST_SUMS = 3
"""Moments of a table from which on their rhythm is looked at."""
EVEN_SHARE = 0.9
"""Share of equal steps from one moment to the next from which on a table is read as sums of that step."""
HOURLY_SHARE = 0.25
"""Share of steps of one hour from which on a table whose times are full hours is read as sums of hours."""
NO_DOLLARS = 90
"""Times the list price of its tokens from which on a spend is in another unit than it says."""
FEWEST_COUNTED = 12
"""Steps of a table from one time to the next from which on it is asked whether its counts only grow."""
RISING_SHARE = 0.5
"""Share of such steps at which both counts rise from which on a table that never falls holds running totals."""
RESET_SHARE = 0.25
"""Share of a running total that is left, at most, where it begins anew."""
DAY = 86_400
"""Seconds of a day."""
GROWING_DAYS = 2
"""Days over which counts of hours that never fall are running totals: traffic has its nights."""
BEGUN_WITHIN = 3
"""Mean rises of a table within which its least count lies where running totals began in it."""
PIECES_SHARE = 0.1
"""Share of ids with a record without input beside one with it, from which on records are pieces of calls."""
FEWEST_PROMPT_TOKENS = 5
"""Tokens in, a call that is answered: fewer are in another unit, as the frame of a chat alone takes more."""
FEWEST_MERGED = 4
"""Rows of a table from which on names that stand once each above empty cells are those of merged cells."""
EDGE_SHARE = 0.5
"""Share of the least other day below which the first or the last day of an export may not be whole."""
FEWEST_INNER_DAYS = 5
"""Days between the first and the last one from which on these are compared with them."""
