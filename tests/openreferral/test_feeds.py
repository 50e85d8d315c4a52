"""Feeds in files, folders, zips, tables and on the web."""

import json
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from directory.domain.errors import ImportRefused
from directory.openreferral.fetching import read_feed_at
from directory.openreferral.files import read_feed_file
from tests.openreferral.test_reading import FIXTURES

TABLES = {
    "services.csv": (
        "id,organization_id,name,description,status\n"
        "1,9,HARBOUR COUNSELLING,Counselling\\nfor teens,\n"
        "2,8,Low tide,,active\n"
    ),
    "organizations.csv": "id,name,url\n9,HARBOUR YOUTH,www.harbour.example.org\n",
    "locations.csv": "id,name,latitude,longitude\n5,Harbour House,50.7,-1.1\n",
    "physical_addresses.csv": "id,location_id,address_1,city,postal_code\n1,5,12 Sea Street,Portsmouth,33157\n",
    "services_at_location.csv": "id,service_id,location_id\n1,1,5\n",
    "phones.csv": "id,service_id,number\n1,1,01632960101\n",
    "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n1,1,Monday,9:00am,5:00pm\n",
    "eligibility.csv": "id,service_id,eligibility\n1,,Anyone\n2,,Teens\n",
    "services_taxonomy.csv": "id,service_id,taxonomy_id\n1,1,T1\n",
    "taxonomy.csv": "id,name\nT1,Teen Counselling\n",
}


def a_service(number, **more):
    return {"id": str(number), "name": f"Service {number}", "status": "active", "locations": [], **more}


def a_package(path, folder="data/", **changed):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        for name, content in {**TABLES, **changed}.items():
            archive.writestr(folder + name, content)
    return path


@pytest.mark.parametrize("folder", ["data/", ""])
def test_tables_are_put_together_into_services(tmp_path, folder):
    feed = read_feed_file(a_package(tmp_path / "package.zip", folder))
    first = feed.services[0]

    assert [service["name"] for service in feed.services] == ["HARBOUR COUNSELLING", "Low tide"]
    assert first["organization"]["name"] == "HARBOUR YOUTH"
    assert first["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "33157"
    assert first["phones"][0]["number"] == "01632960101"
    assert first["attributes"][0]["taxonomy_term"]["name"] == "Teen Counselling"


def test_notes_without_a_service_are_counted_and_spoken_of(tmp_path):
    feed = read_feed_file(a_package(tmp_path / "package.zip"))

    assert feed.remarks == [
        "2 rows of the eligibility table do not say which service they belong to, so nothing of them could be used."
    ]


def test_a_table_that_breaks_off_refuses_the_package(tmp_path):
    package = a_package(tmp_path / "package.zip", **{"phones.csv": 'id,number\n1,"01632'})

    with pytest.raises(ImportRefused, match=r"phones\.csv, line 2"):
        read_feed_file(package)


@pytest.mark.parametrize(
    "document",
    [
        a_service(1),
        [a_service(1)],
        {"contents": [a_service(1)]},
        {"content": [a_service(1)]},
        {"items": [a_service(1)]},
        {"id": "9", "name": "Harbour", "services": [{"id": "1", "name": "Service 1", "status": "active"}]},
        {"id": "5", "service": a_service(1), "location": {"name": "Hall"}},
    ],
)
def test_every_shape_of_document_gives_its_services(tmp_path, document):
    (tmp_path / "feed.json").write_text(json.dumps(document))

    assert [service["name"] for service in read_feed_file(tmp_path / "feed.json").services] == ["Service 1"]


def test_a_folder_gives_each_service_once_and_passes_over_other_things(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(a_service(1)))
    (tmp_path / "b.json").write_text(json.dumps({"contents": [a_service(1), a_service(2)]}))
    (tmp_path / "c.json").write_text(json.dumps({"id": "t", "name": "A taxonomy", "uri": "x"}))

    feed = read_feed_file(tmp_path)

    assert [service["id"] for service in feed.services] == ["1", "2"]
    assert feed.remarks == ["1 of 3 files held no services and were passed over."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "line 1"),
        ('{"contents": [', "not whole JSON"),
        (b"\xff\xfe\x00", "not JSON in UTF-8"),
        ("[1, 2]", "no services"),
        ('{"id": "x", "name": "Harbour", "organization_identifiers": []}', "no services"),
        ("[" * 100_000, "nested too deeply"),
        (b"PK\x05\x06" + b"\0" * 18, "neither a services.csv nor any JSON"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "feed.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(ImportRefused, match=words):
        read_feed_file(path)


@pytest.fixture
def served():
    """A small web server; `replies` are by path and query, each a document, a status or an address to go to."""
    replies = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            page = parse_qs(parts.query).get("page", [""])[0]
            reply = replies.get((parts.path, page), 404)
            if isinstance(reply, str):
                self.send_response(302)
                self.send_header("Location", reply)
                self.end_headers()
                return
            self.send_response(reply if isinstance(reply, int) else 200)
            self.end_headers()
            if not isinstance(reply, int):
                self.wfile.write(reply if isinstance(reply, bytes) else json.dumps(reply).encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield replies, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_feed_is_followed_page_by_page(served):
    replies, address = served
    replies["/services", ""] = {"page_number": 1, "total_pages": 2, "contents": [a_service(1)]}
    replies["/services", "2"] = {"page_number": 2, "total_pages": 2, "contents": [a_service(2)]}

    assert [one["id"] for one in read_feed_at(f"{address}/services").services] == ["1", "2"]


def test_a_list_that_only_names_services_is_read_service_by_service(served):
    replies, address = served
    short = {"id": "1", "name": "Service 1", "status": "active"}
    replies["/api", ""] = {"version": "HSDS-UK-3.0", "profile": "x"}
    replies["/api/services", ""] = {"page_number": 1, "total_pages": 1, "contents": [short, {**short, "id": "2"}]}
    replies["/api/services/1", ""] = {**short, "service_at_locations": [], "fees": "Free"}

    feed = read_feed_at(f"{address}/api")

    assert [one.get("fees") for one in feed.services] == ["Free", None]
    assert "answered with 404" in feed.remarks[0]


def test_a_feed_that_repeats_itself_for_ever_is_read_once(served):
    replies, address = served
    for page in ("", "2", "3"):
        replies["/s", page] = {"page_number": int(page or 1), "last_page": False, "contents": [a_service(1)]}

    assert len(read_feed_at(f"{address}/s").services) == 1


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (500, "answered with 500"),
        (b"<html>", "not whole JSON"),
        ("file:///etc/passwd", "not on the web|not allowed"),
        ("/s", "302"),
    ],
)
def test_what_goes_wrong_on_the_way_is_said(served, reply, words):
    replies, address = served
    replies["/s", ""] = reply

    with pytest.raises(ImportRefused, match=words):
        read_feed_at(f"{address}/s")


def test_an_address_that_nobody_answers_is_said():
    with pytest.raises(ImportRefused, match="could not be reached"):
        read_feed_at("http://127.0.0.1:9/services")


def test_the_same_service_in_a_fixture_is_found_by_both_roads(tmp_path):
    alone = read_feed_file(FIXTURES / "uk-service.json").services

    assert [service["name"] for service in alone] == ["Harbour Counselling"]
