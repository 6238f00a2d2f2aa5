"""What can go wrong with the store.

StoreError
├── Busy            it could not be done in time and will not be done later
└── Unavailable     the database does not answer, or cannot write
    └── AlreadyRunning   another process has this SQLite file open
"""


class StoreError(Exception):
    """Nothing was remembered; the message says why."""


class Busy(StoreError):
    """It could not be done in time, and it is certain that it will not be done later. Try again."""


class Unavailable(StoreError):
    """The database does not answer or cannot write.

    Only when the connection broke while PostgreSQL was committing may it have been done all the same; what is
    asked for again must therefore be keyed by what it is.
    """


class AlreadyRunning(Unavailable):
    """Another process has this SQLite file open, and only one may."""
