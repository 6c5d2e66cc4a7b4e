"""Which words of a sentence a negation in it denies."""

from __future__ import annotations

from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import says


def denies(negation: tuple[int, int], span: tuple[int, int], sentence: Sentence) -> bool:
    """Whether the negation stands before the words at `span` in its clause, with no "but" between.

    Or behind them, where it ends the clause: "tone it is not".
    """
    start, end = span
    same = sentence.clause(start)[0] == sentence.clause(negation[0])[0]
    if sentence.words.startswith(" |", negation[1]) and end <= negation[0]:
        return same
    if negation[0] > start or not same:
        return False
    between = Sentence("|" + sentence.words[negation[1] : start] + " |", asks=False)
    return not says(between, "contrasts")
