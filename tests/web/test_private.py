import random
from concurrent.futures import ThreadPoolExecutor
from stat import S_IMODE

import pytest

from directory.domain.search_request import SearchRequest
from directory.domain.taxonomy import Facet
from directory.web.private import (
    GOOD_FOR_SECONDS,
    LONGEST_TOKEN,
    SearchDamaged,
    SearchExpired,
    SearchSealer,
    SecretRefused,
    read_secrets,
)

OLD, NEW = "the old secret of this directory", "the new secret of this directory"
ASKED = SearchRequest(text="i cant sleep 😔", needs=("sleep",), postcode="PO1 2AL", age="13", how=("phone", "online"))


def test_a_search_comes_back_from_its_token_as_it_was():
    sealer = SearchSealer([NEW])

    assert sealer.open(sealer.seal(ASKED)).search == ASKED


def test_a_token_shows_nothing_of_the_search_and_is_different_each_time():
    sealer = SearchSealer([NEW])
    token = sealer.seal(ASKED)

    assert "sleep" not in token
    assert "PO1" not in token
    assert "=" not in token
    assert token != sealer.seal(ASKED)


@pytest.mark.parametrize(("later", "good"), [(0, True), (GOOD_FOR_SECONDS, True), (GOOD_FOR_SECONDS + 1, False)])
def test_a_token_is_good_for_an_hour(later, good):
    token = SearchSealer([NEW], now=lambda: 1_000_000).seal(ASKED)
    sealer = SearchSealer([NEW], now=lambda: 1_000_000 + later)

    if good:
        assert sealer.open(token).search == ASKED
    else:
        with pytest.raises(SearchExpired):
            sealer.open(token)


def test_a_token_from_the_future_is_not_believed():
    token = SearchSealer([NEW], now=lambda: 2_000_000).seal(ASKED)

    with pytest.raises(SearchExpired):
        SearchSealer([NEW], now=lambda: 1_000_000).open(token)


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-5],
        lambda token: token[:40] + ("A" if token[40] != "A" else "B") + token[41:],
        lambda token: token + "AAAA",
        *(lambda token, odd=odd: token[:50] + odd + token[50:] for odd in ("\x00", "\x00" * 4, "\n", "....", "%00", " ")),
        lambda token: token + "\x00\n\x00\n",
        lambda token: "",
        lambda token: "nonsense",
        lambda token: "../../etc/passwd",
        lambda token: "gAAAAA" + "ü" * 50,
        lambda token: "x" * 5_000,
    ],
)
def test_a_damaged_token_is_said_to_be_damaged(damage):
    sealer = SearchSealer([NEW])

    with pytest.raises(SearchDamaged):
        sealer.open(damage(sealer.seal(ASKED)))


def test_a_token_of_another_directory_is_damaged_here():
    with pytest.raises(SearchDamaged):
        SearchSealer([NEW]).open(SearchSealer([OLD]).seal(ASKED))


def test_after_a_change_of_key_the_old_tokens_still_open_and_new_ones_use_the_new_key():
    rotated = SearchSealer([NEW, OLD])

    assert rotated.open(SearchSealer([OLD]).seal(ASKED)).search == ASKED
    assert SearchSealer([NEW]).open(rotated.seal(ASKED)).search == ASKED


def test_the_largest_search_somebody_can_make_fits_with_all_it_holds(taxonomy):
    dice = random.Random(7)  # noqa: S311  # not a secret
    slugs = {facet: dice.sample([term.slug for term in taxonomy.of(facet)], k=7) for facet in (Facet.NEED, Facet.AUDIENCE)}
    largest = SearchRequest(
        text="".join(chr(dice.randint(0x1F300, 0x1F5FF)) for _ in range(300)),
        needs=tuple(slugs[Facet.NEED]),
        postcode="BN1 1AA",
        age="13",
        gp_postcode="BN1 1AB",
        school_postcode="BN1 1AD",
        circumstances=tuple(slugs[Facet.AUDIENCE]),
        asking="someone-i-work-with",
        camhs="not-asked",
        how=tuple(term.slug for term in taxonomy.of(Facet.HOW)),
        routes=tuple(term.slug for term in taxonomy.of(Facet.ROUTE)),
        sectors=("statutory", "voluntary"),
        audiences=tuple(slugs[Facet.AUDIENCE][:5]),
        within="20",
    )
    sealer = SearchSealer([NEW])
    token = sealer.seal(largest)

    assert len(token) <= LONGEST_TOKEN
    assert sealer.open(token).search == largest


def test_a_search_stuffed_with_rubbish_still_fits_and_keeps_its_words():
    dice = random.Random(7)  # noqa: S311  # not a secret
    rubbish = [["".join(chr(dice.randint(0x20000, 0x2A6DF)) for _ in range(40)) for _ in range(10)] for _ in range(14)]
    names = ("need", "circumstance", "how", "route", "sector", "for", "postcode", "age", "asking", "camhs", "within")
    request = SearchRequest.from_fields(
        {
            "text": ["".join(chr(dice.randint(0x20000, 0x2A6DF)) for _ in range(300))],
            **dict(zip(names, rubbish, strict=False)),
        }
    )
    sealer = SearchSealer([NEW])
    token = sealer.seal(request)

    assert len(token) <= LONGEST_TOKEN
    assert sealer.open(token).search.text == request.text


def test_secrets_are_read_from_a_comma_list(tmp_path):
    assert read_secrets(f" {NEW}, {OLD},", tmp_path) == (NEW, OLD)
    assert not list(tmp_path.iterdir())


def test_a_short_secret_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(SecretRefused, match="at least 16 characters"):
        read_secrets("hunter2", tmp_path)


def test_without_a_secret_a_key_file_is_made_once_for_the_owner_only(tmp_path):
    folder = tmp_path / "data"
    first = read_secrets("", folder)

    assert read_secrets("", folder) == first
    assert [file.name for file in folder.iterdir()] == ["secret_key"]
    assert S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


def test_workers_that_start_together_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as workers:
        secrets = set(workers.map(lambda _: read_secrets("", tmp_path), range(64)))

    assert len(secrets) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_file_cut_short_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "secret_key").write_text("abc")

    with pytest.raises(SecretRefused, match="Delete it"):
        read_secrets("", tmp_path)
