"""The seeded city of the matrix: for every age and state of consent a person, and all around them.

Who stands in a relation stands in it to every person of that age, so a cell needs no seeding of
its own: it picks the caller and the person.
"""

from tests.matrix.city.founding import found_matrix_city
from tests.matrix.city.matrix_city import NOW, MatrixCity

__all__ = ["NOW", "MatrixCity", "found_matrix_city"]
