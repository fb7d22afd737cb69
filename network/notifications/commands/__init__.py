"""What can be done with notices and mails."""
