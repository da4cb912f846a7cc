"""Ages as bounds of birth dates, so that a segment's ages are one comparison in the database."""

from datetime import date


def born_by(day: date, *, age: int) -> date:
    """Who was born on this date or before has completed `age` years on `day`.

    Born on 29 February, one is a year older on 1 March of a common year (민법 §160③).
    """
    year = day.year - age
    if year < date.min.year:
        return date.min
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
