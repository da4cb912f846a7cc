"""What a person wants to hear together: held as it comes, told as one push at their hour."""
