#!/usr/bin/env python3
"""Run a command; print the seconds it took and its peak memory in KiB.

usage: python3 -I -S measure.py COMMAND [ARGUMENT ...]

A process of its own, and a small one: Linux counts the memory of the process that starts a command
as the command's, until that outgrows it.
"""
import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawn(
    sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, usage = os.wait4(child, 0)
elapsed = time.perf_counter() - start
print(elapsed, usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1))
sys.exit(os.waitstatus_to_exitcode(status) != 0)
