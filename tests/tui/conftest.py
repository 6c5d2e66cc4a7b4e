import pytest
from textual.screen import Screen


@pytest.fixture
def drawn_at_rest(monkeypatch):
    """Nobody looks at the steps between: what changed is drawn once, when a test settles."""
    draw = Screen._compositor_refresh

    def wait(screen):
        if screen is not screen.app.screen:
            draw(screen)
        screen._dirty_widgets.clear()

    monkeypatch.setattr(Screen, "_compositor_refresh", wait)
