"""What can be done in matching: rounds, plans, proposals, answers, pairings."""

from network.mentorship.commands.accepting import accept_proposal
from network.mentorship.commands.answers import (
    AnswerDraft,
    PhoneAnswerDraft,
    answer_by_phone,
    answer_proposal,
    overturn_answer,
)
from network.mentorship.commands.choices import PairDraft, forbid_pair, free_pair, lock_pair, move_pair
from network.mentorship.commands.merging import move_pairs
from network.mentorship.commands.publishing import lapse_proposal, publish_round, withdraw_proposal
from network.mentorship.commands.queueing import (
    cancel_matching,
    claim_matching,
    fail_matching,
    keep_stage,
    queue_matching,
    store_queued,
    wait_again,
)
from network.mentorship.commands.rounds import RoundDraft, change_round, close_round, open_round, rename_round
from network.mentorship.commands.runs import adopt_scenario, save_scenario, store_run

__all__ = [
    "AnswerDraft",
    "PairDraft",
    "PhoneAnswerDraft",
    "RoundDraft",
    "accept_proposal",
    "adopt_scenario",
    "answer_by_phone",
    "answer_proposal",
    "cancel_matching",
    "change_round",
    "claim_matching",
    "close_round",
    "fail_matching",
    "forbid_pair",
    "free_pair",
    "keep_stage",
    "lapse_proposal",
    "lock_pair",
    "move_pair",
    "move_pairs",
    "open_round",
    "overturn_answer",
    "publish_round",
    "queue_matching",
    "rename_round",
    "save_scenario",
    "store_queued",
    "store_run",
    "wait_again",
    "withdraw_proposal",
]
