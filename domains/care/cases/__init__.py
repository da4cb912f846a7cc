"""A concern about somebody becomes a case, and a case ends by what a person did."""
