"""What can be done with a pairing."""

from network.pairings.commands.beginning import PairingDraft, begin_pairing, undo_pairing
from network.pairings.commands.merging import move_pairings

__all__ = ["PairingDraft", "begin_pairing", "move_pairings", "undo_pairing"]
