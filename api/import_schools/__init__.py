"""`osan-talk import schools FILE`: from the file to the map, and what the operator sees."""

from api.import_schools.command import command
from api.import_schools.run import run
from api.import_schools.show import render
from api.import_schools.write_report import write_report

__all__ = ["command", "render", "run", "write_report"]
