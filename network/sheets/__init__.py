"""Spreadsheets as bytes become rows of text, and rows of text become spreadsheets that nobody's program runs."""

from network.sheets.apart import read_apart
from network.sheets.reading import read_table
from network.sheets.table import Limits, Row, SheetName, Table, Unreadable
from network.sheets.writing import write_csv, write_xlsx

__all__ = ["Limits", "Row", "SheetName", "Table", "Unreadable", "read_apart", "read_table", "write_csv", "write_xlsx"]
