"""`osan-talk import schools FILE`: the file's part and the screen's part.

Writing the places to the database is a use case of commute.
"""

from api.import_schools.run import run
from api.import_schools.show import render
from api.import_schools.write_report import write_report

__all__ = ["render", "run", "write_report"]
