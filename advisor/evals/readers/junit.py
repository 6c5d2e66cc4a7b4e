"""JUnit XML, as pytest and other test runners write it: a test is an example, passed or failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from advisor.errors import BadInput
from advisor.evals.rows.error_kind import is_of_runner, state_of_error
from advisor.evals.rows.row import PASS, EvalRow, RunInfo, State, number, text

_ROOT = re.compile(r"<(?![?!])([A-Za-z_][\w.:-]*)")
_SUITES = ("testsuites", "testsuite")
_MODEL = ("model", "model_name", "model_id", "llm", "provider")
_BROKEN = re.compile(r"[\w.]*(error|exception|timeout|timedout|warning)\b", re.IGNORECASE)
_ASSERTED = re.compile(r"assert|expect|comparison|mismatch", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_TO_THE_END = re.compile(r"\[(.*)\]$")
_CALL = re.compile(r"\(([^()]*)\)$")
_ARGUMENT = re.compile(r"\A\w+ ?[:=] ?")
_COUNTER = re.compile(r"\d{1,3}")
_DATED = re.compile(r"\d{4}-\d\d-\d\d$")
_AGAIN = ("rerunFailure", "rerunError", "flakyFailure", "flakyError")
IsModel = Callable[[str], str | None]


def fits(head: str, file: str) -> bool:
    """Whether a file that begins with `head` is JUnit XML. Raises BadInput for other XML."""
    root = root_of(head)
    if root is not None and root not in _SUITES:
        raise BadInput("XML that is no report of tests", file=file, text=head.lstrip()[:80],
                       expected="JUnit's <testsuite> with a <testcase> for each example, or a report of TRX, NUnit,"
                       " xUnit.net or Robot Framework")  # fmt: skip
    return root is not None


def root_of(head: str) -> str | None:
    """The outermost element of the XML that begins with `head`; empty for none that is read, None for other text."""
    if not head.lstrip().startswith("<"):
        return None
    root = _ROOT.search(head)
    return "" if root is None or "<!DOCTYPE" in head else root[1]


@dataclass
class _Suites:
    """The suites around a test, and what their properties say."""

    names: list[str] = field(default_factory=list)
    properties: list[dict[str, str]] = field(default_factory=list)

    def said(self) -> Mapping[str, str]:
        return {k: v for one in self.properties for k, v in one.items()}


def read(handle: IO[str], file: str, info: RunInfo, is_model: IsModel) -> Iterator[EvalRow]:
    """A row for each test, and in `info` how they are read. Raises BadInput for broken XML."""
    stem, named, again = Path(file.removesuffix(".gz")).stem, False, 0
    suites = _Suites()
    for element in _elements(handle, file, suites):
        row = _row(element, suites, is_model)
        named = named or bool(row.model)
        again += any(element.find(tag) is not None for tag in _AGAIN)
        yield row if row.model else replace(row, model=stem)
    info.notes.append("a test is an example, right where it passed; what was skipped was not asked")
    if again:
        info.notes.append(f"tests that were run again after a failure: {again:,}; the last run counts")
    if not named:
        info.notes.append("no test names the model: the file's name stands for it")


def _elements(handle: IO[str], file: str, suites: _Suites) -> Iterator[Element]:
    """Each test, while `suites` holds what stands around it."""
    inside = False
    try:
        for event, element in iterparse(handle, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if tag in _SUITES and event == "start":
                suites.names.append(element.get("name") or "")
                suites.properties.append({})
            elif tag in _SUITES:
                suites.names.pop()
                suites.properties.pop()
                element.clear()
            elif tag == "testcase":
                inside = event == "start"
                if not inside:
                    yield element
                    element.clear()
            elif tag == "property" and event == "end" and not inside and suites.properties:
                suites.properties[-1] |= _property(element)
    except ParseError as e:
        raise BadInput(f"broken XML ({e.msg})", file=file, line=e.position[0]) from None


def _property(element: Element) -> dict[str, str]:
    return {text(element.get("name")).lower(): text(element.get("value")) or text(element.text)}


def _row(test: Element, suites: _Suites, is_model: IsModel) -> EvalRow:
    own = {k: v for p in test.iter("property") for k, v in _property(p).items()}
    said = {**suites.said(), **own}
    name, place = text(test.get("name")), text(test.get("classname"))
    model, item = told_apart(name, is_model)
    model = next((v for n in _MODEL for k, v in said.items() if k.rpartition(".")[2] == n and v), "") or model
    place = place.replace(model, "").strip() if model else place
    model = model or next((n for n in (*reversed(suites.names), place) if n and is_model(n)), "")
    state, score, why = _outcome(test)
    seconds = number(test.get("time"))
    return EvalRow(
        model=model,
        item=f"{place}::{item}" if place and place != model else item,
        state=state,
        scores={PASS: score, **_scores(own)} if score is not None else {},
        why=why,
        ms=None if seconds is None else seconds * 1000,
    )


def _scores(own: Mapping[str, str]) -> dict[str, float]:
    """Properties of a test that are scores of their own."""
    found = {n: number(v) for n, v in own.items() if n == "score" or n.endswith("_score")}
    return {n: v for n, v in found.items() if v is not None}


def _outcome(test: Element) -> tuple[State, float | None, str]:
    """State, score and why: a test that an exception ended says of the model what that exception says."""
    skipped, error, failure = (test.find(tag) for tag in ("skipped", "error", "failure"))
    if skipped is not None:
        failed = "xfail" in text(skipped.get("type"))
        return (
            ("scored", 0.0, "") if failed else ("missing", None, f"skipped: {_message(skipped)}".strip(": "))
        )
    if error is not None:
        return state_of_error(_message(error)), None, _message(error) or "error"
    if failure is None:
        return "scored", 1.0, ""
    return failed_test(f"{text(failure.get('type'))} {_message(failure)}".strip())


def failed_test(said: str) -> tuple[State, float | None, str]:
    """State, score and why of a test that failed with this message."""
    thrown = _BROKEN.match(said.partition(":")[0]) and not _ASSERTED.search(said.partition("\n")[0])
    if thrown and (is_of_runner(said) or state_of_error(said) == "failed"):
        return state_of_error(said), None, said
    return "scored", 0.0, said


def _message(element: Element) -> str:
    return (text(element.get("message")) or text(element.text))[:400]


def told_apart(name: str, is_model: IsModel) -> tuple[str, str]:
    """The model that the parameters in a test's name hold, and the name without it."""
    for held in _TO_THE_END.finditer(name) if name.endswith("]") else _BRACKETS.finditer(name):
        model, rest = _in_brackets(held[1], is_model)
        if model:
            return model, f"{name[: held.start(1)]}{rest}{name[held.end(1) :]}".replace("[] ", "")
    if (found := _in_parentheses(name, is_model)) is not None:
        return found
    model = next((w for w in name.split() if any(map(str.isdigit, w)) and is_model(w)), "")
    return model, " ".join(w for w in name.split() if w != model) if model else name


def _in_parentheses(name: str, is_model: IsModel) -> tuple[str, str] | None:
    """The same of arguments as a call has them: (id: 3, model: "gpt-4o"); None where none names a model."""
    held = _CALL.search(name)
    parts = held[1].split(",") if held else []
    for n, part in enumerate(parts):
        model = _ARGUMENT.sub("", part.strip()).strip("\"' ")
        if model and is_model(model):
            return model, f"{name[: held.start(1)]}{','.join(parts[:n] + parts[n + 1 :])})" if held else name
    return None


def _in_brackets(held: str, is_model: IsModel) -> tuple[str, str]:
    """The longest run of parameters that names a model, and the others; no model where none does."""
    parts = re.split(r"(-)", held)
    for size in range(len(parts), 0, -1):
        for start in range(0, len(parts) - size + 1):
            model = "".join(parts[start : start + size])
            if model.strip("-") == model and (found := is_model(model)):
                kept = _without_number(model, found, is_model)
                rest = "".join(parts[:start]) + model[len(kept) :] + "".join(parts[start + size :])
                return kept, rest.strip("-")
    return "", held


def _without_number(model: str, id_: str, is_model: IsModel) -> str:
    """The name without a number behind it that only counts: a version or a day of its own it keeps."""
    shorter, number_ = model.rpartition("-")[::2]
    counts = _COUNTER.fullmatch(number_) and not _DATED.search(model)
    return shorter if counts and is_model(shorter) == id_ else model
