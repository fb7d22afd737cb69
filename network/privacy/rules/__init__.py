"""What is true of personal data, whoever asks."""
