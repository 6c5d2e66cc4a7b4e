"""Anything thrown at any door is read or refused: never a crash, never a word of it that acts on a terminal or in CI.

A bounded run of fixed inputs; `ADVISOR_FUZZ=100` throws a hundred times as many. A failure names its door and number.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import io
import json
import math
import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from likely_workloads import workload
from mangling import HOSTILE, mangle
from msgspec.structs import replace

from advisor.case.answers.parse_answer import parse_answer
from advisor.case.case import load, save
from advisor.case.description.one_line import parse as parse_line
from advisor.case.facts import ASKED, VOCABULARY
from advisor.cli.main import main
from advisor.decide import decide, load_basis
from advisor.errors import BadInput
from advisor.interview.price_lookup import PriceBook
from advisor.report import html, markdown
from advisor.text.escape import is_hidden

TIMES = int(os.environ.get("ADVISOR_FUZZ", "1"))
HERE = Path(__file__).parents[1]
CASES = sorted((HERE / "cases").glob("*.case.yaml"))
DAY = "2026-11-21"


def run(*argv: str) -> tuple[int, str]:
    """A verb's exit code and output; nothing of what went in may act on whoever reads it."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(argv))
    shown = out.getvalue() + err.getvalue()
    assert "expected advisor " not in shown, shown  # an option that there is not
    assert code in (0, 1, 2), shown
    assert not [c for c in shown if c not in "\n\t" and is_hidden(c)], shown
    assert not re.search(r"^\s*::(?!error file=|warning file=)|##\[", shown, re.M), shown
    if "json" in argv and code != 2:
        json.loads(out.getvalue(), parse_constant=pytest.fail)
    return code, out.getvalue()


@functools.cache
def book() -> PriceBook:
    """The names of all models, read once."""
    return PriceBook()


def numbers(random: Random, folder: Path) -> None:
    text = "".join(random.choice(_PIECES) for _ in range(random.randint(1, 6)))
    for name in random.sample(ASKED, 12):
        read = heard(text, name)
        if re.match(r"\.\d", text) and VOCABULARY[name].kind == "number":
            assert read == heard("0" + text, name), (text, name)
        if isinstance(read, float):
            assert math.isfinite(read), (text, name)


_PIECES = (
    "1", "23", ".5", "0.25", "1,500", "1.500", "k", "M", " million", "%", "/day", " per hour",
    " a month", " rps", "~", "-", " to ", "about ", "$", "€", "tokens", " or ", "yes", "no", " and ",
    "not ", "weekly", " each", "x", "ms", "h", "+", "e9", " ", "twenty", "half", "dozen", *HOSTILE,
)  # fmt: skip


def heard(text: str, name: str) -> object:
    """What a fact took for an answer; the kind of refusal where it took none."""
    fact = VOCABULARY[name]
    try:
        answer = parse_answer(text, fact)
    except BadInput as e:
        assert not [c for c in str(e) if c != "\n" and is_hidden(c)], (text, name)
        return type(e)
    assert fact.check(answer.value) == answer.value
    return answer.value


def words(random: Random, folder: Path) -> None:
    text = " ".join(random.sample(_SENTENCE, random.randint(1, 9)))
    with contextlib.suppress(BadInput):
        found = parse_line(text, book().resolve)
        assert all(VOCABULARY[n].check(a.value) == a.value for n, a in found.found.items())


_SENTENCE = (
    "300k", "requests", "a day,", "gpt-4o", "Claude Sonnet 4.6", "with", "1,500 tokens in", "and",
    "100 out,", "2 to 3", "tickets", "3 calls each", "$4,000 a month", "monthly bill", "on", "haiku",
    "per request", "prompt of 2k", "not", *HOSTILE,
)  # fmt: skip


def cases(random: Random, folder: Path) -> None:
    file = folder / "x.case.yaml"
    if random.random() < 0.5:
        file.write_bytes(mangle(random, random.choice(CASES).read_bytes()))
    else:
        save(replace(workload(random), title="".join(random.sample(HOSTILE, 3))), file)
    form = random.choice((("--format", "json"), (), ("--full",)))
    code, out = run("decide", str(file), "--as-of", DAY, *form)
    if code == 0 and "json" in form:
        assert all((r["horizon_usd"] or 0) >= 0 for r in json.loads(out)["routes"])


def memos(random: Random, folder: Path) -> None:
    form = random.choice((".md", ".html"))
    file = folder / f"x{form}"
    file.write_bytes(mangle(random, memo(form)))
    run("check", str(file), "--as-of", DAY, "--format", random.choice(("text", "json", "github")))


@functools.cache
def memo(form: str) -> bytes:
    """A memo without what is said of samples, which takes seconds."""
    made = decide(load(CASES[0]), load_basis(), datetime.date.fromisoformat(DAY))
    return (markdown if form == ".md" else html).render(made).encode()


def exports(random: Random, folder: Path) -> None:
    source = random.choice(
        [p for p in sorted((HERE / "fixtures" / "usage").rglob("*.*")) if p.stat().st_size < 20_000]
    )
    file = folder / source.name
    file.write_bytes(mangle(random, source.read_bytes()))
    run("usage", str(file), *random.choice(((), ("--format", "json"))))


def results(random: Random, folder: Path) -> None:
    name, text = random.choice(_RESULTS)
    file = folder / name
    file.write_bytes(mangle(random, text.encode()))
    run("evals", str(file), "--bar", "0.9", *random.choice(((), ("--format", "json"))))


_RESULTS = (
    ("r.csv", "id,model,score\n" + "".join(f"{i},gpt-4o,{i % 2}\n{i},gpt-4o-mini,1\n" for i in range(20))),
    ("r.jsonl", "".join(json.dumps({"id": i, "model": "gpt-4o", "passed": i % 3 > 0}) + "\n" for i in range(20))),
    ("p.json", json.dumps({"version": 3, "results": {"version": 3, "results": [
        {"promptIdx": 0, "testIdx": i, "success": i % 2 == 0, "score": 1.0, "provider": {"id": "openai:gpt-4o"},
         "vars": {"q": str(i)}} for i in range(9)]}})),
)  # fmt: skip


def portfolios(random: Random, folder: Path) -> None:
    head = "title,requests_per_month,model,input_tokens,output_tokens,task\n"
    rows = "triage,300k/day,gpt-4o,1500,100,classification\nsearch,10k,claude-haiku-4-5,3k,200,chat\n"
    file = folder / "p.csv"
    file.write_bytes(mangle(random, (head + rows).encode()))
    run(
        "portfolio",
        str(file),
        "--format",
        random.choice(("text", "json", "csv")),
    )


def names(random: Random, folder: Path) -> None:
    """Names of files and folders: marks of patterns, commands and controls among them."""
    marks = [h for h in HOSTILE if "/" not in h and "\0" not in h and len(h) < 200]
    name = "".join(random.choice((*marks, "*", "?", "[1]", "a")) for _ in range(random.randint(1, 4)))
    file = folder / (name + random.choice((".case.yaml", ".md", ".csv", "")))
    with contextlib.suppress(OSError, ValueError):
        file.write_bytes(random.choice((b"", b"advisor: 1\nanswers: {model: gpt-4o}\n", memo(".md"))))
        verb = random.choice(
            (
                ("check",),
                ("check", "--format", "github"),
                ("decide",),
                ("usage",),
                ("evals",),
                ("diff", str(CASES[0])),
                ("rules", "list", "--rules"),
            )
        )
        run(*verb, str(file))


def logs(random: Random, folder: Path) -> None:
    from advisor.interview.saved import list_saved

    home = Path(os.environ["ADVISOR_HOME"]) / "interviews"
    home.mkdir(parents=True, exist_ok=True)
    events = [
        {"kind": "answer", "fact": "model", "value": "gpt-4o"},
        {"kind": "undo"},
        {"kind": "title", "title": "x"},
    ]
    (home / "x.jsonl").write_bytes(mangle(random, b"".join(json.dumps(e).encode() + b"\n" for e in events)))
    list_saved()


def rules(random: Random, folder: Path) -> None:
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / "x.yaml").write_bytes(mangle(random, _RULE))
    run("rules", "test", "--rules", str(own))


_RULE = b"""theme: volume
rules:
  - id: volume.our-floor
    says: Under 250,000 requests a month we do not train.
    when: {requests_per_month: {below: 250000}}
    then: {for: [prompt], against: [lora, hosted-ft, self-host], strength: strong}
    cites: [T.10k]
    fires: [{requests_per_month: 249999}]
    silent: [{requests_per_month: 250000}]
"""


def models(random: Random, folder: Path) -> None:
    text = "".join(random.choice(_NAMES) for _ in range(random.randint(1, 6)))
    with contextlib.suppress(BadInput):
        assert book().resolve(text)


_NAMES = (
    "gpt-4o", "gpt", "-", "4", ".", "claude", "sonnet", "mini", " ", "latest", "@2025", ":", "ft:", "/",
    "azure/", "us.", "arn:aws:bedrock:eu-west-1::", "llama", "8b", "-20250101", "v1", *HOSTILE,
)  # fmt: skip

DOORS: dict[Callable[[Random, Path], None], int] = {
    numbers: 150, words: 50, cases: 8, memos: 8, exports: 3, results: 20, portfolios: 6, names: 12,
    logs: 60, rules: 3, models: 60,
}  # fmt: skip
"""Door -> inputs of the bounded run."""


@pytest.mark.parametrize("door", DOORS, ids=lambda d: d.__name__)
def test_what_is_thrown_at_a_door_is_read_or_refused(door, tmp_path):
    for number in range(DOORS[door] * TIMES):
        try:
            door(Random(f"{door.__name__} {number}"), tmp_path)
        except (Exception, pytest.fail.Exception) as e:
            pytest.fail(f"{door.__name__} {number}: {type(e).__name__}: {str(e)[:2000]}")
