"""The clock speaks: one file a feature, and the timetable in one table."""
