"""The rule base: rule files, one reading of their conditions, durable-rules, and the audit."""

from advisor.rules.evaluation import Because, EngineFault, Evaluation, Firing
from advisor.rules.load import load
from advisor.rules.rule import (
    Close,
    Conclude,
    Derive,
    EvidenceEffect,
    Note,
    Rule,
)
from advisor.rules.ruleset import CHOICE_FACTS, RuleSet

__all__ = [
    "CHOICE_FACTS",
    "Because",
    "Close",
    "Conclude",
    "Derive",
    "EngineFault",
    "Evaluation",
    "EvidenceEffect",
    "Firing",
    "Note",
    "Rule",
    "RuleSet",
    "load",
]
