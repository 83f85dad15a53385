"""One partnership in one file: all that it owns, in a format that a person can read and write.

An archive is a zip with a list of objects for each kind of thing (``plans/plan.json``), what the
installation shares and these things name (``shared/organisation.json``), files (``files/…``) and
``manifest.json``. ``docs/archive.md`` is its documentation, ``docs/archive.schema.json`` its
schema. No key of a database stands in it.
"""
