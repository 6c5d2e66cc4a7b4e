"""The price book for people and programs: the list, one entry in full, what to check again."""

from advisor.pricebook.entry import EntryReport
from advisor.pricebook.search import Listing, look_up
from advisor.pricebook.stale import StaleList, stale

__all__ = ["EntryReport", "Listing", "StaleList", "look_up", "stale"]
