"""Peer Network: a member-only place where organizations mentor each other."""

import zoneinfo
from datetime import UTC, datetime, timedelta

# The clocks of British Columbia and Alberta changed in 2026. Many systems still carry older rules, and `zoneinfo` prefers
# the system's files to the pinned `tzdata` package: so the search path is emptied before any zone is read.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()

_december = datetime(2026, 12, 15, 12, tzinfo=UTC)
if _december.astimezone(zoneinfo.ZoneInfo("America/Vancouver")).utcoffset() != timedelta(hours=-7):
    raise RuntimeError("The tzdata package is too old: install tzdata 2026.6 or newer.")
