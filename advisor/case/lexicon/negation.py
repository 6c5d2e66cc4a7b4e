"""Which words of a sentence a negation in it denies."""

from __future__ import annotations

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says

_AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "will", "would"}
)


def denies(negation: tuple[int, int], span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether the negation stands before the words at `span` in its clause, with no "but" between.

    Or behind them, where it ends the clause, "tone it is not", or is that of their verb: "JSON mode was not used".
    """
    start, end = span
    same = sentence.clause(start)[0] == sentence.clause(negation[0])[0]
    if end <= negation[0] and same:
        verb, last = sentence.words[end : negation[0]].split(), sentence.words[: negation[0]].split()[-1]
        of_verb = last in _AUXILIARIES and _AUXILIARIES.issuperset(verb)
        return of_verb or sentence.words.startswith(" |", negation[1])
    if negation[0] > start or not same:
        return False
    between = Sentence("|" + sentence.words[negation[1] : start] + " |", asks=False)
    return not says(between, "contrasts")
