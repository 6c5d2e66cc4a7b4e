"""What one sentence of a description says plainly is heard in many words; of a fact with "-" it stores nothing."""

import functools
from pathlib import Path

import pytest

from advisor.case.description import one_line
from advisor.case.facts import fact
from advisor.interview.price_lookup import PriceBook

ROWS = (Path(__file__).parents[1] / "fixtures" / "plain_facts.tsv").read_text("utf-8").splitlines()[1:]
SAID = [tuple(row.split("\t")) for row in ROWS]
BOOK = PriceBook()


@functools.cache
def read(sentence):
    line = one_line.parse(f"We have some work for a model. {sentence}", BOOK.resolve, BOOK.tried)
    return line.found, line.found | line.doubtful


def agrees(value, name, right):
    match fact(name).kind:
        case "number":
            return value == pytest.approx(float(right), rel=0.01)
        case "bool":
            return value == (right == "yes")
        case "choices":
            return value == (right,)
    return value == right


@pytest.mark.parametrize("name", sorted({name for name, right, _ in SAID if right != "-"}))
def test_what_is_said_plainly_is_heard(name):
    rows = [(sentence, right, read(sentence)[1].get(name)) for n, right, sentence in SAID if n == name]
    heard = [
        (s, right, found and agrees(found.value, name, right)) for s, right, found in rows if right != "-"
    ]
    assert [(sentence, right) for sentence, right, rightly in heard if not rightly] == []


@pytest.mark.parametrize(("name", "right", "sentence"), [s for s in SAID if s[1] == "-"])
def test_what_only_sounds_so_is_not_stored(name, right, sentence):
    assert name not in read(sentence)[0]
