"""Word processor files become text in Markdown, with what was lost by name; text becomes a DOCX file of nobody's."""

from network.office.apart import read, write
from network.office.document import Converted, Docx, Kind, Loss, LossCode, Refused, Unreadable
from network.office.plain import typed

__all__ = ["Converted", "Docx", "Kind", "Loss", "LossCode", "Refused", "Unreadable", "read", "typed", "write"]
