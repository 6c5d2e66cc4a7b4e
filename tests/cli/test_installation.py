"""What the README and the declared versions promise to a fresh machine."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from advisor.cli.parser import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECLARED = [
    *PROJECT["project"]["dependencies"],
    *(r for extra in PROJECT["project"]["optional-dependencies"].values() for r in extra),
    *PROJECT["dependency-groups"]["dev"],
]


def _recipe():
    """The steps of the workflow in the README."""
    block = next(b for b in re.findall(r"(?:^ {4}.*\n)+", README, re.MULTILINE) if "runs-on:" in b)
    (job,) = yaml.safe_load(block)["jobs"].values()
    return job["steps"]


def test_the_recipe_brings_its_own_python_and_uv_before_it_uses_them():
    steps = _recipe()
    python = next(n for n, s in enumerate(steps) if s.get("uses", "").startswith("actions/setup-python@"))
    runs = [(n, s["run"]) for n, s in enumerate(steps) if "run" in s]
    version = steps[python]["with"]["python-version"]
    assert version in SpecifierSet(PROJECT["project"]["requires-python"])
    # A system's own Python refuses pip, and need not be one of ours.
    assert all(n > python for n, _ in runs)
    assert re.search(r"pip install uv$", runs[0][1]) and runs[1][1].startswith("uv run ")
    # Only uv sets what the C extension of the rule engine needs from 3.13 on, and only so.
    assert "durable-rules" in PROJECT["tool"]["uv"]["extra-build-variables"]
    assert not any(re.search(r"pip install (?!uv$)", command) for _, command in runs)
    assert "--no-dev" in runs[1][1]


def test_the_recipes_command_is_one_that_the_program_takes():
    command = _recipe()[-1]["run"].partition("#")[0].split()
    args = command[command.index("advisor", command.index("advisor") + 1) + 1 :]
    assert parse(args).format == "github"


def test_no_message_or_page_sends_to_a_package_of_this_name_on_an_index():
    texts = [README, *(p.read_text("utf-8") for p in (ROOT / "advisor").rglob("*.py"))]
    assert not [m for t in texts for m in re.findall(r"(?:pip|tool) install ['\"]?advisor\b.*", t)]


BROKEN = {
    "shtab": ("1.8.0", "1.8.1"),
    "sqlglot": ("26.0.0", "28.0.0"),
    "duckdb": ("1.4.0", "1.5.3"),
    "textual": ("8.2.0", "8.2.4"),
    "pytest": ("9.0.0",),
}


@pytest.mark.parametrize("name", BROKEN)
def test_declared_versions_leave_out_those_that_were_seen_to_fail(name):
    every = [Requirement(r) for r in [*DECLARED, *PROJECT["build-system"]["requires"]]]
    ranges = [r.specifier for r in every if r.name == name]
    assert ranges and not [v for v in BROKEN[name] for s in ranges if v in s]


def test_each_pinned_version_is_one_that_is_declared():
    # A checkout that tries newer or older versions has no pins.
    pins = PROJECT["tool"]["uv"].get("constraint-dependencies", ())
    ranges = {_name(r): r.specifier for r in map(Requirement, DECLARED)}
    for pin in map(Requirement, pins):
        (version,) = pin.specifier
        assert version.version in ranges.get(_name(pin), SpecifierSet()), pin


def _name(requirement):
    return re.sub(r"[-_.]+", "-", requirement.name.lower())
