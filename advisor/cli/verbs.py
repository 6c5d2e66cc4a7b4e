"""What each verb is for, in one line and in two examples; what the choices of --format are."""

from __future__ import annotations

from typing import NamedTuple


class VerbHelp(NamedTuple):
    """`purpose`: one line, as a list of verbs shows it. `examples`: command and what it does."""

    purpose: str
    examples: tuple[tuple[str, str], ...]


FORMATS = {
    "text": "for the terminal",
    "json": "for programs",
    "memo": "the Markdown memo with its proof",
    "html": "one page to print or send",
    "onepage": "one page of text, for mail and chat",
    "csv": "for a spreadsheet",
    "github": "annotations for a CI run",
}

GROUPS = {
    "Decide": ("interview", "decide", "portfolio"),
    "Measure": ("usage", "evals"),
    "Doubt": ("flips", "ranges", "diff", "check"),
    "Look up": ("rules", "prices", "sources"),
    "Set up": ("init", "completion"),
}

VERBS = {
    "interview": VerbHelp(
        "answer questions, get a verdict; in the app or as plain prompts",
        (
            ("advisor", "the app"),
            ("advisor interview --plain triage.case.yaml", "plain prompts, written to this file"),
            ("advisor --usage export.csv", "begin with what an export measures"),
        ),
    ),
    "decide": VerbHelp(
        "say what the workload of a case file should run on, with reasons and prices",
        (
            ("advisor decide triage.case.yaml", "the verdict on one screen"),
            ("advisor decide triage.case.yaml --format memo --out memo.md", "the memo, with its proof"),
            ("advisor decide triage.case.yaml --set volume=2M", "as if one answer were another"),
        ),
    ),
    "rules": VerbHelp(
        "list, explain, test and audit the rules",
        (
            ("advisor rules table", "how a verdict is reached, on one screen"),
            ("advisor rules why volume.under-100k triage.case.yaml", "why a rule fires on a case"),
        ),
    ),
    "sources": VerbHelp(
        "look up a claim of the source documents; recompute their examples",
        (
            ("advisor sources G8.attribution", "what a citation in a memo stands for"),
            ("advisor sources audit", "the documents' own arithmetic, recomputed"),
        ),
    ),
    "prices": VerbHelp(
        "search the price book: models, tuning, hosting, GPUs, with dates and sources",
        (
            ("advisor prices haiku", "every entry of that name"),
            ("advisor prices stale", "what to check again"),
        ),
    ),
    "ranges": VerbHelp(
        "how sure: costs and verdict over samples of everything uncertain",
        (
            ("advisor ranges triage.case.yaml", "how often the verdict holds"),
            ("advisor ranges triage.case.yaml --samples 1000000", "with more samples"),
        ),
    ),
    "flips": VerbHelp(
        "what would change the verdict, open questions first, the nearest first",
        (
            ("advisor flips triage.case.yaml", "changes of one answer that change the verdict"),
            ("advisor flips memo.md", "the same for the case that a memo carries"),
        ),
    ),
    "usage": VerbHelp(
        "measure volume, tokens and models from usage exports and logs",
        (
            ("advisor usage export.csv", "what it measures, workload by workload"),
            ("advisor usage log.csv --map input=prompt_tokens time=ts", "any table of your own"),
        ),
    ),
    "evals": VerbHelp(
        "measure quality from the result files of evaluation tools",
        (
            ("advisor evals results.json --bar 90%", "which models meet the bar, and how sure"),
            ("advisor evals --config promptfoo triage.case.yaml --out evals", "a ready evaluation to run"),
        ),
    ),
    "portfolio": VerbHelp(
        "decide many cases and show them in one table, by what each would save",
        (
            ("advisor portfolio decisions/", "the cases and memos of a folder"),
            ("advisor portfolio workloads.csv --format html --out table.html", "a spreadsheet, as a page"),
        ),
    ),
    "check": VerbHelp(
        "decide memos and cases again and say what changed, with the cause",
        (
            ("advisor check decisions/", "exit code 1 when a verdict changed or a trigger fired"),
            ("advisor check memo.md --format github", "annotations for a CI run"),
        ),
    ),
    "diff": VerbHelp(
        "compare two cases or memos side by side, or two sets of rules over cases",
        (
            ("advisor diff before.case.yaml after.case.yaml", "answers, verdicts and costs"),
            ("advisor diff memo.md triage.case.yaml", "a memo, as of its date, and a case today"),
            (
                "advisor diff --rules shipped my-rules/ cases/",
                "which verdicts flip when rules change, and why",
            ),
        ),
    ),
    "init": VerbHelp(
        "start a folder of decisions in a repository",
        (
            ("advisor init", "decisions/ here, with one worked example"),
            ("advisor init ../shop", "the same in another repository"),
        ),
    ),
    "completion": VerbHelp(
        "print the completion script of a shell",
        (
            ('eval "$(advisor completion bash)"', "for this bash"),
            ("advisor completion zsh > ~/.zfunc/_advisor", "for zsh, once"),
        ),
    ),
}
