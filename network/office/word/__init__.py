"""What a DOCX file says."""
