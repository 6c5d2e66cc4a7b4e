"""The rule base: rule files, one reading of their conditions, durable-rules, and the audit."""

from advisor.rulebase.evaluation import Because, EngineFault, Evaluation, Firing
from advisor.rulebase.load import load
from advisor.rulebase.model import Close, Conclude, Derive, Evidence, Note, Rule
from advisor.rulebase.ruleset import RuleSet

__all__ = [
    "Because",
    "Close",
    "Conclude",
    "Derive",
    "EngineFault",
    "Evaluation",
    "Evidence",
    "Firing",
    "Note",
    "Rule",
    "RuleSet",
    "load",
]
