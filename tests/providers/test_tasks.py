"""What a listing has not told, what helps most first, and what is told already."""

from directory.domain.services import Channel, ContactPoint
from directory.providers.desk import Desk
from directory.providers.tasks import SHOWN, TASKS, tasks_of
from tests.builders import a_location, a_service


def tasks(app, service):
    with app.test_request_context():
        return tasks_of(Desk(service, keeper=None))


def test_ages_and_places_come_first_and_a_short_list_is_shown(app):
    found = tasks(app, a_service(age_rules=None, catchment=None, how=frozenset({"face-to-face"})))

    assert [one.title for one in found.first][:2] == ["Which ages you see", "Where people must live"]
    assert len(found.first) == SHOWN
    assert found.total == len(TASKS)


def test_what_is_told_is_done(app):
    nothing = tasks(app, a_service(needs=None, contact_points=()))
    told = tasks(app, a_service(contact_points=(ContactPoint("a", Channel.EMAIL, "help@example.org"),)))

    assert len(told.done) > len(nothing.done)
    assert "What you help with" in told.done


def test_what_is_told_is_not_called_new_and_an_address_that_nobody_needs_is_not_told(app):
    email = ContactPoint("a", Channel.EMAIL, "help@example.org")
    by_post = tasks(app, a_service(contact_points=(email,), locations=(), how=frozenset({"email"})))
    there = tasks(app, a_service(contact_points=(email,), locations=(a_location(),)))

    assert {"How to reach you", "When you are there"} <= set(by_post.done)
    assert "Your address" not in by_post.done
    assert "Your address" in there.done
    assert not any("new" in title for title in there.done if title != "Taking new people")


def test_hours_are_asked_of_the_way_that_has_none(app):
    found = tasks(app, a_service(contact_points=(ContactPoint("a", Channel.PHONE, "01632 960001"),)))

    assert any(one.address.endswith("/hours/a") for one in (*found.first, *found.later))


def test_the_listings_page_says_what_would_help_most_and_why(browser, pages, reminder):
    page = browser.open(pages)

    assert "What would help most" in page.text
    assert "It saves people a no, and you a call." in page.text
    assert f"{pages}/facts/who" in page.links
    assert "What would help most" not in browser.open(reminder).text
