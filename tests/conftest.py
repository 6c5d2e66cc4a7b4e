import gc

import pytest
from hypothesis import Phase, settings
from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"

# Nearly all garbage here is freed without a search; searches among all that is imported took a quarter of the time.
gc.set_threshold(200_000, 20, 20)

# A failure is told as it was drawn: shrinking it may take minutes, and is done where it is mended.
settings.register_profile(
    "suite", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.load_profile("suite")


def pytest_collection_finish():
    gc.freeze()


@pytest.fixture(scope="session")
def _read_before(tmp_path_factory):
    """What was made of the shipped files, kept for all tests and the processes that they start."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, _read_before):
    """A user's home of the test's own, with nothing in it that was said or saved."""
    folder = tmp_path.with_name(f"home-{tmp_path.name}")
    folder.mkdir()
    (folder / "cache").symlink_to(_read_before)
    monkeypatch.setenv("ADVISOR_HOME", str(folder))
    return folder
