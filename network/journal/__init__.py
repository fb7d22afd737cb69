"""The record of what was done, kept in the same transaction as the deed."""
