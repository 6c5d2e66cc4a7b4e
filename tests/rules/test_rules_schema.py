"""The JSON Schema takes what the loader takes, and refuses what it refuses."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest
import rulekit
from jsonschema import Draft202012Validator
from test_audit_codes import WRONG

from advisor.cli import main
from advisor.files import yaml_file
from advisor.files.paths import RULES


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        assert main.main(["rules", "schema"]) == 0
    schema = json.loads(shown.getvalue())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_takes_every_shipped_file(validator: Draft202012Validator) -> None:
    files = sorted(RULES.glob("*.yaml"))
    assert len(files) > 5
    for path in files:
        assert [
            f"{path.name}: {e.json_path} {e.message}"
            for e in validator.iter_errors(yaml_file.read(path).data)
        ] == []


# That only the policy concludes, and whether derived facts are answers, is not for a schema of one file to know.
@pytest.mark.parametrize(
    "name", [n for n in WRONG if n[:4] in ("A001", "A002", "A003", "A004") and "outside" not in n]
)
def test_refuses_what_the_loader_refuses(name: str, validator: Draft202012Validator) -> None:
    rule, _ = WRONG[name]
    assert not validator.is_valid(file(rule))


TAKEN = [
    {"requests_per_month": {"below": 5, "at least": 1}, "mlops": True},
    {"not": {"any": [{"failure_cause": {"has": "format"}}, {"failure_cause": "none"}]}},
    {"failure_cause": {"one of": ["format", "latency"]}, "task": {"known": False}},
    {"gates": "passed"},
    {"model": "gpt-4o"},
    {"unless": {"requests_per_month": {"below": "volume_floor - 1"}}, "every gate": "passed"},
    {"tuned_route": {"one of": "tuned"}},
    "always",
]


@pytest.mark.parametrize("when", TAKEN, ids=str)
def test_takes_every_kind_of_test(when: Any, validator: Draft202012Validator) -> None:
    assert validator.is_valid(file(rulekit.rule("x.y", when)))


def file(rule: dict[str, Any]) -> dict[str, Any]:
    return {"theme": "x", "rules": [rule]}
