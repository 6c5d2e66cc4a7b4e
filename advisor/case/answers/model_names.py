"""The model that a text names, cut out of it: what is left holds no digits that belong to a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from advisor.case.answer import Answer, Doubtful
from advisor.case.answers import vendors_in_line
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says
from advisor.case.numerals.quantity import Ambiguous
from advisor.errors import BadInput

LONGEST = 600
_WORDS = 6
_WORD = re.compile(r"[^\s,;()\n]+")
_NEW_CLAUSE = re.compile(r"[,;()\n]|\.(?=\s)")
_LIKE_A_NAME = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[A-Za-z][A-Za-z0-9._:/-]+")
_NO_END = re.compile(r"on|with|and|at|for|in|the|a|an|our|we|batch|api|calls?", re.IGNORECASE)
"""What ends no name in a sentence; "batch" is how it is called, and no other seller's name."""
_NO_PART = re.compile(
    r"(?i)\s(?:and|the|an?|our|we|it|is|are|was|were|has|have|does|did|do|just|as|to|for|from|their|not)\s"
)
"""Words that stand inside no name; looking for a slip of the pen in such a piece takes long."""
_BEHIND_NAME = re.compile(
    r"(?i)\s+(?:on|via|in|at|for|with|and|now|today|from|through|is|are|was|were|as|by|or|but|did|does|has|had|fell|came|failed)\b"
)
"""What goes on behind a name that is whole."""
_VERSION_BEHIND = re.compile(
    r"(?i) (?:[\w.]*\d|(?:a|r|r\+|plus|pro|mini|micro|nano|lite|light|large|small|flash|express)(?![\w-]))"
)
"""What makes a word of everyday speech a model's name: "step 3.5", "command r"."""
_FRONT = 1
"""Where the first word of a sentence stands."""
_QUANTITY = re.compile(r"(?:[~<>]?[$€£]?\.?\d[\d.,_]*(?:[kmb]|mio|ms|s|h|%|x|rps|qps)?)", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """`model` is None where none was found; `sure` unless others are named too, `alone` where those ran before.

    `rest` is the text without it, `said` the words that name it.
    """

    model: str | None
    sure: bool
    rest: str
    errors: tuple[BadInput, ...] = ()
    alone: bool = False
    said: str = ""


def answer(text: str, resolve: Callable[[str], str], *, inside: bool = False) -> Answer:
    """The model that an answer names, alone or in a sentence. Raises Ambiguous and BadInput.

    `inside`: it runs on the user's own GPUs, so a name that several vendors sell is one model.
    """
    try:
        return Answer(resolve(text))
    except BadInput as refused:
        named = cut(text[:LONGEST], resolve)
        if named.model is None and inside and named.errors and not isinstance(refused, Doubtful):
            return Answer(open_name(str(named.errors[0].text)))
        if named.model is None:
            raise refused
        if not named.sure and named.alone:
            shown = named.model
            raise Doubtful("model: not quite sure", Answer(shown), text=text, near=shown) from None
        if not named.sure:
            raise Ambiguous(
                "model: this could be several", text=text, expected="the one that runs today"
            ) from None
        return Answer(named.model)


def open_name(said: str) -> str:
    """The id that a model gets which no price book sells: `Qwen3 32B` is qwen3-32b."""
    return "-".join(said.lower().split()).rstrip(".,;:!?")


def cut(text: str, resolve: Callable[[str], str]) -> Named:
    """Look for one model in `text`; `resolve` turns a name into an id and raises BadInput."""
    spans = list(_spans(text, resolve))
    gone = [span for span in spans if _is_left(text, *span[:2])]
    ids = dict.fromkeys(id_ for _, _, id_ in spans)
    rest, errors = text, []
    for start, end, _ in reversed(spans):
        rest = rest[:start] + " " * (end - start) + rest[end:]
    stay = {*ids} - {id_ for *_, id_ in gone}
    if not stay:
        for start, end in _names(rest):
            try:
                resolve(text[start:end])
            except BadInput as e:
                errors.append(e)
                rest = rest[:start] + " " * (end - start) + rest[end:]
    if gone:  # "we dropped gpt-4-turbo and moved onto command-a"
        one = stay.pop() if len(stay) == 1 else None
        return Named(one, sure=False, rest=rest, errors=tuple(errors[:1]), alone=True)
    sure = len(ids) == 1 and not _moved(text, spans[0][0], ("past", "left", "partly", "ahead"))
    sure = sure and not re.search(r"\bor v?\d|\beither\b.*\bor\b", rest)  # "gpt-5 or 5.2"
    if len(spans) == len(ids) == 2 and re.fullmatch(r"(?i)\s*,? or\s+", text[spans[0][1] : spans[1][0]]):
        return Named(spans[0][2], sure=False, rest=rest)  # "either gpt-4o or gpt-4.1"
    if len(spans) == 2 and re.fullmatch(r"(?i)\s*(?:over )?(?:to|->|→)\s*", text[spans[0][1] : spans[1][0]]):
        return Named(spans[1][2], sure=False, rest=rest, alone=True)  # "moved from gpt-4o to haiku"
    today = {id_ for start, _, id_ in spans if not _moved(text, start, ("past", "left", "former"))}
    if len(ids) > 1 and len(today) == 1:  # "it was gpt-4o, since March it is gpt-5.2"
        return Named(today.pop(), sure=False, rest=rest, alone=True)
    said = text[spans[0][0] : spans[0][1]] if spans else ""
    return Named(next(iter(ids), None), sure, rest, tuple(errors[:1]), said=said)


def _is_left(text: str, start: int, end: int) -> bool:
    """Whether the words right before a name, or right behind it, say that the model runs no more."""
    before, after = Sentence.of(text[:start].rsplit(".", maxsplit=1)[-1]), Sentence.of(text[end:])
    return says(before, "left_before") or says(after, "left_after")


def _moved(text: str, at: int, kinds: Sequence[str]) -> bool:
    """Whether the clause says that the model is not what runs, or not alone: "we left gpt-4.1", "mostly gpt-5"."""
    begin = max((m.end() for m in _NEW_CLAUSE.finditer(text, 0, at)), default=0)
    end = _NEW_CLAUSE.search(text, at)
    sentence = Sentence.of(text[begin : end.start() if end else len(text)])
    before = text[begin:at].lower().split()[-1:]
    beside = "left" in kinds and not set(before).isdisjoint(entries("beside_model"))
    return beside or says(sentence, *kinds)


def _spans(text: str, resolve: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    words = [m.span() for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        taken = _longest(text, words[at : at + _WORDS], resolve) if _begins(text, words[at]) else None
        end = words[at + taken[0] - 1][1] if taken else 0
        if taken and not _goes_on(text, end):  # the mark that ends a sentence stays
            yield words[at][0], end - (text[end - 1] in ".!?"), taken[1]
        at += taken[0] if taken else 1


def _goes_on(text: str, end: int) -> bool:
    """Whether a version or a size behind a known name makes it another one: "Mistral Large 5", "gpt-5.2 ultra"."""
    if text[end - 1] in ".!?":  # "Gemini 3 Pro. 1 in 5 is wrong"
        return False
    more = re.match(
        r"(?i)[ \t]+(?:([a-z]?\d{1,2}(?:\.\d{1,2})?)|([a-z]+))(?![\w%/$€£+-]|[.,:]\w)", text[end:]
    )
    if more is None:
        return False
    behind = text[end + more.end() :]
    ends = not re.match(r"[ \t]+[\w~<>$€£]", behind) or bool(_BEHIND_NAME.match(behind))
    sized = more[2] is not None and more[2].lower() in entries("model_sizes")
    return ends and (sized or more[1] is not None)


def _begins(text: str, word: tuple[int, int]) -> bool:
    """Whether a model's name can begin here: with the name of a family, or with letters and digits."""
    shown = text[slice(*word)].lower()
    other = (start for start, _ in said_at(shown, "hardware", "no_models"))
    if _QUANTITY.fullmatch(shown) or _FRONT in other:  # "v3" is no model, "deepseek-v3" is one
        return False
    if shown in entries("families_with_version") and not _VERSION_BEHIND.match(text, word[1]):
        return False
    families = {*entries("model_families")}
    first, *parts = re.split(r"[^a-z]+", re.sub(r"^.*/", "", shown))
    within = families.intersection(parts) - {*entries("families_with_version")}  # "open-mistral-nemo"
    return bool({first, shown} & families or within or _LIKE_A_NAME.fullmatch(shown))


def _is_vendor(text: str, word: tuple[int, int]) -> bool:
    """Whether a word names a vendor that its sentence tells a contract with, and no model."""
    start = max(text.rfind(mark, 0, word[0]) for mark in ".;\n") + 1
    end = min((at for mark in (". ", ";", "\n") if (at := text.find(mark, word[1])) >= 0), default=len(text))
    return vendors_in_line.is_one(text[slice(*word)], text[start:end])


def _longest(
    text: str, words: list[tuple[int, int]], resolve: Callable[[str], str]
) -> tuple[int, str] | None:
    for count in range(len(words), 0, -1):
        start, end = words[0][0], words[count - 1][1]
        shown = text[start:end].rstrip(".:!?")
        last = text[slice(*words[count - 1])]
        if (
            _NEW_CLAUSE.search(shown)
            or _NO_PART.search(f"{shown} ")
            or (count > 1 and _NO_END.fullmatch(last.rstrip(".:!?")))
        ):
            continue
        try:
            return count, resolve(shown)
        except BadInput:
            continue
    return None


def _names(text: str) -> Iterator[tuple[int, int]]:
    """What looks like a model's name and is none: letters and digits, or a family with what follows it."""
    for found in _WORD.finditer(text):
        if _begins(text, found.span()) and not _is_vendor(text, found.span()):
            rest = re.match(
                r"(?i)(?: +[\w.]*\d[\w.]*b?| +(?:mini|nano|pro|flash|lite|large|small)\b)*",
                text[found.end() :],
            )
            yield found.start(), found.end() + (rest.end() if rest else 0)
