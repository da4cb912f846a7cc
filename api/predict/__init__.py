"""`osan-talk predict`: what a domain would hear from its model, or do without it."""
