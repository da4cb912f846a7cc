"""Whether something is wrong at home, by rules and by a person's own rhythm."""
