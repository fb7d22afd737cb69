"""Search: one way to find what rooms offer, in the reader's words, among what she may see."""
