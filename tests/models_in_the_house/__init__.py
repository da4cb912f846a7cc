"""What the house does with models, and without them."""
