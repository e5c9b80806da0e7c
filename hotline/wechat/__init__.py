"""Official accounts: what their followers write becomes chats, what is answered goes back."""
