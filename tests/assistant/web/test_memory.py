"""The arenas of malloc, counted in a process of their own: with glibc there are a few, however many threads there are."""

import platform
import subprocess
import sys

import pytest

MANY = """
import ctypes, threading
from assistant.web.memory import share_arenas

assert share_arenas()
malloc, info = ctypes.CDLL(None).malloc, ctypes.CDLL(None).malloc_info
together = threading.Barrier(8)
threads = [threading.Thread(target=lambda: (together.wait(), malloc(1000), together.wait())) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
stdout = ctypes.c_void_p.in_dll(ctypes.CDLL(None), "stdout")
info(0, stdout)
ctypes.CDLL(None).fflush(stdout)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has its own way")
def test_threads_share_arenas() -> None:
    ran = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    assert ran.stdout.count("<heap nr=") <= 3  # without it nine; one may be made while modules are loaded
