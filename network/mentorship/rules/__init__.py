"""The matching engine: who can mentor whom, the best plan, its proof, its reasons and its prices, all pure."""
