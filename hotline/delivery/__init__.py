"""What leaves the house for other systems: a stored outbox, webhooks, WeChat's interface."""
