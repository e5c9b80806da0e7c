"""`/cable`: what happens in a chat, told to its contact while it happens (ActionCable's frames)."""
