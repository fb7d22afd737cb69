"""What can be seen of matching: rounds, plans and proposals."""

from network.mentorship.queries.answers import answers_in, counts_in
from network.mentorship.queries.decisions import decisions, left_out_of
from network.mentorship.queries.problem import problem_for
from network.mentorship.queries.proposals import (
    cards_of,
    get_proposal,
    line_of_proposal,
    proposals_of,
)
from network.mentorship.queries.publishing import fresh_in, publishing
from network.mentorship.queries.queueing import MatchingView, matching_of
from network.mentorship.queries.rounds import get_round, round_of, rounds
from network.mentorship.queries.runs import mentors_of, openings_of, pair_of, run_of
from network.mentorship.queries.scenarios import comparison, scenarios
from network.mentorship.queries.seconds import SecondMoves, SecondView, second_moves, seconds_alone, seconds_of
from network.mentorship.queries.solving import Solved, solve
from network.mentorship.queries.table import Narrowing, Order, Standing, all_pairs, number_of, pairs

__all__ = [
    "MatchingView",
    "Narrowing",
    "Order",
    "SecondMoves",
    "SecondView",
    "Solved",
    "Standing",
    "all_pairs",
    "answers_in",
    "cards_of",
    "comparison",
    "counts_in",
    "decisions",
    "fresh_in",
    "get_proposal",
    "get_round",
    "left_out_of",
    "line_of_proposal",
    "matching_of",
    "mentors_of",
    "number_of",
    "openings_of",
    "pair_of",
    "pairs",
    "problem_for",
    "proposals_of",
    "publishing",
    "round_of",
    "rounds",
    "run_of",
    "scenarios",
    "second_moves",
    "seconds_alone",
    "seconds_of",
    "solve",
]
