"""A workload described in a line or a paragraph: "300k a day on gpt-4o, fifteen hundred in, about a hundred out"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from advisor.case import (
    described,
    mentions,
    model_names,
    money_in_line,
    own_machines,
    own_words,
    plain_words,
    quantity,
    time_spans,
    token_sides,
    units,
    volume,
)
from advisor.case.answer import Answer, Doubtful
from advisor.case.line_facts import LineFacts
from advisor.case.mentions import Mention
from advisor.case.number_words import TwoMeanings
from advisor.errors import BadInput

LONGEST = 4000
FACTS = ("requests_per_month", "model", "input_tokens", "output_tokens")
BESIDE = ("bill_today", "growth_per_month", "one_off", "calls_per_task")
"""Facts that a description may name in numbers beside the four."""


def parse(text: str, resolve: Callable[[str], str]) -> LineFacts:
    """Read as many facts as `text` holds; `resolve` turns a model's name into its id."""
    line = LineFacts()
    if len(text) > LONGEST:
        line.errors.append(BadInput("too long for a description", text=text))
        return line
    if not all(c.isprintable() or c.isspace() for c in text):
        line.errors.append(BadInput("characters that cannot be shown", text=text))
        return line
    named = model_names.cut(text, resolve)
    inside = _model(named, line)
    said, unread = _mentions(own_machines.without_machines(named.rest), line)
    parts, said = said, token_sides.of_all_calls(token_sides.sharing_rates(token_sides.without_parts(said)))
    parts = [m for m in parts if m not in said]
    sides = token_sides.sides(said)
    other = described.counts(said)
    left = [m for m in said if id(m) not in sides and id(m) not in other]
    _tokens(sides, said, left, line)
    _volume(left, parts, named.rest, line)
    _per_call(left, line)
    money_in_line.take(left, said, line)
    clauses = mentions.clauses(named.rest)
    unread = [c for c in unread if not money_in_line.grows(c, line)]
    unread += [clauses[i] for i in dict.fromkeys(m.clause for m in left)]
    line.doubtful |= {
        n: a for n, a in described.facts(clauses).items() if n not in line.found | line.doubtful
    }
    line.doubtful |= {n: a for n, a in described.answers(other, said).items() if n not in line.found}
    for n, a in described.listed(named.rest, line.doubtful).items():
        line.doubtful.setdefault(n, a)
    line.found = {n: line.found[n] for n in (*FACTS, *BESIDE) if n in line.found}
    plain = plain_words.certain(named.rest, line.doubtful, described.follow(other, said, clauses) | inside)
    line.found |= plain
    line.doubtful = {n: a for n, a in line.doubtful.items() if n not in plain}
    line.doubtful |= described.likely_task(clauses, {**line.found, **line.doubtful})
    _unread(unread, line)
    for e in line.errors:
        if e.text == named.rest:  # the model's name was cut out of it
            e.text = text
    return line


def _model(named: model_names.Named, line: LineFacts) -> set[str]:
    """The model; an open one that many sell is taken by its name where the words say that it runs inside.

    What is certain once they say so plainly.
    """
    if named.model is not None:
        (line.found if named.sure else line.doubtful)["model"] = Answer(named.model)
    inside = any(own_machines.runs_inside(c) for c in mentions.clauses(named.rest)) if named.errors else False
    for e in named.errors:
        if isinstance(e, Doubtful):
            line.doubtful["model"] = e.answer
        elif inside and e.text:
            line.doubtful["model"] = Answer(model_names.open_name(str(e.text)))
            return {"model"}
        else:
            line.errors.append(e)
    return set()


def _mentions(text: str, line: LineFacts) -> tuple[list[Mention], list[str]]:
    """The numbers of every clause, and the clauses without any; a clause that reads two ways is an error."""
    said, unread = [], []
    for i, clause in enumerate(mentions.clauses(text)):
        try:
            found = mentions.in_clause(clause, i)
        except TwoMeanings as e:
            line.errors.append(quantity.Ambiguous(e.why, text=clause, expected=e.say))
            continue
        said += found
        if not found:
            unread.append(clause)
    return said, unread


def _tokens(sides: Mapping[int, str], said: Sequence[Mention], left: list[Mention], line: LineFacts) -> None:
    for m in said:
        if name := sides.get(id(m)):
            system = "system" in m.lead
            more = _request(left) if system and name == "input_tokens" else Fraction(0)
            window = "context" in m.tail[:1]  # "128k context" may be all that the model can hold
            sure = not (m.doubt or system or window)
            line.take(name, m.low + more, m.high + more, sure=sure)
    bare = [m for m in left if _is_bare(m) and token_sides.is_tokens(m)]
    volume_said = any(m.per or (m.noun and volume.is_count(m)) for m in left)
    for m in bare if volume_said else bare[1:]:
        missing = [
            n for n in ("input_tokens", "output_tokens") if n not in line.found and n not in line.doubtful
        ]
        if missing:
            left.remove(m)
            line.take(missing[0], m.low, m.high, sure=(not m.noun or len(missing) == 1) and not m.doubt)


def _request(left: list[Mention]) -> Fraction:
    """The tokens of the request itself, named beside those of the system prompt; taken out of `left`."""
    words = set(own_words.load().lists["request_words"])
    for m in left:
        if not m.per and words & set(m.lead) and token_sides.is_tokens(m):
            left.remove(m)
            return m.value
    return Fraction(0)


def _is_bare(m: Mention) -> bool:
    """Whether it is said as tokens without a side, or stands alone: "March 2027" is no number of tokens."""
    if m.per or (m.each and not m.noun):
        return False
    return m.noun[0] in units.TOKENS if m.noun else not (token_sides.told(m.lead) or token_sides.told(m.tail))


def _volume(left: list[Mention], parts: Sequence[Mention], text: str, line: LineFacts) -> None:
    name = "requests_per_month"
    counted = [m for m in left if volume.is_count(m) and _is_volume(m)]
    if counted and all(m.each for m in counted):  # "22 of them use it, 40 reports each"
        counted = [m for m in left if m in counted or (volume.is_count(m) and m.clause < counted[0].clause)]
    counted = counted or [m for m in left if volume.is_count(m)][:1]
    clauses = mentions.clauses(text)
    average = volume.without_peaks(counted, clauses)
    today = volume.of_today(average, clauses)
    if len(today) < len(average):  # "it was 5k a day, now it is 8k"
        left[:] = [*today, *(m for m in left if m not in average)]
        counted = average = today
    if peak := volume.peak_factor(left, average, clauses):
        line.take("peak_factor", peak.low, peak.high, sure=False)
        left[:] = [m for m in left if m.clause != peak.clause or m.value <= peak.value]
    left[:] = [m for m in left if m in average or m not in counted]
    counted = average
    try:
        _of_all(counted, [*left, *parts])
        if found := volume.of(counted, "; ".join(clauses[i] for i in {m.clause: 0 for m in counted}), text):
            left[:] = [m for m in left if m not in counted]
            beside = {m.clause for m in left if not m.is_money} & {m.clause for m in counted}
            sided = {"input_tokens", "output_tokens"} <= line.found.keys()  # "9M, gpt-4o, 1500/100"
            rated = sided or found.once or any(m.per or volume.counts(m, "calls") for m in counted)
            some = any(m.tail[1:2] in volume.SOME for m in parts) or volume.is_other(text)
            line.take(name, found.low, found.high, sure=found.sure and rated and not (beside or some))
            if found.once:
                line.found["one_off"] = Answer(True)
            if found.calls_per_task:
                line.take("calls_per_task", found.calls_per_task, found.calls_per_task, sure=found.sure)
            return
        tokens = [m for m in left if m.per and m.noun[:1] and m.noun[0] in units.TOKENS]
        if len(tokens) > 1:
            raise TwoMeanings("tokens become calls only with the tokens of one call", "the number of calls")
        if tokens and (one := _per_request(line)):
            factor = 1 / (time_spans.SPANS[tokens[0].per] * one)
            left.remove(tokens[0])
            line.take(name, tokens[0].low * factor, tokens[0].high * factor, sure=True)
        elif tokens:
            raise TwoMeanings(
                "tokens become calls only with the tokens of one call", "calls, or the tokens first"
            )
    except TwoMeanings as e:
        line.errors.append(quantity.Ambiguous(f"{name}: {e.why}", text=text, expected=e.say))


def _of_all(counted: Sequence[Mention], others: Sequence[Mention]) -> None:
    """Raises TwoMeanings where some of the heads are named apart: "1,000 users, 200 paying, 10 chats each"."""
    heads = [m for m in counted if not m.each]
    if len(heads) != 1 or len(heads) == len(counted) or heads[0].per:
        return
    last = max(m.clause for m in counted)
    for m in others:
        between = m not in counted and heads[0].clause <= m.clause <= last and volume.is_count(m)
        if between and not (m.per or m.each) and 1 < m.high < heads[0].low:
            raise volume.of_which(heads[0], m)


def _per_call(left: list[Mention], line: LineFacts) -> None:
    """Tokens of one call out of all tokens of a month, where the calls are known."""
    name = "requests_per_month"
    calls = line.found.get(name) or line.doubtful.get(name)
    if calls is None or not isinstance(calls.value, int | float) or not calls.value:
        return
    for m, side, spans in list(token_sides.of_a_month(left)):
        if side not in line.found and side not in line.doubtful:
            left.remove(m)
            factor = spans / Fraction(calls.value)
            line.take(side, m.low * factor, m.high * factor, sure=name in line.found and not m.doubt)


def _is_volume(m: Mention) -> bool:
    return bool(m.per) or m.each or volume.counts(m, "events") or volume.counts(m, "actors")


def _per_request(line: LineFacts) -> Fraction | None:
    known = [line.found[n].value for n in ("input_tokens", "output_tokens") if n in line.found]
    total = sum((Fraction(v) for v in known if isinstance(v, int | float)), Fraction(0))
    return total if len(known) == 2 and total > 0 else None


def _unread(unread: Sequence[str], line: LineFacts) -> None:
    """What of the clauses without a number of the work says nothing that was taken, or is read back."""
    told = {**line.doubtful, **line.found}
    left = [c for c in unread if any(map(str.isalnum, c)) and not _is_read(c, told)]
    if left and not (line.errors or told):
        expected = "calls, model, tokens in and out"
        line.errors.append(
            BadInput("nothing of this was understood", text="; ".join(left), expected=expected)
        )
    elif left and not line.errors:
        line.unread = tuple(left)


def _is_read(clause: str, told: Collection[str]) -> bool:
    return described.is_read(clause, told) or plain_words.tells(clause, told)
