from pathlib import Path

import pytest

from directory.understanding import Understanding, load_vocabulary, read_taxonomy
from directory.understanding.sentences import load_sentences

SEED = Path(__file__).parents[2] / "seed"


@pytest.fixture(scope="session")
def vocabulary():
    return load_vocabulary(SEED / "vocabulary")


@pytest.fixture(scope="session")
def sentences():
    return load_sentences(SEED / "vocabulary" / "sentences")


@pytest.fixture(scope="session")
def taxonomy():
    return read_taxonomy(SEED / "taxonomy.toml")


@pytest.fixture(scope="session")
def understanding(vocabulary, taxonomy):
    return Understanding(vocabulary, taxonomy)
