"""Says what the wall clock of a zone shows: reads {"zone", "instants"} a line, writes each as local times in a JSON list."""
import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

for line in sys.stdin:
    asked = json.loads(line)
    zone = ZoneInfo(asked["zone"])
    print(json.dumps([f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%dT%H:%M}" for at in asked["instants"]]))
