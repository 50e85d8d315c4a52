"""What may be here twice: why we think so, what is known to be two, and what was merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import NotFound
from directory.domain.events import Subject
from directory.domain.merges import Merge
from directory.domain.organisations import Organisation
from directory.domain.services import Service
from directory.editors.blueprint import bp
from directory.store.marks import count_by_organisation
from directory.store.merges import list_merges, pairs_not_the_same
from directory.store.organisations import get_organisation_by_slug, get_organisations
from directory.store.provenance import get_provenance
from directory.store.services import get_service_by_code, get_service_by_slug, get_services
from directory.upkeep.duplicates import Likely, ask_again, keep_two, likely_duplicates
from directory.web.access import get_db, get_now
from directory.web.filters import count
from directory.web.paging import on_page, page_asked, pages_of

A_PAGE = 20
MOST_PAIRS = 50
SAID = {
    "two": "Noted: these are two. We do not ask again.",
    "again": "We may ask about these two again.",
    "merged": "Merged. Addresses of the other lead on to the one you kept.",
    "apart": "Put apart again. Both stand for themselves.",
    "not-found": "We cannot find one of the two. Copy the end of its address, or its code of five letters.",
}


@dataclass(frozen=True)
class One:
    """One of two that may be the same, as an editor knows it."""

    id: str
    name: str
    of: str
    standing: str
    address: str


@dataclass(frozen=True)
class Pair:
    subject: str
    one: One
    other: One
    reasons: tuple[str, ...] = ()
    number: int = 0


@bp.get("/editors/duplicates")
@open_to(Access.EDITOR)
def list_duplicates() -> str:
    found = likely_duplicates(get_db())
    pages = pages_of(len(found), A_PAGE)
    page = min(page_asked(request.args), pages)
    return render_template(
        "editors/duplicates.html",
        pairs=_of_likely(on_page(found, page, A_PAGE)),
        total=len(found),
        merges=_of_merges(list_merges(get_db(), MOST_PAIRS)),
        two=_of_two(),
        page=page,
        pages=pages,
        address=lambda page: url_for("editors.list_duplicates", page=page),
        said=SAID.get(request.args.get("said", "")),
    )


@bp.post("/editors/duplicates/two")
@open_to(Access.EDITOR)
def say_two() -> ResponseReturnValue:
    """These are not the same; or, with `again`, ask about them once more."""
    subject, one, other = (
        _subject(request.form.get("subject", "")),
        request.form.get("one", ""),
        request.form.get("other", ""),
    )
    again = "again" in request.form
    found = _named(subject, (one, other))
    if len(found) != 2:
        return redirect(url_for("editors.list_duplicates", said="not-found"), 303)
    if again:
        ask_again(get_db(), subject, found)
    else:
        keep_two(get_db(), subject, found, by=get_keeper().known_as, now=get_now())
    return redirect(url_for("editors.list_duplicates", said="again" if again else "two"), 303)


@bp.get("/editors/duplicates/choose")
@open_to(Access.EDITOR)
def choose_two() -> ResponseReturnValue:
    """Two that an editor knows to be one, by the ends of their addresses or by their codes."""
    subject = _subject(request.args.get("subject", ""))
    try:
        keep, merge = (_find(subject, request.args.get(name, "").strip()) for name in ("keep", "merge"))
    except NotFound:
        return redirect(url_for("editors.list_duplicates", said="not-found"), 303)
    page = "merge_two_services" if subject is Subject.SERVICE else "merge_two_organisations"
    return redirect(url_for(f"editors.{page}", keep=keep.id, merge=merge.id), 303)


def _find(subject: Subject, typed: str) -> Service | Organisation:
    end = typed.rstrip("/").rpartition("/")[2]
    if subject is Subject.ORGANISATION:
        return get_organisation_by_slug(get_db(), end)
    try:
        return get_service_by_slug(get_db(), end)
    except NotFound:
        return get_service_by_code(get_db(), end.lower())


def _subject(typed: str) -> Subject:
    return Subject.ORGANISATION if typed == Subject.ORGANISATION.value else Subject.SERVICE


def _of_likely(found: Sequence[Likely]) -> list[Pair]:
    named = _both_kinds((one.subject, one.one_id, one.other_id) for one in found)
    return [Pair(one.subject.value, named[one.one_id], named[one.other_id], one.reasons) for one in found]


def _of_merges(merges: tuple[Merge, ...]) -> list[tuple[Merge, Pair]]:
    named = _both_kinds((one.subject, one.kept_id, one.merged_id) for one in merges)
    return [(one, Pair(one.subject.value, named[one.kept_id], named[one.merged_id], number=one.id)) for one in merges]


def _of_two() -> list[Pair]:
    pairs = [
        (subject, *pair)
        for subject in (Subject.ORGANISATION, Subject.SERVICE)
        for pair in pairs_not_the_same(get_db(), subject)[:MOST_PAIRS]
    ]
    named = _both_kinds(pairs)
    return [
        Pair(subject.value, named[one], named[other]) for subject, one, other in pairs if one in named and other in named
    ]


def _both_kinds(pairs: Iterable[tuple[Subject, str, str]]) -> dict[str, One]:
    """Each of them by its id."""
    ids: dict[Subject, list[str]] = {Subject.SERVICE: [], Subject.ORGANISATION: []}
    for subject, *two in pairs:
        ids[subject].extend(two)
    return {one: known for subject, some in ids.items() for one, known in _named(subject, some).items()}


def _named(subject: Subject, ids: Iterable[str]) -> dict[str, One]:
    wanted = list(dict.fromkeys(ids))
    if subject is Subject.ORGANISATION:
        counts = count_by_organisation(get_db())
        return {key: organisation_as_known(one, counts[key]) for key, one in get_organisations(get_db(), wanted).items()}
    services = get_services(get_db(), wanted)
    runners = get_organisations(get_db(), [one.organisation_id for one in services])
    return {one.id: service_as_known(one, runners[one.organisation_id].name) for one in services}


def service_as_known(service: Service, runner: str) -> One:
    """What tells it from another of the same name."""
    standing = "public" if service.published_on else "not public"
    standing = "suspended" if service.suspended else standing
    sources = sorted({one.source for one in get_provenance(get_db(), service.id).values()})
    postcodes = dict.fromkeys(place.postcode for place in service.locations or () if place.postcode and not place.masked)
    told = [standing, f"code {service.code}", *postcodes, *(f"from {source}" for source in sources)]
    address = url_for("editors.show_listing", slug=service.slug)
    return One(service.id, service.name, f"Run by {runner}", ", ".join(told), address)


def organisation_as_known(organisation: Organisation, listings: int) -> One:
    """What tells it from another of the same name."""
    kind = organisation.kind.value if organisation.kind else "kind not told"
    told = [count(listings, "listing"), *(f"{one.scheme.value} {one.value}" for one in organisation.identifiers)]
    address = url_for("editors.show_organisation", slug=organisation.slug)
    return One(organisation.id, organisation.name, kind, ", ".join(told), address)
