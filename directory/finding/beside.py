"""What stands beside the matches of a search for a professional: teams, front doors, advice, training, help after a no."""

from collections.abc import Callable
from functools import cached_property

from sqlite_utils import Database

from directory.domain.eligibility import AudienceMode
from directory.domain.judging import PROFESSIONALS, audience_truth
from directory.domain.meaning import Danger
from directory.domain.seeker import CamhsStanding, Refusal
from directory.domain.taxonomy import NeedFit, Taxonomy
from directory.finding.find import USABLE, Listings
from directory.finding.matching import Match, Wanted, found_by, rank
from directory.finding.members import Members, union
from directory.finding.near import Near, place_told
from directory.finding.refused import AT_SCHOOL, SCHOOL_TEAM, come_first, ids_asking_the_same, ids_meanwhile
from directory.finding.results import Search
from directory.finding.snapshot import Listing
from directory.store.crisis_lines import ids_of_crisis_lines

CRISIS, SINGLE_POINT, CAMHS = "crisis-team", "single-point", "core-camhs"
TRAINING, IN_CARE = "training", "in-care"
# Of a child with such a need it is likely that they are one of those people, though nobody said so.
GOES_WITH = {
    "not-in-school": {"school"},
    "neurodivergent": {"adhd", "autism"},
    "lgbtq": {"sexuality", "gender"},
    "young-parents": {"pregnancy-new-baby"},
}
# For these needs the teams named stay in the first rows, in this order, whatever else matches better.
TEAMS_FIRST = {
    "suicidal-thoughts": (CRISIS,),
    "self-harm": (CRISIS,),
    "eating": ("eating-team", CRISIS),
    "unusual-experiences": ("early-psychosis", CRISIS),
}
NEED_OF_DANGER = {
    Danger.INJURY: "self-harm",
    Danger.SUICIDE: "suicidal-thoughts",
    Danger.VOICES: "unusual-experiences",
    Danger.MEDICAL_EATING: "eating",
}
FRONT_DOORS = (SINGLE_POINT, CAMHS)
# CAMHS has been asked for this child: what it can offer is known, so that other help comes before it.
ASKED = (CamhsStanding.REFUSED, CamhsStanding.WAITING, CamhsStanding.UNDER)
ROLES_THAT_ADVISE = frozenset({*FRONT_DOORS, CRISIS, "eating-team", "early-psychosis", "neurodevelopmental"})
NEEDS_READ = 3
TEAMS_SHOWN, ADVICE_SHOWN, TRAINING_SHOWN, MEANWHILE_SHOWN = 3, 5, 4, 8


class Beside:
    """Services chosen for what they are rather than for how well they match, each in one place only."""

    def __init__(self, db: Database, listings: Listings, search: Search, wanted: Wanted, near: Near) -> None:
        self._listings, self._search, self._near = listings, search, near
        snapshot = listings.snapshot
        meanwhile = snapshot.members(ids_meanwhile(db, search.seeker.camhs))
        if wanted.needs:
            meanwhile &= found_by(snapshot, wanted, listings.taxonomy)
        if search.seeker.refusal is Refusal.SCHOOL_FIRST:
            schools = union((snapshot.by_how.get(AT_SCHOOL, 0), snapshot.by_role.get(SCHOOL_TEAM, 0)))
            meanwhile |= schools & (found_by(snapshot, wanted, listings.taxonomy) if wanted.needs else schools)
        self.last = ids_asking_the_same(db, search.seeker.refusal)
        training = snapshot.by_kind.get(TRAINING, 0)
        by_role = {role: snapshot.by_role.get(role, 0) for role in ROLES_THAT_ADVISE}
        self._usable = self._rank(union((meanwhile, training, snapshot.giving_advice, *by_role.values())), wanted)
        self.crisis_teams = self._with_role(CRISIS)
        self.front_doors = self._with_role(SINGLE_POINT)
        is_asked = search.seeker.camhs in ASKED
        camhs = [match for role in FRONT_DOORS for match in self._with_role(role)]
        teams = [match for role in teams_first(search, listings.taxonomy) for match in self._with_role(role)]
        self.first = teams if is_asked else [*teams, *camhs]
        self.already_asked = camhs if is_asked else []
        self.training = self._pick(is_training, TRAINING_SHOWN)
        self.advice = self._pick(lambda one: one.gives_advice and self._advises_on(one, wanted), ADVICE_SHOWN)
        self.meanwhile = self._choose_meanwhile(
            frozenset(one.id for one in snapshot.listings_of(meanwhile)) - ids_of_crisis_lines(db), wanted
        )
        self.all = [*self.crisis_teams, *self.first, *self.training, *self.advice, *self.meanwhile, *self.already_asked]

    @cached_property
    def ids_apart(self) -> frozenset[str]:
        """What is not to stand among the other rows again; training for staff never does."""
        training = {one.listing.id for one in self._usable if is_training(one.listing)}
        return frozenset({one.listing.id for one in self.in_table} | training)

    @property
    def in_table(self) -> list[Match]:
        """Those that have a row of their own beside the other matches."""
        return [*self.first, *self.meanwhile, *self.already_asked]

    def _rank(self, members: Members, wanted: Wanted) -> list[Match]:
        listings, seeker = self._listings, self._search.seeker
        ranking = rank(listings.snapshot, members, wanted, seeker=seeker, taxonomy=listings.taxonomy)
        return ranking.slice(0, len(listings.snapshot.ids), *USABLE)

    def _with_role(self, role: str) -> list[Match]:
        """Only where a place was told: until then nobody can say which team is theirs."""
        if place_told(self._search.seeker) is None:
            return []
        return self._pick(lambda one: one.nhs_role == role and one.catchment is not None, TEAMS_SHOWN)

    def _pick(self, wants: Callable[[Listing], bool], count: int) -> list[Match]:
        """The first that are wanted and near: for sure before perhaps."""
        local = [(self._near(one.listing), one) for one in self._usable if wants(one.listing)]
        near = [one for truth, one in local if truth] + [one for truth, one in local if truth is None]
        return near[:count]

    def _advises_on(self, listing: Listing, wanted: Wanted) -> bool:
        taxonomy = self._listings.taxonomy
        fits = (taxonomy.fit(listing.needs, need) for need in wanted.needs)
        return listing.nhs_role in ROLES_THAT_ADVISE or NeedFit.EXACT in fits

    def _choose_meanwhile(self, ids: frozenset[str], wanted: Wanted) -> list[Match]:
        seeker, others = self._search.seeker, {one.listing.id for one in (*self.first, *self.already_asked)}
        if seeker.camhs in (None, CamhsStanding.NOT_ASKED):
            return []
        chosen = self._pick(lambda one: one.id in ids - others and self._may_help(one, wanted), len(ids))
        return come_first(chosen, seeker, self.last)[:MEANWHILE_SHOWN]

    def _may_help(self, listing: Listing, wanted: Wanted) -> bool:
        """With what is needed, or with any worry: welcoming such children is not enough to stand first."""
        fits = [self._listings.taxonomy.fit(listing.needs, need) for need in wanted.needs]
        answers = not fits or min(fits) is not NeedFit.NONE
        return answers and not is_training(listing) and not is_for_others(listing, self._search)


def teams_first(search: Search, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The roles that stay in the first rows for what is needed, or for the danger in the words."""
    asked = [slug for need in search.filters.needs for slug in sorted(taxonomy.answers(need)[0])]
    danger = NEED_OF_DANGER.get(search.meaning.crisis) if search.meaning.crisis else None
    needs = (*asked, *search.meaning.needs[:NEEDS_READ], *([danger] if danger else []))
    return tuple(dict.fromkeys(role for need in needs for role in TEAMS_FIRST.get(need, ())))


def is_training(listing: Listing) -> bool:
    made_for = {audience.slug for audience in listing.audiences or ()}
    return listing.kinds == {TRAINING} and PROFESSIONALS in made_for


def is_for_others(listing: Listing, search: Search) -> bool:
    """Only for people this child was not said to be one of, by a need neither: deaf people, say, or parents."""
    only = {audience.slug for audience in listing.audiences or () if audience.mode is AudienceMode.ONLY}
    if not only or (search.seeker.looked_after_by and IN_CARE in only):
        return False
    needs = listing.needs.intersection(search.needs)
    if any(needs & GOES_WITH.get(slug, frozenset()) for slug in only):
        return False
    return audience_truth(listing, search.seeker) is not True
