"""advisor: one priced, audited verdict for each LLM workload.

How a decision is made, room by room:

    case        what people say: the facts, the reading of their words, the case file
    knowledge   the price book, assumptions and sources, read from knowledge/*.yaml
    rules       the policy and the evidence, read from rules/*.yaml
    costing     the price of every route for one case
    decision    `assess`: facts, prices, rules, tuned route, ruling; then the verdict in words
    decide      `decide(case, basis, as_of) -> Decision`: all of it on one screen

What is asked about a decision: `sensitivity` (how sure, what would flip it), `sources` (are the documents' figures
right), `review` (does it still hold), `portfolio` (many cases at once). What is measured for it: `usage` (exports),
`evals` (result files), `pricebook` (the price book for people).

Who shows it: `report` (text, JSON, memo, page), `interview` (questions and answers), `cli` (verbs), `tui` (the app).
`text` and `files` serve all of them. Which room may import which: the contracts in pyproject.toml.
"""

__version__ = "0.1.0"
