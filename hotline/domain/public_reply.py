"""有问有答: what somebody asked, rewritten, and what was answered, for everybody to read."""

# The parts of a public reply, as a guide is those of an item.
PUBLIC_REPLY = {"asked": "群众提问", "replied": "公开答复"}
LONGEST_REPLY = dict.fromkeys(PUBLIC_REPLY, 5_000)
