"""The WSGI application: `flask run`, or `gunicorn app:app`."""

from directory.application import create_app

app = create_app()
