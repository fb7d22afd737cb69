"""`python -m network.cli match FILE`."""

from network.cli import main

main()
