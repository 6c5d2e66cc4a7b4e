import gc
import itertools
import os
from collections import OrderedDict

import pytest
from hypothesis import Phase, settings
from msgspec.structs import replace
from pytest_textual_snapshot import SVGImageExtension

from advisor.sensitivity import summary

SVGImageExtension.file_extension = "svg"

# Nearly all garbage here is freed without a search; searches among all that is imported took a quarter of the time.
gc.set_threshold(200_000, 20, 20)

# A failure is told as it was drawn: shrinking it may take minutes, and is done where it is mended.
settings.register_profile(
    "suite", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.load_profile("suite")


def pytest_xdist_auto_num_workers(config):
    """Half as many again as there are cores: the tests of the app wait a good deal."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


def pytest_collection_finish():
    gc.freeze()


class _Homes:
    """Homes that share what was made of the shipped files; one in which a test left nothing serves the next."""

    def __init__(self, folder):
        self._new = (folder / f"home-{n}" for n in itertools.count())
        self._shared, self._last = folder / "cache", None
        self._shared.mkdir()

    def empty(self):
        if (
            self._last is None
            or not self._last.is_dir()
            or [p.name for p in self._last.iterdir()] != ["cache"]
        ):
            self._last = next(self._new)
            self._last.mkdir()
            (self._last / "cache").symlink_to(self._shared)
        return self._last


@pytest.fixture(scope="session")
def _homes(tmp_path_factory):
    return _Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture(autouse=True)
def home(monkeypatch, _homes):
    """A user's home with nothing in it that was said or saved."""
    folder = _homes.empty()
    monkeypatch.setenv("ADVISOR_HOME", str(folder))
    return folder


def _without_words(case):
    """What is said beside the answers, and changes no outlook, left out."""
    answers = {name: replace(answer, note="") for name, answer in case.answers.items()}
    return replace(case, title="", answers=answers)


@pytest.fixture(scope="session", autouse=True)
def _outlooks_once():
    """The outlook that a memo shows is worked out once for a decision: many tests read the same few memos.

    Those of the outlook itself call it under its own name, and are not given a kept one.
    """
    worked_out, kept = summary.outlook, OrderedDict()

    def outlook(decision, basis, samples=summary.SAMPLES, seed=summary.SEED):
        versions = decision.provenance, basis.rules.sha256, basis.knowledge.sha256
        case = _without_words(decision.case)
        key = repr((case, decision.as_of, decision.verdict, versions, samples, seed))
        kept[key] = kept.pop(key, None) or worked_out(decision, basis, samples, seed)
        while len(kept) > 40:
            kept.popitem(last=False)
        return kept[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(summary, "outlook", outlook)
        yield
