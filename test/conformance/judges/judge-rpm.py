"""Judges RPM versions with rpm's labelCompare: reads `left TAB right`, writes `<`, `=`, `>` or `?` for what it refuses."""
import re
import sys

import rpm


def label(text):
    """Splits as rpm's parseEVR does: digits before the first colon, then the last hyphen."""
    match = re.match(r"([0-9]+):", text)
    epoch = match.group(1) if match else None
    rest = text[match.end() :] if match else text
    version, hyphen, release = rest.rpartition("-")
    return (epoch or "0", version, release) if hyphen else (epoch or "0", rest, None)


for line in sys.stdin:
    left, right = line.rstrip("\n").split("\t")
    try:
        order = rpm.labelCompare(label(left), label(right))
    except ValueError:
        print("?")
        continue
    print("<" if order < 0 else ">" if order > 0 else "=")
