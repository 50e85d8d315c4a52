import pytest

from directory.understanding import Understanding, VocabularyRefused, load_vocabulary
from directory.understanding.features import Weighing, runs
from directory.understanding.learnt import Learnt, LearntRefused, digest_of, load_learnt, save_learnt
from directory.understanding.sentences import Sayings, load_sentences
from directory.understanding.training import Example, trained
from directory.understanding.vocabulary import load_words
from tests.understanding.conftest import SEED

WEIGHING = Weighing(little=frozenset({"i", "my"}), kinds={"belt": ("hit",), "slipper": ("hit",)}, denying=frozenset({"not"}))


def features(text):
    words = text.split()
    return WEIGHING.features(words, [number == 0 for number in range(len(words))])


@pytest.fixture(scope="module")
def classifier():
    said = {
        "sleep": ["awake all night", "i lie awake", "no sleep at night"],
        "abuse": ["my dad got his belt", "the belt again"],
    }
    return trained([Example(features(text), label) for label, texts in said.items() for text in texts])


def copy_words(folder):
    for path in [*(SEED / "vocabulary").rglob("*.toml"), *(SEED / "vocabulary").rglob("*.txt")]:
        copy = folder / path.relative_to(SEED / "vocabulary")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())


def likeliest(classifier, text):
    chances = classifier.read(features(text))
    return max(chances, key=lambda label: chances[label])


def test_what_was_learnt_is_recognised_in_other_words(classifier):
    assert likeliest(classifier, "awake again") == "sleep"
    assert likeliest(classifier, "his belt") == "abuse"


def test_a_word_never_met_is_understood_as_its_kind(classifier):
    assert likeliest(classifier, "slipper") == "abuse"


def test_a_denied_word_is_seen_as_denied():
    assert "!safe" in features("not safe")
    assert "!safe" not in features("safe")


def test_the_same_examples_teach_the_same(classifier, tmp_path):
    learnt = Learnt("digest", classifier, classifier, classifier, frozenset({"awake"}))
    save_learnt(learnt, tmp_path / "one.bin")

    read = load_learnt(tmp_path / "one.bin")
    save_learnt(read, tmp_path / "two.bin")

    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "two.bin").read_bytes()
    assert read.needs.read(features("awake again")) == pytest.approx(classifier.read(features("awake again")), abs=0.01)


def test_a_damaged_file_of_what_was_learnt_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "learnt.bin").write_bytes(b"nothing")

    with pytest.raises(LearntRefused, match="make learn"):
        load_learnt(tmp_path / "learnt.bin")


def test_words_can_be_learnt_from_where_what_was_learnt_is_damaged(tmp_path):
    copy_words(tmp_path)
    (tmp_path / "learnt.bin").write_bytes(b"nothing")

    assert load_words(tmp_path).needs
    with pytest.raises(LearntRefused):
        load_vocabulary(tmp_path)


def test_a_run_is_of_up_to_three_words_and_knows_where_the_text_ends():
    assert set(runs(["took", "my", "tablets"])) == {
        "took", "my", "tablets", "^ took", "took my", "my tablets", "tablets $",
        "^ took my", "took my tablets", "my tablets $",
    }  # fmt: skip
    assert runs([]) == pytest.approx({"^ $": 1})


def test_danger_is_read_halfway_between_what_words_mean_and_their_wording(classifier):
    wordings = trained(
        [Example(runs(text.split()), label) for text, label in (("the belt", "sleep"), ("no sleep", "abuse"))]
    )
    learnt = Learnt(dangers=classifier, wordings=wordings)
    meant, worded = classifier.read(features("the belt")), wordings.read(runs(["the", "belt"]))

    both = learnt.levels(features("the belt"), ["the", "belt"])

    assert both == pytest.approx({label: (meant[label] + worded[label]) / 2 for label in ("abuse", "sleep")})


def test_what_was_learnt_is_up_to_date_with_the_words(vocabulary):
    assert vocabulary.learnt.digest == digest_of(SEED / "vocabulary"), "The words have changed: run make learn"


def test_without_anything_learnt_phrases_are_understood_all_the_same(tmp_path, taxonomy):
    copy_words(tmp_path)

    understanding = Understanding(load_vocabulary(tmp_path), taxonomy)

    assert understanding.read("panic attacks").needs[0] == "panic"
    assert understanding.read("i want to kill myself").crisis == "suicide"


def test_a_phrase_is_said_in_several_ways():
    ways = Sayings({"family": ["mum", "dad"]}).ways("my {family} (hits|slaps) me ... (badly)?", 60)

    assert {"my mum hits me", "my dad slaps me badly"} <= set(ways)


def test_a_level_that_is_none_is_refused(tmp_path):
    (tmp_path / "danger-x.toml").write_text("[injury]\nnone = ['i fell']")

    with pytest.raises(VocabularyRefused, match="injury"):
        load_sentences(tmp_path)
