"""What was given up and should not have been: seen, tried anew, or put away by an operator."""
