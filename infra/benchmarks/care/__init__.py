"""Care under load: its timers."""
