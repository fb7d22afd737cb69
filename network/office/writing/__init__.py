"""From text in Markdown to a DOCX file. Runs in a process of its own."""
