"""What is true about organizations: their fields and lists, how a spreadsheet of them is understood, merged and undone."""
