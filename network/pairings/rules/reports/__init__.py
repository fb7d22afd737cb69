"""What pairings come to in a period, and what each figure means: pure values and decisions."""
