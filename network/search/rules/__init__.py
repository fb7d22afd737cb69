"""What is true of words: how they are cut, folded and stemmed, what a question means, where its words stand."""
