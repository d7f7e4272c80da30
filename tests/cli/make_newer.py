"""Makes a result store one of a version that is yet to come."""

import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as store:
    store.execute("PRAGMA user_version = 1000")
