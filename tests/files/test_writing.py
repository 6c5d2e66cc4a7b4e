"""Where a result is written: through links and pipes, with the user's mask, whole or not at all."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from advisor.errors import BadInput
from advisor.files import atomic


def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("old")
    link.symlink_to(target)
    atomic.write(link, "new")
    assert link.is_symlink() and target.read_text() == "new"


def test_a_loop_of_links_is_refused(tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(BadInput, match="cannot write here"):
        atomic.write(loop, "x")


def test_a_pipe_is_written_through(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    atomic.write(pipe, "memo")
    reader.join(5)
    assert got == ["memo"] and stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_a_device():
    device = Path("/dev/null")
    before = device.stat()
    atomic.write_bytes(device, b"x")
    after = device.stat()
    assert stat.S_ISCHR(after.st_mode) and (before.st_ino, before.st_rdev) == (after.st_ino, after.st_rdev)


@pytest.mark.parametrize(("mask", "mode"), [(0o077, 0o600), (0o027, 0o640), (0o022, 0o644)])
def test_the_umask_holds_for_a_new_file_and_the_old_mode_for_an_old_one(mask, mode, tmp_path):
    old = os.umask(mask)
    try:
        atomic.write(tmp_path / "new", "x")
        assert (tmp_path / "new").stat().st_mode & 0o777 == mode
        (tmp_path / "new").chmod(0o604)
        atomic.write(tmp_path / "new", "y")
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(old)


def test_a_shell_may_take_the_output_by_process_substitution(tmp_path):
    code = "import sys, pathlib; from advisor.files import atomic; atomic.write(pathlib.Path(sys.argv[1]), 'memo')"
    command = f'"{sys.executable}" -c "{code}" >(cat > {tmp_path}/got); wait; sleep 0.2'
    subprocess.run(["bash", "-c", command], check=True)
    assert (tmp_path / "got").read_text() == "memo"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInput, match="No such file or directory"):
        atomic.write(tmp_path / "no" / "x", "x")
    assert not (tmp_path / "no").exists()
