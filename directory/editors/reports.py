"""What people tell us about a listing, as it is read, answered and opened again: notes by editors, worries by admins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import get_keeper
from directory.domain.errors import ReportNotFound
from directory.domain.listing_reports import ListingReport, ReportOutcome
from directory.domain.services import Service
from directory.store.corrections import count_more_receipts, list_answered, list_waiting
from directory.store.organisations import get_organisations
from directory.store.services import get_service, get_services
from directory.upkeep.conduct import understand_note
from directory.upkeep.corrections import (
    LONGEST_NOTE,
    REASON_WORDS,
    AnsweredAlready,
    answer_report,
    find_report,
    look_at,
    take_answer_back,
)
from directory.web.access import get_db, get_directory, get_now, get_site

DANGERS = {
    "injury": "an injury or overdose",
    "unsafe-now": "somebody who is not safe now",
    "suicide": "suicide",
    "abuse": "abuse",
    "voices": "voices that tell to do harm",
    "medical-eating": "eating so little that it is dangerous",
    "sextortion": "threats to share pictures",
    "nowhere-tonight": "nowhere to sleep tonight",
    "harm-to-others": "harm to others",
}


@dataclass(frozen=True)
class Shown:
    """A report as an editor reads it. `danger` is what its words may tell of, `others` how many said the same."""

    report: ListingReport
    service: Service
    organisation: str
    reason: str
    days: int
    outcome: str
    danger: str
    others: int


@dataclass(frozen=True)
class Reports:
    """Reports of one kind. `noun` and `every` name their pages, `asked` the fields of an answer.

    Where somebody else has answered meanwhile, the last field is read back to whoever wrote it. `unknown` is said of a
    number of another kind, `problems` finds what is to be put right in an answer, by the name of the field.
    """

    is_safeguarding: bool
    noun: str
    every: str
    answered_since: timedelta
    outcomes: Mapping[ReportOutcome, str]
    said: Mapping[str, str]
    asked: tuple[str, ...]
    unknown: str
    problems: Callable[[dict[str, str]], dict[str, str]]

    def find(self, number: int) -> ListingReport:
        """One of this kind, or raise `ReportNotFound`: the others are on pages of their own."""
        report = find_report(get_db(), str(number))
        if report.is_safeguarding is not self.is_safeguarding:
            raise ReportNotFound(self.unknown)
        return report

    def show_all(self, **more: object) -> str:
        since = get_now() - self.answered_since
        return render_template(
            f"editors/{self.every}.html",
            waiting=self._shown(list_waiting(get_db(), is_safeguarding=self.is_safeguarding)),
            answered=self._shown(list_answered(get_db(), since, is_safeguarding=self.is_safeguarding)),
            said=self.said.get(request.args.get("said", "")),
            **more,
        )

    def show_or_answer(self, number: int) -> ResponseReturnValue:
        report = self.find(number)
        if request.method != "POST":
            return self.show(report)
        typed = {name: request.form.get(name, "").strip() for name in self.asked}
        if errors := self.problems(typed):
            return self.show(report, typed, errors)
        try:
            _answer(number, typed)
        except AnsweredAlready as error:
            return self.show(report, typed, said=f"{error} You wrote: {typed[self.asked[-1]] or 'nothing'}")
        return self.back_to_all("answered")

    def look(self, number: int) -> ResponseReturnValue:
        """Whoever has the receipt reads that someone is looking at it."""
        look_at(get_db(), str(self.find(number).id))
        return self._back_to(number, "looking")

    def reopen(self, number: int) -> ResponseReturnValue:
        take_answer_back(get_db(), str(self.find(number).id), by=get_keeper().known_as, now=get_now())
        return self._back_to(number, "reopened")

    def show(
        self,
        report: ListingReport,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        said: str = "",
    ) -> str:
        get_service(get_db(), report.service_id)
        number = report.id
        return render_template(
            f"editors/{self.noun}.html",
            one=self._shown((report,))[0],
            typed=typed or {"what_was_done": report.what_was_done or ""},
            errors=errors or {},
            outcomes=[(outcome.value, words) for outcome, words in self.outcomes.items()],
            look=url_for(f"editors.look_at_{self.noun}", number=number),
            reopen=url_for(f"editors.reopen_{self.noun}", number=number),
            lead=get_site().safeguarding_lead,
            said=said or self.said.get(request.args.get("said", "")),
        )

    def back_to_all(self, said: str) -> ResponseReturnValue:
        return redirect(url_for(f"editors.list_{self.every}", said=said), 303)

    def _back_to(self, number: int, said: str) -> ResponseReturnValue:
        return redirect(url_for(f"editors.show_{self.noun}", number=number, said=said), 303)

    def _shown(self, reports: Sequence[ListingReport]) -> list[Shown]:
        """Each with its listing, who runs it, and how long it has waited."""
        services = {one.id: one for one in get_services(get_db(), list({one.service_id for one in reports}))}
        runners = get_organisations(get_db(), {one.organisation_id for one in services.values()})
        others = count_more_receipts(get_db())

        def show(report: ListingReport) -> Shown:
            service = services[report.service_id]
            return Shown(
                report=report,
                service=service,
                organisation=runners[service.organisation_id].name,
                reason=REASON_WORDS[report.reason],
                days=(get_now().date() - report.received_at.date()).days,
                outcome=self.outcomes[report.outcome] if report.outcome else "",
                danger=_danger(report.text),
                others=others.get(report.id, 0),
            )

        return [show(one) for one in reports]


def problems(typed: Mapping[str, str]) -> dict[str, str]:
    """What is to be put right in an answer, by the name of the field."""
    found = {}
    if typed["outcome"] not in list(ReportOutcome):
        found["outcome"] = "Select what came of it"
    elif typed["outcome"] != ReportOutcome.FIXED and not typed["note"]:
        found["note"] = "Say why in a sentence. Whoever wrote to us reads it."
    if len(typed["note"]) > LONGEST_NOTE:
        found["note"] = f"Use at most {LONGEST_NOTE} letters. You have used {len(typed['note'])}."
    return found


def _answer(number: int, typed: Mapping[str, str]) -> None:
    answer_report(
        get_db(),
        str(number),
        outcome=ReportOutcome(typed["outcome"]),
        note=typed["note"],
        what_was_done=typed.get("what_was_done", ""),
        instead=False,
        by=get_keeper().known_as,
        now=get_now(),
    )


def _danger(text: str) -> str:
    crisis = understand_note(get_directory().understanding, text).crisis if text else None
    return DANGERS.get(crisis.value, crisis.value) if crisis else ""
