"""The system clipboard, where the machine has a program for it. OSC 52 is Textual's part."""

from __future__ import annotations

import shutil
import subprocess

_PROGRAMS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
_SECONDS = 2


def copy(text: str) -> str | None:
    """Hand `text` to the first clipboard program found; its name, or None if there is none or it fails."""
    for program in _PROGRAMS:
        if found := shutil.which(program[0]):
            try:
                subprocess.run(
                    [found, *program[1:]],
                    input=text.encode(),
                    timeout=_SECONDS,
                    check=True,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except (OSError, subprocess.SubprocessError):
                continue
            return program[0]
    return None
