"""Processes that must not outlive what started them."""

import os
import signal
import time
from pathlib import Path


def ends(process: int) -> bool:
    """Whether a process is gone within five seconds; if not, it is killed."""
    for _ in range(100):
        if not _running(process):
            return True
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    return False


def _running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
