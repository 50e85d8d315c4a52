"""What is sent to us is a form. Anything else is refused with a page that says so, never taken for an empty form."""

from typing import IO, Any

from flask import Flask, Request, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType
from werkzeug.formparser import FormDataParser

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
Read = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]


class FormReader(FormDataParser):
    """Says when a form is broken or goes on for too long; left to itself, the parser gives an empty or a shortened one."""

    def parse(self, stream: IO[bytes], *args: Any, **kwargs: Any) -> Read:
        self.silent = False
        try:
            read = super().parse(stream, *args, **kwargs)
            stream.read(1)  # past what may be sent this says so
        except HTTPException:
            raise
        except Exception as error:  # the server has errors of its own for what comes in pieces
            raise BadRequest("The form is broken.") from error
        return read


class FormRequest(Request):
    form_data_parser_class = FormReader


def install_forms(app: Flask) -> None:
    app.request_class = FormRequest
    app.before_request(refuse_what_is_no_form)


def refuse_what_is_no_form() -> None:
    """A body of another kind. An empty one is an empty form, whatever it calls itself."""
    if request.method == "POST" and request.mimetype not in FORMS and _has_body():
        raise UnsupportedMediaType


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers
