"""A way out of advertising that needs no login: a signed link in each advertisement."""
