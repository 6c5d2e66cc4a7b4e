"""The house: what may import what, one name for one thing, what a verb may load, and that the checkers are content."""

from __future__ import annotations

import ast
import collections
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from workloads import CASES

ROOT = Path(__file__).parents[1]
ADVISOR = ROOT / "advisor"


def _contracts(folder):
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip


def test_the_import_contracts_hold():
    done = _contracts(ROOT)
    assert done.returncode == 0, done.stdout


ABSURD = {
    "knowledge/store.py": "from advisor.report import rendered",
    "decision/verdict.py": "from advisor.sensitivity import outlook",
    "rules/load.py": "from advisor.interview import Conversation",
    "report/markdown.py": "from advisor.interview import event_log",
    "costing/comparison.py": "from advisor.case.case import load; from advisor.decision import basis",
    "files/yaml_file.py": "from advisor.usage import read",
    "portfolio/run.py": "import textual",
    "sensitivity/flips.py": "import z3",
    "case/numerals/units.py": "import numpy",
}


def test_each_absurd_import_breaks_a_contract(tmp_path):
    shutil.copytree(ADVISOR, tmp_path / "advisor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, line in ABSURD.items():
        path = tmp_path / "advisor" / name
        path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    done = _contracts(tmp_path)
    assert done.returncode == 1
    for name in ABSURD:
        module = "advisor." + name.removesuffix(".py").replace("/", ".")
        assert f"{module} -> " in done.stdout or f"- {module} " in done.stdout, (module, done.stdout[-6000:])


@pytest.mark.parametrize(
    "tool", [["mypy"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]], ids=" ".join
)
def test_the_checkers_are_content(tool):
    done = subprocess.run(
        [sys.executable, "-m", *tool], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def _parsed():
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(ADVISOR.rglob("*.py"))}


def test_a_class_name_means_one_thing():
    homes = collections.defaultdict(set)
    for path, tree in _parsed().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name].add(str(path.relative_to(ADVISOR)))
    twice = {name: found for name, found in homes.items() if len(found) > 1}
    assert not twice


def test_rooms_are_folders():
    assert {p.name for p in ADVISOR.glob("*.py")} <= {"__init__.py", "__main__.py", "errors.py", "decide.py"}


LONGEST_POLL = 0.05


def _waits(tree):
    """Calls that wait a fixed time, however slow the machine is."""
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)):
        fixed = call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value
        if call.func.attr in ("sleep", "pause") and isinstance(fixed, int | float) and fixed > LONGEST_POLL:
            yield call.lineno


def test_a_question_mark_in_a_list_is_quoted_as_a_reader_without_libyaml_needs_it():
    quoted = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
    for path in (p for folder in ("knowledge", "rules", "advisor") for p in (ROOT / folder).rglob("*.yaml")):
        lists = re.findall(r"\[[^\[\]]*\]", quoted.sub("", path.read_text("utf-8")))
        assert not [found for found in lists if "?" in found], path


def test_no_test_waits_a_fixed_time_for_something_to_happen():
    files = [p for p in sorted((ROOT / "tests").rglob("*.py")) if p.parent.name != "benchmarks"]
    found = {p.name: lines for p in files if (lines := list(_waits(ast.parse(p.read_text("utf-8")))))}
    assert not found, "wait until it holds: a busy machine takes longer"


def _loaded(tmp_path, *argv):
    code = (
        "import sys; from advisor.cli.main import main; code = main(sys.argv[1:])\n"
        "print('\\n@@', *sys.modules); sys.exit(code)"
    )
    env = {"ADVISOR_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("@@")[2].split())


@pytest.mark.parametrize(
    ("argv", "never"),
    [
        (("decide", str(CASES / "promptunit.case.yaml")), {"textual", "numpy", "jinja2", "rich", "asyncio"}),
        (("rules", "list"), {"textual", "numpy", "jinja2"}),
        (("prices",), {"textual", "numpy", "jinja2", "durable_rules_engine", "genai_prices"}),
    ],
)
def test_a_verb_loads_no_more_than_it_needs(tmp_path, argv, never):
    assert not {m.partition(".")[0] for m in _loaded(tmp_path, *argv)} & never
