"""Judges CVSS base scores with Red Hat's cvss: reads a vector a line, writes its base score, or `?` for what it refuses.

Versions 4.0 have one score for all metrics given, so what is no base metric is left out first.
"""
import sys

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

BASE_4 = {"AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"}


def score(vector):
    if vector.startswith("CVSS:4.0/"):
        head, *metrics = vector.split("/")
        return CVSS4("/".join([head, *(m for m in metrics if m.split(":")[0] in BASE_4)])).base_score
    if vector.startswith("CVSS:3."):
        return CVSS3(vector).base_score
    return CVSS2(vector).base_score


for line in sys.stdin:
    try:
        print(f"{score(line.strip()):.1f}")
    except CVSSError:
        print("?")
