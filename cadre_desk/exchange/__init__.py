"""Bytes in, rows out, and back; no database, no window."""
