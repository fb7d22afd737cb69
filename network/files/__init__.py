"""Files that people share: taken in, cleaned of what tells of them, kept, given back to who may have them."""
