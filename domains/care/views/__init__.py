"""What each of them sees of a senior's care: she herself, her guardians, her worker, her centre."""
