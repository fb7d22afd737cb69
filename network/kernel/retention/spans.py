"""How long in words, where no clock ends it."""

from network.kernel.words import words

MEMBER = words("as long as the organization is in the directory")
NETWORK = words("as long as the network runs")
