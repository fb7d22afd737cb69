"""The browser kit: the closed door, sessions, headers, refusals, templates."""
