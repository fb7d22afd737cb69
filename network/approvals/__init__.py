"""What two people must agree on before it is done."""
