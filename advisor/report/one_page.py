"""The page a manager reads in a minute: decision, money, reasons, risk, next steps, flips, assumptions, review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.case.facts import TRIED
from advisor.decision.current_questions import current_questions, model_asked_about
from advisor.decision.decision import Decision
from advisor.report import confidence, question_words, rule_evidence, sections, wording
from advisor.report.dearer_tune import dearer_sentence
from advisor.report.page_money import money_sentences
from advisor.report.route_names import LABELLED, row_name
from advisor.report.rows import (
    CLOSED,
    PricedRow,
    footnotes,
    next_row,
    priced_rows,
    rounded,
    without_cites,
)
from advisor.report.why_not_settled import why_not_settled
from advisor.text import words
from advisor.text.escape import one_line
from advisor.text.table import lay_out, wrap
from advisor.text.value_labels import question_asked

if TYPE_CHECKING:
    from advisor.sensitivity import Outlook

_FEW, _STEPS, _RISKS, _MOST = 3, 3, 2, 3
_LABEL = 10
_NAME, _REASON = 60, 60
_PLAIN = ("no", "none", "1 call/task")
"""Defaults that say only that nothing special is the case."""


@dataclass(frozen=True)
class OnePage:
    """Page one as plain sentences, without citations, ids or internal names."""

    title: str
    as_of: str
    option: str
    decision: str
    standing: str
    money: tuple[str, ...]
    why: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    risks: tuple[str, ...]
    steps: tuple[str, ...]
    flips: tuple[str, ...]
    assumed: tuple[str, ...]
    review: str
    rows: tuple[PricedRow, ...]
    footnotes: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each heading with its sentences, in reading order, the decision apart."""
        return (
            ("Money", self.money),
            ("Why", self.why),
            ("Good", self.good),
            ("Bad", self.bad),
            ("Risk", self.risks),
            ("Next", self.steps),
            ("Flips", self.flips),
            ("Assumed", self.assumed),
            ("Review", (self.review,)),
        )


def one_page(decision: Decision, outlook: Outlook | None = None) -> OnePage:
    """Page one of `decision`; without an outlook it names no flips beyond the open questions."""
    return OnePage(
        title=one_line(decision.title, 120) or "Untitled",
        as_of=decision.as_of.isoformat(),
        option=row_name(decision.verdict_row),
        decision=decision.verdict.headline,
        standing=_standing(decision, outlook),
        money=money_sentences(decision),
        why=tuple(map(without_cites, rule_evidence.reasons(decision))),
        good=tuple(map(without_cites, decision.consequences.good[:_RISKS])),
        bad=tuple(map(without_cites, decision.consequences.bad[:_RISKS])),
        risks=_risks(decision),
        steps=tuple(map(without_cites, _steps(decision))),
        flips=_flips(decision, outlook),
        assumed=_assumed(decision, outlook),
        review=_review(decision),
        rows=priced_rows(decision),
        footnotes=footnotes(decision),
    )


def _steps(decision: Decision) -> tuple[str, ...]:
    """The first steps of the plan, and the one that finds out about the model whose saving the money names."""
    first, sold = decision.plan[:_STEPS], next_row(decision)
    if sold is None or sold.trained or sold.model is None or any(sold.model in step for step in first):
        return first
    return (*first, *[step for step in decision.plan[_STEPS:] if sold.model in step][:1])


def _risks(decision: Decision) -> tuple[str, ...]:
    """What to take care of that no step says already, then the first risks."""
    told = " ".join(_steps(decision))
    care = [w for w in decision.warnings if w not in told]
    return tuple(rounded(without_cites(r)) for r in (*care, *decision.risks[:_RISKS])[:_MOST])


def render(decision: Decision, outlook: Outlook | None = None) -> str:
    """Page one as text for mail and chat."""
    page = one_page(decision, outlook)
    lines = [*wrap(f"{page.title} · {page.as_of}"), ""]
    for label, sentences in (("Decision", (page.decision, page.standing)), *page.parts):
        told = _numbered(decision, sentences) if label == "Next" else list(sentences)
        lines += _block(label.upper(), told)
    head = ("option", "once", wording.month_heading(decision), wording.total_heading(decision), "")
    names, open_ = _short_names(page.rows), [r for r in page.rows if r.route.available or r.chosen]
    cells = [head, *((names[r.name], *r.cells, one_line(r.reason, _REASON)) for r in open_)]
    lines += ["", *lay_out(cells, (1, 2, 3), "", folds=(0, 4)), ""]
    lines += [*(x for note in page.footnotes for x in wrap(one_line(note, 1000), "", "  ")), ""]
    closed = [f"{names[r.name]}: {r.reason.removeprefix(CLOSED)}" for r in page.rows if r not in open_]
    return "\n".join([*lines, *_block("CLOSED", closed)]).rstrip() + "\n"


def _short_names(rows: tuple[PricedRow, ...]) -> dict[str, str]:
    """Each row's name; what is bought of a tune is left out where there is one such row."""
    kinds = Counter(r.route.id for r in rows)
    short = {r.name: r.route.id in LABELLED and kinds[r.route.id] == 1 for r in rows}
    return {name: one_line(name.split(", ")[0] if cut else name, _NAME) for name, cut in short.items()}


def _numbered(decision: Decision, steps: tuple[str, ...]) -> list[str]:
    """The steps by number, and that there are more where page one holds only the first."""
    left = len(decision.plan) - len(steps)
    more = f"{left} more step{'s' if left > 1 else ''}: `advisor decide CASE --full`."
    return [*(f"{n}. {step}" for n, step in enumerate(steps, start=1)), *([more] if left > 0 else [])]


def _block(label: str, sentences: list[str]) -> list[str]:
    lines: list[str] = []
    for n, sentence in enumerate(sentences):
        first = f"{label if n == 0 else '':<{_LABEL}}"
        lines += wrap(one_line(sentence, 600), first, " " * _LABEL)
    return lines


def _standing(decision: Decision, outlook: Outlook | None) -> str:
    if decision.verdict.settled:
        return "Settled: no answer that is still missing can change it."
    questions = len(current_questions(decision))
    held = confidence.how_sure(outlook) if outlook is not None and outlook.sure is not None else ""
    if not questions:
        return f"Not settled: {why_not_settled(decision, outlook)}. {held}".strip()
    plural = "s" if questions > 1 else ""
    return f"For now: {questions} open question{plural} could change it. {held}".strip()


def _flips(decision: Decision, outlook: Outlook | None) -> tuple[str, ...]:
    asked = [_still_open(decision, q) for q in current_questions(decision)[:_FEW]]
    found = () if outlook is None else outlook.flips
    known = [f"If {rounded(f.words)}: {f.leads}" for f in found]
    return tuple((asked + known)[: 2 * _FEW if asked else _FEW])


def _still_open(decision: Decision, fact: str) -> str:
    """An open question; what was answered of a model that ends is open again of the one in its place."""
    again = fact in decision.case.answers
    question = (
        question_words.open_question(decision, fact)
        if again
        else question_words.of_what_runs(decision, question_asked(fact))
    )
    text, mark, of_whom = question.partition("?")
    for_whom = f", for {model_asked_about(decision)}" if of_whom else ""
    anew = f" again{for_whom}" if again and fact != TRIED else ""
    return f"Open{anew}: {text[:1].lower()}{text[1:]}{mark}"


def _assumed(decision: Decision, outlook: Outlook | None) -> tuple[str, ...]:
    """The assumed values that move the money of the verdict most; without an outlook the first of them."""
    rows = {a.name: a for a in sections.assumed_rows(decision)}
    telling = (
        [b.input.name for b in confidence.swings_of_verdict(decision, outlook)] if outlook is not None else []
    )
    order = [n for n in telling if n in rows] or [n for n, row in rows.items() if row.value not in _PLAIN]
    found = [_said_assumption(rows[n]) for n in order]
    kept = filter(None, [dearer_sentence(decision, decision.verdict_row)])
    return tuple([*kept, *_nothing_cached(decision, rows), *found][:_FEW])


def _nothing_cached(decision: Decision, rows: Mapping[str, sections.AssumedRow]) -> Iterator[str]:
    """That no prefix was said and none is cached, where caching one could save something."""
    saves, row = decision.known.get("prefix_month_usd"), rows.get("shared_prefix_tokens")
    if row is not None and isinstance(saves, int | float) and saves >= 1:
        period = "in all" if decision.facts.get("one_off") is True else "a month"
        yield f"{_said_assumption(row)}, as nobody said; caching could save up to {words.dollars(saves)} {period}"


def _said_assumption(row: sections.AssumedRow) -> str:
    """An assumed value in a line, its unit not said twice: `Hours a month to maintain it: 7.5`."""
    meaning, value = row.meaning.rstrip("."), row.value
    number, _, unit = value.partition(" ")
    counted = any(c.isdigit() for c in meaning)
    if number[:1].isdigit() and unit and not counted and unit.split("/")[0].rstrip("s") in meaning.lower():
        value = number
    return f"{meaning[:1].upper()}{meaning[1:]}: {value}"


def _review(decision: Decision) -> str:
    dates = sorted(t.on for t in decision.revisit if t.on is not None and t.on > decision.as_of)
    of = decision.verdict.model
    plain = [t for t in decision.revisit if t.on is None and t.kind != "rule"]
    plain = [t for t in plain if t.kind != "retirement" or of is None or t.subject in ("", of)]
    others = [without_cites(t.when).rstrip(".") for t in plain[:2]]
    first = f"{dates[0].isoformat()}" if dates else ""
    if decision.facts.get("one_off") is True and not first:
        return rounded(f"before the job is run, when {'; or '.join(others) or 'it changes'}")
    return (
        rounded(", or when ".join(filter(None, (first, "; or ".join(others))))) or "when the workload changes"
    )
