import pytest
from hypothesis import settings
from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path / "home"))
