"""The end of a consultation: it is closed, archived, given out as one file, and taken in from one."""
