"""The library: practice documents, their versions, who stands behind them, what was made of them elsewhere."""
