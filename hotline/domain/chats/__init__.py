"""A chat: its states, who does what with it, when people are there. Pure rules."""
