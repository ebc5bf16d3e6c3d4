"""Judges recurrence rules with dateutil: reads one JSON case a line, writes the UTC starts of each as a JSON list.

dateutil chooses the dates on the calendar alone; zoneinfo then reads each on the zone's clock. A local time that does not
exist is left out before COUNT counts (RFC 5545, 3.3.10), and one that exists twice is its first reading.
"""
import datetime as calendar
import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

# dateutil looks for a rule that never happens up to this year, and no case asks for anything near it.
calendar.MAXYEAR = 2040


def dates(case, last):
    """Local starts before they are moved, up to a day behind which nothing can matter."""
    limit = last + timedelta(days=3 - case["offsetDays"])
    return rrulestr(f"{case['rule']};UNTIL={limit:%Y%m%dT%H%M%S}", dtstart=datetime.fromisoformat(case["start"]))


def starts(case):
    zone = ZoneInfo(case["zone"])
    first, last = (datetime.fromisoformat(case[edge]) for edge in ("from", "to"))
    count, until = case.get("count"), case.get("until")
    found = []
    for local in dates(case, last):
        if count == 0 or (until is not None and local > datetime.fromisoformat(until)):
            break
        moved = local + timedelta(days=case["offsetDays"])
        instant = moved.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
        if instant.astimezone(zone).replace(tzinfo=None, fold=0) != moved:
            continue
        if count is not None:
            count -= 1
        naive = instant.replace(tzinfo=None)
        if first <= naive < last:
            found.append(naive.isoformat() + "Z")
    return found


for line in sys.stdin:
    print(json.dumps(starts(json.loads(line))))
