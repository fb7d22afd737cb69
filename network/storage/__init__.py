"""The database: one handle, one transaction, columns that keep their meaning on every engine."""
