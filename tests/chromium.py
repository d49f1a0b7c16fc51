"""Where the system's Chromium is: browser tests need one, and others need not do again what those do."""

from __future__ import annotations

import shutil

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
