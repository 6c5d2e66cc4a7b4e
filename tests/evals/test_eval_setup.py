"""A ready evaluation for a case: valid files, the user's own where given, nothing overwritten."""

import ast
import datetime
import json

import pytest
import yaml
from workloads import CASES

from advisor.case import case as cases
from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.evals.setup.write_setup import write
from advisor.interview.measuring_plan import measuring_plan

TODAY = datetime.date(2026, 11, 27)
HEAD = "advisor: 1\ntitle: 'Rou: {{env.KEY}} \"x\"'\nanswers: {model: gpt-4.1, input_tokens: 1000, output_tokens: 100"


def plan(more="", **files):
    return measuring_plan(cases.parse(f"{HEAD}{more}}}\n"), TODAY, **files)


def written(folder, tool, found):
    return {p.name: p.read_text() for p in write(found, tool, folder)}


@pytest.mark.parametrize("task", ["classification", "extraction", "generation"])
def test_promptfoo_gets_a_column_a_model_and_a_check_of_the_task(tmp_path, task):
    files = written(tmp_path / "x", "promptfoo", plan(f", task: {task}"))
    config = yaml.safe_load(files["promptfooconfig.yaml"])
    assert [p["label"] for p in config["providers"]][:2] == ["today", "candidate 1"]
    assert config["providers"][0]["id"] == "openai:chat:gpt-4.1"
    kinds = [a["type"] for a in config["defaultTest"]["assert"]]
    assert kinds == {"classification": ["javascript"], "extraction": ["is-json", "javascript"],
                     "generation": ["llm-rubric"]}[task]  # fmt: skip
    assert "{{env" not in config["description"]
    assert files["tests.csv"].startswith("input,expected,__metadata:id\nREPLACE ME")
    assert "KEY" not in files["promptfooconfig.yaml"].split("description")[1].replace("env.KEY", "")


def test_a_judge_is_none_of_the_models_compared():
    found = plan(", task: generation")
    assert found.judge is not None
    assert found.judge.id not in {m.id for m in found.models}
    assert found.judge.provider != "openai"


def test_the_users_own_prompt_and_tests_are_taken(tmp_path):
    tests, prompt = tmp_path / "mine.csv", tmp_path / "p.txt"
    tests.write_text("ticket,label,id\nlost card,cards,t-1\n")
    prompt.write_text("Route: {{ticket}}\n")
    files = written(tmp_path / "x", "promptfoo", plan(", task: classification", prompt=prompt, tests=tests))
    config = yaml.safe_load(files["promptfooconfig.yaml"])
    assert (config["tests"], files["prompt.txt"]) == ("file://../mine.csv", "Route: {{ticket}}\n")
    assert "context.vars['label']" in config["defaultTest"]["assert"][0]["value"]
    assert "tests.csv" not in files
    assert "REPLACE ME" not in "".join(files.values())


def test_tests_with_their_own_assertions_keep_them(tmp_path):
    tests = tmp_path / "mine.csv"
    tests.write_text("ticket,__expected\nlost card,equals: cards\n")
    files = written(tmp_path / "x", "promptfoo", plan(tests=tests))
    assert "defaultTest" not in yaml.safe_load(files["promptfooconfig.yaml"])


def test_inspect_gets_a_task_that_is_python(tmp_path):
    files = written(tmp_path / "x", "inspect", plan(", task: classification"))
    tree = ast.parse(files["measure.py"])
    assert any(isinstance(n, ast.FunctionDef) and n.name == "measure" for n in tree.body)
    assert "openai/gpt-4.1,openai/" in files["measure.py"]
    assert files["tests.csv"].startswith("input,expected,id\n")


def test_the_readme_says_how_many_examples_and_what_they_cost(tmp_path):
    text = written(tmp_path / "x", "promptfoo", plan())["README.md"]
    assert "104 where the models answer alike" in text
    assert "about 687" in text
    assert "At list prices that is $" in text


def test_nothing_is_overwritten_and_a_case_without_a_model_is_refused(tmp_path):
    write(plan(), "promptfoo", tmp_path / "x")
    before = (tmp_path / "x" / "promptfooconfig.yaml").read_bytes()
    with pytest.raises(BadInput, match="would overwrite"):
        write(plan(), "promptfoo", tmp_path / "x")
    assert (tmp_path / "x" / "promptfooconfig.yaml").read_bytes() == before
    with pytest.raises(BadInput, match="names no model"):
        measuring_plan(cases.parse("advisor: 1\ntitle: t\n"), TODAY)


def test_config_on_the_command_line_and_its_bad_input(tmp_path, capsys):
    case = str(CASES / "promptunit.case.yaml")
    assert main(["evals", "--config", "inspect", case, "--out", str(tmp_path / "a")]) == 0
    assert main(["evals", "--config", case, "--out", str(tmp_path / "b")]) == 0
    names = {p.name for p in (tmp_path / "b").iterdir()}
    assert names == {"README.md", "prompt.txt", "promptfooconfig.yaml", "tests.csv"}
    for argv in (["--config", "promtfoo", case, "--out", "x"], ["--config", case], []):
        assert main(["evals", *argv]) == 2
    assert "did you mean promptfoo?" in capsys.readouterr().err


def test_what_promptfoo_writes_of_such_a_config_is_read_back(tmp_path):
    """A row as promptfoo wrote it when an echo answered in every column of such a configuration."""
    from evalskit import promptfoo, promptfoo_row, report

    rows = [promptfoo_row(n, c, True, model="echo", label=label) for n in range(3)
            for c, label in enumerate(("today", "candidate 1"))]  # fmt: skip
    found = report(promptfoo(tmp_path / "results.json", json.loads(json.dumps(rows))))
    assert [m.name for m in found.models] == ["today", "candidate 1"]
    assert found.baseline == "today"
