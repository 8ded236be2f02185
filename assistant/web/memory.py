"""How the memory of a process with many threads is kept small."""

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX in malloc.h
_ARENAS = 2


def share_arenas() -> bool:
    """Let all threads share two arenas of the C library's malloc, where it is glibc's; says whether it was.

    By itself it gives each of up to 16 threads an arena of its own, which keeps what was freed in it: with 64 people at once that
    was 107 MiB, and answers came as fast without.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, or a system without one of that kind
        return False
    return bool(mallopt(_ARENA_MAX, _ARENAS))
