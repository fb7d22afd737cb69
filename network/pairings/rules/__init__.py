"""What is true of pairings: plain values and decisions."""
