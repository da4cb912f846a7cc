"""What every domain shares: who acts, when, where, how much, and what happened."""
