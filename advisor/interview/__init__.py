"""The interview: a checklist as data, a conversation over an append-only log, and a plain front."""

from advisor.interview.conversation import Conversation, Progress, Prompt, Reaction, Turn

__all__ = ["Conversation", "Progress", "Prompt", "Reaction", "Turn"]
