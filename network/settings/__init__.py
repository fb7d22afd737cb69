"""The installation's choices and its editable lists: words, thresholds, topics, kinds."""
