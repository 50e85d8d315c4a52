"""Every route crossed with every role. A route that is added needs a row here: who may open it, and nobody else.

What is looked at is whether a page is reached at all: each view is put aside for one that says so.
"""

from datetime import UTC, datetime

import pytest
from flask import Blueprint, Flask

from directory.accounts.guards import Access, access_of, install_guard, open_to
from directory.accounts.reminder_links import make_reminder_link
from directory.accounts.sessions import start_session
from directory.store.database import writing
from tests.accounts.visitor import SITE

ROLES = (
    "nobody", "reminder link", "provider of another organisation", "provider", "half an editor", "editor", "admin"
)  # fmt: skip
NOBODY = {"nobody", "reminder link"}
ALL = set(ROLES)
KEEPERS = {"provider of another organisation", "provider", "editor", "admin"}
OF_THIS_ORGANISATION = {"provider", "editor", "admin"}
EDITORS = {"editor", "admin"}
HALF = {"half an editor"}

PUBLIC = """
    static stylesheet.show_stylesheet stylesheet.show_page_style leaving.leave leaving.show_script
    professionals.download_gaps professionals.find professionals.home professionals.show_gaps
    professionals.show_handout professionals.show_list professionals.show_option
    professionals.show_options professionals.show_pathway professionals.take_out_circumstance
    professionals.take_out_standing
    professionals.start_list public.about public.accessibility public.ask_about_service public.ask_told_no
    public.ask_tonight public.ask_waiting public.design public.find public.healthz public.home public.list_needs
    public.privacy public.report_found public.report_listing public.robots public.show_correction public.show_found
    public.show_carried public.show_found_organisation
    public.show_list public.show_need public.show_organisation public.show_organisations public.show_results
    public.show_service public.show_short_list public.show_told_no public.show_tonight public.show_waiting
    public.sitemap public.start_list public.stay_safe public.told_no public.tonight public.urgent public.waiting
    public.who_may_be_listed public.show_health
"""
ROWS = dict.fromkeys(PUBLIC.split(), ALL) | {
    "accounts.ask": ALL,
    "accounts.type_code": ALL,
    "accounts.open_link": ALL,
    "accounts.accept": ALL,
    "accounts.claim_listing": ALL,
    "accounts.signed_out": ALL,
    "accounts.type_digits": HALF,
    "accounts.type_recovery_code": HALF,
    "accounts.set_up_app": HALF,
    "accounts.invite_colleague": OF_THIS_ORGANISATION,
    "accounts.take_back": OF_THIS_ORGANISATION,
    "accounts.end_session": KEEPERS,
    "accounts.end_every_session": KEEPERS,
    "accounts.stop_keeping": KEEPERS,
    "providers.home": KEEPERS,
    "editors.home": EDITORS,
    "editors.list_broken": EDITORS,
    "editors.show_contact": EDITORS,
    "editors.list_contacts": EDITORS,
    "editors.list_changes": EDITORS,
    "editors.own_change": EDITORS,
    "editors.review_change": EDITORS,
    "editors.list_live_changes": EDITORS,
    "editors.undo_live_change": EDITORS,
    "editors.change_council_numbers": EDITORS,
    "editors.check_council_numbers": EDITORS,
    "editors.list_councils": EDITORS,
    "editors.take_over_crisis_line": {"admin"},
    "editors.change_crisis_line": {"admin"},
    "editors.check_crisis_lines": {"admin"},
    "editors.list_crisis_lines": {"admin"},
    "editors.save_ring": EDITORS,
    "editors.ring": EDITORS,
    "editors.print_checks": EDITORS,
    "editors.list_checks": EDITORS,
    "editors.list_silent": EDITORS,
}
# A listing's pages for those signed in, and which of them a reminder's link opens as well.
OF_A_LISTING = """
    show_listing confirm_listing undo_change show_yearly confirm_yearly change_hours change_waits change_status
    change_new_people drop_number change_alert
"""
# New services: sent in by anybody, answered by editors; and who may be listed.
SENDING_IN = "add_our_service show_proposal send_letter_again confirm_address answer_editors"
NEW = """
    list_new show_new accept_new invite_new ask_new decline_new show_note list_inclusion show_inclusion note_check
    suspend_whole lift_whole hand_on_note
"""
ROWS |= {f"providers.{name}": ALL for name in SENDING_IN.split()}
ROWS |= {f"editors.{name}": EDITORS for name in NEW.split()}
ROWS |= {f"editors.{name}": {"admin"} for name in ("list_note_worries", "show_note_worry", "hand_on_worry")}
ROWS |= {"providers.declare_inclusion": OF_THIS_ORGANISATION}
SIGNED_IN_ONLY = """
    change_contact add_contact change_facts change_ages change_telling change_area change_address add_address leave_address
    throw_away_draft preview_listing end_listing take_back
"""
ROWS |= dict.fromkeys(("public.tell_about_one", "public.show_told"), ALL)
ROWS |= {f"providers.{name}": OF_THIS_ORGANISATION for name in f"{OF_A_LISTING} {SIGNED_IN_ONLY}".split()}
ROWS |= {f"providers.{name}_by_link": ALL for name in OF_A_LISTING.split()}
# Sheets, of every listing and of one organisation's.
ROWS |= dict.fromkeys(("editors.show_sheets", "editors.send_sheet", "editors.download_sheet", "editors.show_sheet",
                       "editors.make_changes", "editors.download_changes", "editors.show_applied_sheet",
                       "editors.take_back_sheet"), EDITORS)  # fmt: skip
ROWS |= dict.fromkeys(("providers.show_sheets", "providers.send_sheet", "providers.download_sheet", "providers.show_sheet",
                       "providers.send_changes", "providers.download_changes"), OF_THIS_ORGANISATION)  # fmt: skip
# The desk's notes, differences, likely duplicates, claims, keepers and organisations.
NOTES_AND_KEEPERS = """
    list_corrections show_correction look_at_correction reopen_correction hand_over_correction
    list_differences settle_differences
    list_every_claim show_claim prove decline list_people invite_person take_invitation_back show_person let_go
    sign_person_out list_organisations show_organisation change_organisation
    list_organisation_versions put_organisation_version_back
    list_duplicates say_two choose_two merge_two_services merge_two_organisations show_merge put_two_apart
"""
ROWS |= {f"editors.{name}": EDITORS for name in NOTES_AND_KEEPERS.split()}
WORRIES_AND_KEEPERS = "list_worries show_worry look_at_worry reopen_worry hand_on_report reset_person"
ROWS |= {f"editors.{name}": {"admin"} for name in WORRIES_AND_KEEPERS.split()}
LISTINGS_OF_EDITORS = """
    list_listings list_held make_listings_public put_listings_away bring_listings_back
    show_listing make_listing_public suspend_listing lift_listing retire_listing
    list_versions show_version compare put_version_back list_prose confirm_prose
"""
FOR_ADMINS = "redact_listing redact_words finish_redacting show_audit download_audit"
ROWS |= {f"editors.{name}": EDITORS for name in LISTINGS_OF_EDITORS.split()}
ROWS |= {f"editors.{name}": {"admin"} for name in FOR_ADMINS.split()}
ROWS |= dict.fromkeys(
    ("editors.show_words", "editors.try_words", "editors.show_words_of_need", "editors.show_areas"), EDITORS
)  # fmt: skip
# Pages of each kind that there is not one of yet, so that the guard of it is tried all the same.
MADE_UP = {
    "made_up.organisation": (Access.ORGANISATION, "/manage/made-up/organisation/<slug>", OF_THIS_ORGANISATION),
    "made_up.listing": (Access.LISTING, "/manage/made-up/listing/<slug>", OF_THIS_ORGANISATION),
    "made_up.reminder": (Access.REMINDER, "/manage/made-up/reminder/<link>", ALL),
    "made_up.admin": (Access.ADMIN, "/editors/made-up/admin", {"admin"}),
    "made_up.says_nothing": (None, "/editors/made-up/says-nothing", set()),
}


@pytest.fixture
def guarded(app: Flask, db, keepers, service) -> Flask:
    """The application, with views that say they were reached."""
    made_up = Blueprint("made_up", __name__)
    install_guard(made_up)
    for endpoint, (access, rule, _) in MADE_UP.items():
        view = open_to(access)(lambda **_: "") if access else (lambda **_: "")
        made_up.add_url_rule(rule, endpoint.partition(".")[2], view, methods=["GET", "POST"])
    app.register_blueprint(made_up)
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = saying_reached(view)
    return app


def saying_reached(view):
    def reached(**_):
        return "reached"

    if hasattr(view, "access"):
        reached.access = view.access
    return reached


def test_every_route_has_a_row_and_every_row_a_route(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROWS), "say in ROWS who may open it"


def test_every_page_of_keepers_says_who_may_open_it(app):
    names = [rule.endpoint for rule in app.url_map.iter_rules()]
    with app.app_context():
        said = {name: access_of(name) for name in names if name.startswith(("accounts.", "providers.", "editors."))}

    assert None not in said.values(), [name for name, access in said.items() if access is None]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_what_it_may_and_nothing_else(guarded, db, keepers, service, role):
    wrong = {}
    rows = ROWS | {endpoint: who for endpoint, (_, _, who) in MADE_UP.items()}
    for rule in guarded.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            reached = visit(guarded, db, keepers, service, rule=rule, method=method, role=role)
            if reached is not (role in rows.get(rule.endpoint, ())):
                wrong[rule.endpoint, method] = reached

    assert wrong == {}


def visit(app, db, keepers, service, *, rule, method, role) -> bool:
    link = make_reminder_link(db, keeper_id=keepers["provider"].id, service_id=service.id, now=datetime.now(UTC))
    secret = link if role == "reminder link" else session_secret(db, keepers, role)
    client = app.test_client()
    if secret:
        client.set_cookie("__Host-keeper", secret, domain="directory.example.org", secure=True)
    token = form_token(app, keepers, role)
    address = address_of(app, rule, service, link)
    reply = client.open(address, method=method, base_url=SITE, data={"form_token": token} if method == "POST" else None)
    return reply.get_data(as_text=True) == "reached"


def form_token(app, keepers, role) -> str:
    keeper = keepers.get(role.removeprefix("half an "))
    today = app.extensions["directory"].now().date()
    return app.extensions["locks"].form_token(keeper.id, today) if keeper else ""


def session_secret(db, keepers, role) -> str:
    keeper = keepers.get(role.removeprefix("half an "))
    if keeper is None:
        return ""
    with writing(db):
        return start_session(db, keeper, datetime.now(UTC), is_whole=not role.startswith("half")).secret


def address_of(app, rule, service, link) -> str:
    """With what guards look up; whatever else an address names does not matter, as no view is asked."""
    is_listing = rule.endpoint in ("made_up.listing", "accounts.claim_listing") or "/services/<slug>" in rule.rule
    named = {"slug": service.slug if is_listing else "harbour-youth", "link": link}
    values = {name: named.get(name, 1 if name == "number" else "x") for name in rule.arguments}
    with app.test_request_context():
        built = app.url_map.bind("directory.example.org").build(rule.endpoint, values, method=None)
    return built if isinstance(built, str) else "/"
