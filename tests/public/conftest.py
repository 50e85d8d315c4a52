from tests.web.conftest import app, browser, without_database

__all__ = ["app", "browser", "without_database"]
