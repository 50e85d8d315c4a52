"""A file that waits between being looked at and being used."""

import pytest

from directory.web.uploads import KEPT_AT_ONCE, KEPT_SECONDS, FileEnded, KeptFile, KeptFiles

SHEET = KeptFile("listings.csv", b"code,summary\nabcde,Kettles\n" * 100)
START = 1_800_000_000


class Clock:
    now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(tmp_path, clock):
    """As one process of several sees the folder."""
    return lambda *secrets: KeptFiles(tmp_path / "uploads", secrets or ("one secret",), clock)


def test_another_process_opens_it_all_the_same(kept):
    mark = kept().keep(SHEET, owner="keeper 1")

    assert kept().open(mark, owner="keeper 1") == SHEET


def test_it_lies_there_sealed_and_for_its_owner_only(kept, tmp_path):
    mark = kept().keep(SHEET, owner="keeper 1")
    (path,) = (tmp_path / "uploads").iterdir()

    assert b"Kettles" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileEnded):
        kept().open(mark, owner="keeper 2")


@pytest.mark.parametrize("mark", ["", "x", "../../secret_key", "a" * 22])
def test_a_mark_that_is_none_opens_nothing(kept, mark):
    kept().keep(SHEET, owner="keeper 1")

    with pytest.raises(FileEnded):
        kept().open(mark, owner="keeper 1")


def test_it_ends_when_it_was_used_and_after_two_hours(kept, clock):
    used, old = (kept().keep(SHEET, owner="keeper 1") for _ in range(2))
    kept().forget(used, owner="keeper 1")
    clock.now += KEPT_SECONDS + 1

    for mark in (used, old):
        with pytest.raises(FileEnded, match="Send it again"):
            kept().open(mark, owner="keeper 1")


def test_what_is_old_is_swept_away_and_one_keeper_cannot_fill_the_disk(kept, clock, tmp_path):
    marks = []
    for _ in range(KEPT_AT_ONCE + 2):
        clock.now += 1
        marks.append(kept().keep(SHEET, owner="keeper 1"))

    assert len(list((tmp_path / "uploads").iterdir())) == KEPT_AT_ONCE
    assert kept().open(marks[-1], owner="keeper 1") == SHEET

    clock.now += KEPT_SECONDS + 100
    kept().keep(SHEET, owner="keeper 2")
    assert len(list((tmp_path / "uploads").iterdir())) == 1
