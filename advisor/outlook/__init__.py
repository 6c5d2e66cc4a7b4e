"""How sure a verdict is, what would flip it, whether it is settled, and which question matters next."""

from advisor.outlook.look import Outlook, outlook
from advisor.outlook.power import by_power, next_question
from advisor.outlook.settling import is_settled, settled

__all__ = ["Outlook", "by_power", "is_settled", "next_question", "outlook", "settled"]
