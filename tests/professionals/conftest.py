from tests.web.conftest import app, browser, read_once, without_database

__all__ = ["app", "browser", "read_once", "without_database"]
