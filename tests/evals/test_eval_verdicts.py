"""What stands for right and wrong: words in pairs, signs, shares; never one side alone."""

import pytest
from evalskit import report, table

from advisor.errors import BadInput
from advisor.evals.asked import read_command, written
from advisor.evals.rows.pass_words import verdict

HEADER = ["id", "model", "score"]


def scored(tmp_path, right, wrong, **asked):
    rows = [[n, "m", right if n else wrong] for n in range(20)]
    return report(table(tmp_path / "a.csv", HEADER, rows), **asked).models[0]


PAIRS = [
    ("OK", "KO"), ("OK", "nicht OK"), ("WAHR", "FALSCH"), ("right", "wrong"), ("Good", "Bad"), ("T", "F"),
    ("accepted", "rejected"), ("👍🏽", "👎"), ("thumbs_up", "thumbs-down"), ("VERDADERO", "FALSO"), ("VERO", "FALSO"),
    ("WAAR", "ONWAAR"), ("PRAWDA", "FAŁSZ"), ("passed", "not passed"), ("✅ Pass", "❌ Fail"), ("✔️", "✖️"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), PAIRS)
def test_both_words_of_a_pair_count(tmp_path, right, wrong):
    model = scored(tmp_path, right, wrong)
    assert (model.n, model.score) == (20, 0.95)


def test_no_word_stands_for_right_and_wrong():
    from advisor.evals.rows import pass_words

    pairs = pass_words._data()["pairs"]
    right = {w.casefold() for p in pairs for w in p["right"]}
    assert not right & {w.casefold() for p in pairs for w in p["wrong"]}
    assert all(verdict(w) == 1 for w in right)


@pytest.mark.parametrize("scale", [(0.0, 1.0), (0.0, 100.0)])
@pytest.mark.parametrize(("high", "low"), [("95 %", "40,0%"), ("19/20", "2 of 5")])
def test_a_written_share_is_a_share_of_any_scale(tmp_path, high, low, scale):
    assert scored(tmp_path, high, low, scale=scale).score == pytest.approx((19 * 0.95 + 0.4) / 20)


def test_what_is_partly_right_counts_half_and_says_so(tmp_path):
    rows = [
        [n, "m", w] for n, w in enumerate(["correct", "partially correct", "incorrect", "teilweise richtig"])
    ]
    found = report(table(tmp_path / "a.csv", HEADER, rows))
    assert found.models[0].score == 0.5
    assert any("half" in n for n in found.files[0].notes)


@pytest.mark.parametrize("word", ["error", "skipped", "-", "not run", "unclear"])
def test_a_word_for_no_verdict_is_a_lost_answer(tmp_path, word):
    model = scored(tmp_path, "pass", word)
    assert (model.n, model.missing) == (19, 1)


def test_an_unknown_word_that_comes_again_is_refused(tmp_path):
    rows = [[n, "m", "pass" if n > 1 else "nix"] for n in range(200)]
    with pytest.raises(BadInput, match="nix"):
        report(table(tmp_path / "a.csv", HEADER, rows))


def test_letters_alone_are_asked_about_with_their_scale(tmp_path):
    file = table(tmp_path / "a.csv", HEADER, [[n, "m", "ABC"[n % 3]] for n in range(30)])
    with pytest.raises(BadInput, match="worst first: --scale"):
        report(file)


def test_an_unknown_word_beside_another_score_is_refused_where_it_counts(tmp_path):
    rows = [[n, "m", "pass" if n > 1 else "nix", 0.5] for n in range(20)]
    file = table(tmp_path / "a.csv", [*HEADER, "rating"], rows)
    with pytest.raises(BadInput, match="nix"):
        report(file)
    assert report(file, metric="rating").models[0].score == 0.5


@pytest.mark.parametrize("column", ["status", "feedback"])
def test_a_status_is_the_score_where_there_is_none(tmp_path, column):
    rows = [[n, "m", "passed" if n else "failed"] for n in range(20)]
    assert report(table(tmp_path / "a.csv", ["id", "model", column], rows)).models[0].score == 0.95
    both = [[*row, 1] for row in rows]
    assert report(table(tmp_path / "b.csv", ["id", "model", column, "score"], both)).metrics == ("score",)


@pytest.mark.parametrize(("usual", "rare"), [(1, 5), (1, -1), (1, 1.5), (0, 2)])
def test_scores_outside_a_scale_that_nobody_said_are_asked_for(tmp_path, usual, rare):
    """A rating of mostly ones looks like a share."""
    with pytest.raises(BadInput, match="--scale LOW HIGH"):
        scored(tmp_path, usual, rare)
    assert scored(tmp_path, usual, rare, scale=(-1, 5)).n == 20
    assert scored(tmp_path, usual, rare, scale=(0, 1)).missing == 1


def test_a_scale_may_begin_with_its_higher_end():
    assert read_command("none.csv --scale 6 1 --bar 2")[1].bar_share == 0.8


def test_a_scale_is_taken_in_the_interview_too():
    paths, asked = read_command("none.csv --scale -1 1 --bar 0.5")
    assert (asked.scale, read_command(written(paths, asked).removeprefix("/evals "))[1]) == ((-1, 1), asked)
