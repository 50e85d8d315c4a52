import pytest

from directory.domain.meaning import About
from directory.domain.seeker import Asking
from directory.finding.whose_danger import whose_danger

SELF, OTHER = About.SELF, About.SOMEONE_ELSE


@pytest.mark.parametrize(
    ("in_danger", "ticked", "about", "wanted"),
    [
        (None, None, SELF, SELF),
        (None, None, OTHER, OTHER),
        (None, Asking.ME, OTHER, SELF),
        (None, Asking.A_FRIEND, SELF, OTHER),
        (None, Asking.MY_CHILD, SELF, OTHER),
        (None, Asking.SOMEONE_I_WORK_WITH, SELF, OTHER),
        (SELF, Asking.A_FRIEND, OTHER, SELF),  # "i want to die", ticked: a friend
        (SELF, Asking.MY_CHILD, OTHER, SELF),  # "my son hits me", ticked: my child
        (OTHER, Asking.ME, OTHER, OTHER),  # "my friend just took an overdose", ticked: me
    ],
)
def test_plain_words_win_over_the_box_and_the_box_over_other_words(in_danger, ticked, about, wanted):
    assert whose_danger(in_danger, ticked, about) is wanted
