"""Pairings and their life: two organizations of which one mentors the other, from the first day to the last."""
