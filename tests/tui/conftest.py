import pytest
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen


@pytest.fixture(scope="session", autouse=True)
def _styles_parsed_once():
    """The same styles under the same theme are parsed once for the apps of all tests."""
    give, kept = Stylesheet.set_variables, {}

    def share(sheet, variables):
        sheet._parse_cache = LRUCache(0)  # what is shared is not cleared
        give(sheet, variables)
        sheet._parse_cache = kept.setdefault(frozenset(variables.items()), LRUCache(1024))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "set_variables", share)
        yield


@pytest.fixture
def drawn_at_rest(monkeypatch):
    """Nobody looks at the steps between: what changed is drawn once, when a test settles."""
    draw = Screen._compositor_refresh

    def wait(screen):
        if screen is not screen.app.screen:
            draw(screen)
        screen._dirty_widgets.clear()

    monkeypatch.setattr(Screen, "_compositor_refresh", wait)
