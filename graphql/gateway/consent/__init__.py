"""What may be done with a person's data, who decided so, and who looked."""
