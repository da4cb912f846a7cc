"""The rows of push: campaigns to a whole city, beside what could have been had instead."""
