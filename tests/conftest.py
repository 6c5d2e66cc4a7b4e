import pytest
from hypothesis import Phase, settings
from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"

# A failure is told as it was drawn: shrinking it may take minutes, and is done where it is mended.
settings.register_profile(
    "suite", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "home"))
