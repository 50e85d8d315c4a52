"""What somebody's own words mean: needs, ages, who it is about, danger."""

from directory.understanding.taxonomy_file import TaxonomyRefused, read_taxonomy
from directory.understanding.understanding import Understanding
from directory.understanding.vocabulary import Vocabulary, VocabularyRefused, load_vocabulary

__all__ = ["TaxonomyRefused", "Understanding", "Vocabulary", "VocabularyRefused", "load_vocabulary", "read_taxonomy"]
