"""A price book for the interview's tests that does not change when prices do."""

from advisor.errors import BadInput
from advisor.interview import Conversation
from advisor.interview.price_lookup import ShownDefault

MODELS = ("gpt-4o", "gpt-4o-mini", "o4-mini", "claude-haiku-4.5")


class StubBook:
    def resolve(self, name):
        plain = name.strip().lower().replace(" ", "-")
        if plain not in MODELS:
            raise BadInput("unknown model", text=name, near="gpt-4o")
        return plain

    def tried(self, name, *, inside=False):
        return self.resolve(name)

    def cloud(self, name):
        return None

    def nearest(self, name):
        return ("gpt-4o ($2.5 in, $10 out per 1M)",)

    def default(self, fact, facts):
        return ShownDefault("interactive", "somebody waits") if fact == "turnaround" else None


def talk(path=None):
    return Conversation.open(path, book=StubBook())


CORE = (
    "300k/day, gpt-4o, 1500 in, 100 out",
    "not sure",
    "yes",
    "gpt-4o-mini: slightly short",
    "stable",
    "rarely",
    "yes",
    "automated",
    "public-api",
    "interactive",
    "no",
    "classification",
    "narrow",
    "fixed",
    "24",
    "2k",
    "production",
    "yes",
)


def before(name):
    """The answers of CORE that lead to the question of this fact."""
    conversation, given = talk(), []
    for text in CORE:
        if conversation.current.facts[0] == name:
            return given
        conversation.answer(text)
        given.append(text)
    raise KeyError(name)
