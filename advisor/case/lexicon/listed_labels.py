"""Labels that a sentence lists by name: "sorted into cheating, bug, spam or other", "hail / pest / no damage"."""

from __future__ import annotations

import re

from advisor.case.lexicon import phrases
from advisor.case.lexicon.word_lists import entries, says
from advisor.case.numerals import quantity
from advisor.case.reading_bounds import bound

_LONGEST, _FEWEST = 3, 3
"""Words of one label at most; labels of a list at least, unless it is a yes or a no."""
_NAMED = "labels/categories/classes/queues/topics/intents/tags/codes/types"
"""After these words a list joined by "and" is one of labels too."""
_NEXT = re.compile(r"\s*(?:,\s*(?:or|and)\b|,|\bor\b|\band\b|/)\s*")
_LABEL = re.compile(r"[a-z][a-z'-]*(?: [a-z][a-z'-]*)*")
_CLAUSE = r"[,;:]|\.\s"
_PAIR = re.compile(r"\b([a-z]+) ?(?:\bor\b|/|,) ?(?:not|no|non)[ -]\1\b")
"""A word and its denial: "relevant or not relevant"."""
_EITHER = re.compile(
    r"\b(?:(?:says|decides?|predicts)(?: (?:either|whether))?|(?:as|into) either|(?:classif|sort|flag|mark|label)\w+"
    r" (?:(?:each|every|the|all|them|it|a|an|our) ?(?:[a-z]+ )?)?(?:as|into)) [a-z][a-z-]*(?: [a-z][a-z-]*)?"
    r" or [a-z][a-z-]*(?: [a-z][a-z-]*)?(?= ?[,.;:]| (?:for|per|by|with|in|on)\b| ?$)"
)
"""A model that says one thing or another: "says repair or write-off"."""
_LIST = re.compile(r"[a-z][a-z' -]*(?: ?/ ?[a-z][a-z' -]*){1,}")


_LETTERS = re.compile(
    r"\b(?:grad\w+|scales?|scor\w+|marks?|class|classes|letters?|bands?|tiers?|rat\w+)\b[^.;]*?"
    r"\b([a-h]) ?(?:to|-|–|through) ?([a-h])\b"
)


_STEPS = re.compile(
    r"\b(?:grad\w+|class|label\w*|levels?|severit\w+|priorit\w+|urgenc\w+|stars?|bands?|tiers?|rating|category|code)"
    r"\b,?(?: (?:from|of|between|rating|label|level|score|class|,))*"
    r" ([a-z]?)([01]) ?(?:to|-|–|through|and) ?(?:\1)(\d{1,2})\b"
)
_MOST_STEPS = bound("most_scale_steps")


def of_letters(text: str) -> int:
    """How many letters a scale has: "graded A to F"; 0 for none. That it leaves out one of them is not said."""
    found = _LETTERS.search(quantity.normalise(text))
    return max(0, ord(found[2]) - ord(found[1]) + 1) if found else 0


def _bare_letters(plain: str) -> int:
    """How many letters an answer counts, with one more that is named beside them: "A to F plus not gradable"."""
    found = re.match(r"([a-h]) ?(?:to|-|–|through) ?([a-h])\b(?: ?(?:,|plus|and|\+) ?(\w+))?", plain)
    return max(0, ord(found[2]) - ord(found[1]) + 1 + bool(found[3])) if found else 0


def of_numbers(text: str) -> int:
    """How many steps a scale of numbers has: "a severity, 1 to 5", "P1 to P4"; 0 for none."""
    found = _STEPS.search(quantity.normalise(text))
    many = int(found[3]) - int(found[2]) + 1 if found else 0
    return many if _FEWEST <= many <= _MOST_STEPS else 0


def in_brackets(text: str) -> int:
    """How many words are listed in brackets: "priority (low, normal, high)"; 0 where none are."""
    listed = re.findall(r"\(([^()]*)\)", quantity.normalise(text))
    return max((many for t in listed if (many := len(_items(t))) >= _FEWEST), default=0)


def count(text: str, *, asked: bool = False) -> int:
    """How many labels are listed; 0 where none are. `asked`: the number of labels was asked for, so any list counts."""
    plain = quantity.normalise(text)
    opposed = _PAIR.search(plain)
    if opposed and (more := _items(f"x{plain[opposed.end() :]}", chosen=not asked)):
        return 1 + len(more)  # "fraud, not fraud or unsure"
    if opposed or _EITHER.search(plain) or says(text, "label_pairs"):
        return 2
    if scale := of_letters(text) or of_numbers(text) or (_bare_letters(plain) if asked else 0):
        return scale
    for colon in re.finditer(r":", plain):
        if (many := len(_items(plain[colon.end() :], chosen=True))) >= _FEWEST:
            return many
    for lead in entries("label_leads"):
        for found in phrases.pattern(lead).finditer(f" {plain}"):
            if (many := len(_items(f" {plain}"[found.end() :], chosen=lead not in _NAMED))) >= _FEWEST:
                return many
    slashed = max((len(_slashed(m[0])) for m in _LIST.finditer(plain) if _is_whole(m, plain)), default=0)
    whole = len(_items(plain)) if asked else 0
    pair = _items(plain) or next((i for m in _LIST.finditer(plain) if len(i := _items(m[0])) == 2), [])
    denied = (
        len(pair) == 2 and pair[1].split()[-1:] == pair[0].split()[-1:] and pair[1].startswith(("no", "non"))
    )
    two = asked or denied or says(text.replace("/", " "), "two_labels")
    return max(slashed, whole) if max(slashed, whole) >= _FEWEST - bool(two) else 0


def _slashed(text: str) -> list[str]:
    """The labels between slashes; of a sentence before the first its last word: "sorts reviews in good/bad/other"."""
    first, slash, rest = text.partition("/")
    words = first.split()
    return _items(f"{words[-1] if len(words) > _LONGEST else first}{slash}{rest}")


def _is_whole(listed: re.Match[str], plain: str) -> bool:
    """Whether no further slash of its clause joins it to what is no label: "90k a day / 25 out / good / no tests"."""
    before = re.split(_CLAUSE, plain[: listed.start()])[-1]
    return "/" not in before + re.split(_CLAUSE, plain[listed.end() :])[0]


def _items(text: str, *, chosen: bool = False) -> list[str]:
    """The labels at the front of `text`, up to what is no label any more; `chosen`: one "or" another."""
    stops, found, or_ = entries("label_ends"), list[str](), not chosen
    rest, ends = text.strip(" :"), ""
    while label := _LABEL.match(rest):
        words = label[0].split()
        joined = next((i for i, w in enumerate(words) if w in ("or", "and", *stops)), len(words))
        if not 0 < joined <= _LONGEST:
            break
        found.append(" ".join(words[:joined]))
        rest = rest[len(" ".join(words[:joined])) :]
        if not (following := _NEXT.match(rest)):
            break
        if "or" in ends and following[0].strip() == ",":  # "a, b or c, just these three"
            break
        ends = following[0]
        or_ = or_ or "or" in ends or "/" in ends
        rest = rest[following.end() :]
    if not or_:
        return []
    return found if len(found) > 1 else []
