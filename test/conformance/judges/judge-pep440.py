"""Judges Python versions with packaging: reads `left TAB right`, writes `<`, `=`, `>` or `?` for what it refuses."""
import sys

from packaging.version import InvalidVersion, Version

for line in sys.stdin:
    left, right = line.rstrip("\n").split("\t")
    try:
        a, b = Version(left), Version(right)
        print("<" if a < b else ">" if a > b else "=")
    except InvalidVersion:
        print("?")
