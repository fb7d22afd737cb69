"""What one cell of a spreadsheet means: a value, or what is wrong with it and what it could say instead."""
