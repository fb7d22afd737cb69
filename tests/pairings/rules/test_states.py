"""What is over stays as it was."""

import pytest

from network.kernel.refusals import Conflict
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState, insist_running


@pytest.mark.parametrize("state", PairingState)
def test_only_what_runs_can_be_written_in(state: PairingState) -> None:
    if state in RUNNING_PAIRINGS:
        insist_running(state)
        return
    with pytest.raises(Conflict) as refused:
        insist_running(state)
    assert str(refused.value.message) == "This pairing has ended. What was written stays as it is."
