"""The form professionals start from."""


def test_no_search_engine_may_keep_the_page(browser):
    page = browser.get("professionals.home")

    assert page.status == 200
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.all("meta", name="robots", content="noindex")
