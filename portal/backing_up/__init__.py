"""A whole portal in one file: all rows as they were at one moment, and the files that they name.

A backup is a zip archive with one member for each table (``rows/…``, a line of JSON for each
row), one for each file (``files/…``) and ``manifest.json``. Its last 64 bytes are the SHA-256 of
all before them. Neither the programs nor the dialect of a database stand in it, so a backup of
either database is restored on either.
"""
