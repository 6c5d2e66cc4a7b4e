"""What may import what, and what a verb may load."""

from __future__ import annotations

import subprocess
import sys

import pytest
from workloads import CASES


def test_the_import_contracts_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


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
        (
            ("evals", str(CASES / "two-models.csv")),
            {"textual", "numpy", "jinja2", "durable_rules_engine", "duckdb"},
        ),
    ],
)
def test_a_verb_loads_no_more_than_it_needs(tmp_path, argv, never):
    assert not {m.partition(".")[0] for m in _loaded(tmp_path, *argv)} & never
