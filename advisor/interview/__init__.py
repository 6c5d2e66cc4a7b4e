"""The interview: a checklist as data, a conversation over an append-only log, and a plain front."""

from advisor.interview.conversation import Conversation, ConversationTurn, Progress, QuestionPrompt, Reaction

__all__ = ["Conversation", "ConversationTurn", "Progress", "QuestionPrompt", "Reaction"]
