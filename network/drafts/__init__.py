"""What somebody typed and could not send: kept for her alone, for a while."""
