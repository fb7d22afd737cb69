"""What people are told: an inbox for each, and mail that says only that there is something."""
