"""Reads an iCalendar stream with python3-icalendar and writes its events as JSON: uid, start, end, texts."""
import json
import sys
from datetime import timezone

from icalendar import Calendar


def instant(event, name):
    value = event.get(name)
    if value is None:
        return None
    return value.dt.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(event, name):
    value = event.get(name)
    return None if value is None else str(value)


calendar = Calendar.from_ical(sys.stdin.buffer.read())
if calendar.errors:
    sys.exit(f"the calendar has errors: {calendar.errors}")
events = []
for event in calendar.walk("VEVENT"):
    if event.errors:
        sys.exit(f"an event has errors: {event.errors}")
    events.append(
        {
            "uid": text(event, "UID"),
            "stamp": instant(event, "DTSTAMP"),
            "start": instant(event, "DTSTART"),
            "end": instant(event, "DTEND"),
            "summary": text(event, "SUMMARY"),
            "description": text(event, "DESCRIPTION"),
            "categories": [str(category) for category in event["CATEGORIES"].cats],
            "status": text(event, "STATUS"),
        }
    )
print(json.dumps({"name": text(calendar, "X-WR-CALNAME"), "method": text(calendar, "METHOD"), "events": events}))
