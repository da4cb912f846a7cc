"""One answer to a question of two skills is one answer, not two."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml_serving.models.knowledge_tracing.data import ASSISTMENTS_2009, ASSISTMENTS_2015
from ml_serving.models.knowledge_tracing.questions import merge_rows


def test_rows_of_one_answer_over_several_skills_are_one_question():
    rows = [(1366, 7, 1), (1366, 9, 1), (1424, 7, 0), (1424, 9, 0)]
    assert list(merge_rows(iter(rows))) == [(1366, [7, 9], 1), (1424, [7, 9], 0)]


def test_a_problem_tried_again_stays_two_questions():
    again, other_answer = [(5, 2, 1), (5, 2, 1)], [(5, 2, 0), (5, 3, 1)]
    assert len(list(merge_rows(iter(again)))) == 2
    assert len(list(merge_rows(iter(other_answer)))) == 2


def test_questions_without_a_problem_are_never_merged():
    assert len(list(merge_rows(iter([(0, 2, 1), (0, 3, 1)])))) == 2


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 1)))


@given(ROWS)
def test_merging_loses_no_row_and_invents_none(rows):
    questions = merge_rows(iter(rows))
    written = [
        (problem, skill, answer) for problem, skills, answer in questions for skill in skills
    ]
    assert written == rows


@given(ROWS)
def test_no_question_asks_for_a_skill_twice(rows):
    assert all(len(set(skills)) == len(skills) for _, skills, _ in merge_rows(iter(rows)))


@pytest.mark.data
def test_the_files_hold_what_their_readme_says_and_fewer_questions(data: Path):
    folder = data / "knowledge_tracing"
    train = ASSISTMENTS_2009.split(folder, "train")
    assert len(train) == 2491
    assert sum((learner.skills > 0).sum() for learner in train) == 203_442
    assert sum(map(len, train)) == 170_851


@pytest.mark.data
def test_files_without_problems_are_read_as_they_are(data: Path):
    test = ASSISTMENTS_2015.split(data / "knowledge_tracing", "test")
    assert (len(test), sum(map(len, test))) == (3968, 136_231)
    assert not any(learner.problem.any() for learner in test)


@pytest.mark.data
@pytest.mark.parametrize(("dataset", "lines"), [(ASSISTMENTS_2009, 4), (ASSISTMENTS_2015, 3)])
def test_no_learner_is_in_two_splits(data: Path, dataset, lines):
    def learners(part: str) -> set[str]:
        path = data / "knowledge_tracing" / f"{dataset.stem}_{part}1.csv.gz"
        written = gzip.decompress(path.read_bytes()).decode().split()
        return {line.split(",")[1] for line in written[::lines]}

    train, valid, test = map(learners, ("train", "valid", "test"))
    assert train.isdisjoint(valid | test)
    assert valid.isdisjoint(test)
