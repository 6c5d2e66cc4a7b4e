"""The price book for people and programs: the list, one entry in full, what to check again."""

from advisor.pricebook.entry import Full
from advisor.pricebook.search import Listing, look_up
from advisor.pricebook.stale import StaleList, stale

__all__ = ["Full", "Listing", "StaleList", "look_up", "stale"]
