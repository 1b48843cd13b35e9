"""What every API route may answer where it does not do what was asked, as the API's description says it."""

from http import HTTPStatus
from typing import Final

from litestar.openapi.datastructures import ResponseSpec

from landrelease.web.refusal import Problem

MEDIA: Final = "application/problem+json"


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """
    Declare the faults of a route.

    Parameters
    ----------
    *statuses
        Those that it has beside the ones that every route has.

    Returns
    -------
    dict
        Status to its description, for ``responses`` of a handler.

    Examples
    --------
    >>> sorted(problems(404))
    [400, 401, 403, 404, 409, 429, 503]
    """
    return {
        status: ResponseSpec(Problem, generate_examples=False, description=HTTPStatus(status).phrase, media_type=MEDIA)
        for status in sorted({400, 401, 403, 409, 429, 503, *statuses})
    }
