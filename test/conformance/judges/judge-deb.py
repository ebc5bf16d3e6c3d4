"""Judges Debian versions with apt's own comparison: reads `left TAB right`, writes `<`, `=` or `>`."""
import sys

import apt_pkg

apt_pkg.init_system()
for line in sys.stdin:
    left, right = line.rstrip("\n").split("\t")
    order = apt_pkg.version_compare(left, right)
    print("<" if order < 0 else ">" if order > 0 else "=")
