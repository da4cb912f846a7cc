"""The page is generated, whole or row by row."""

from infra.benchmarks import table
from infra.benchmarks.figures import Row


def test_a_row_measured_alone_takes_its_place_among_the_others(tmp_path):
    page = tmp_path / "results.md"
    before = [Row("slow", "2 s", "1 s", ratio="2.0"), Row("steady", "1 s", "1 s", ratio="1.0")]
    table.write(before, ["a machine"], repeats=3, page=page)
    table.replace([Row("slow", "1 s", "1 s", ratio="1.0"), Row("new", "3 s", "1 s")], page=page)
    rows = [line for line in page.read_text().splitlines() if line.startswith("| ")][1:]
    assert [row.split(" | ")[:2] for row in rows] == [
        ["| slow", "1 s"],
        ["| steady", "1 s"],
        ["| new", "3 s"],
    ]
