"""Plotly's own bundle, out of its package: nothing is loaded from elsewhere and no copy of it
lies in the project.
"""

import gzip
from functools import cache
from importlib.metadata import version

from litestar import Response, get
from plotly.offline import get_plotlyjs

from hotline.web.guards import signed_in
from hotline.web.pages.layout import PageRequest
from hotline.web.pages.threads import in_thread

ADDRESS = f"/assets/plotly-{version('plotly')}.js"
# The address names the version, so a browser asks once for each.
HEADERS = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@get(ADDRESS, guards=[signed_in], media_type="text/javascript")
@in_thread
def send_plotly(request: PageRequest) -> Response[bytes]:
    """4.8 MB, of which 1.4 go over the wire."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(get_plotlyjs().encode(), media_type="text/javascript", headers=HEADERS)
    headers = HEADERS | {"Content-Encoding": "gzip"}
    return Response(_packed(), media_type="text/javascript", headers=headers)


@cache
def _packed() -> bytes:
    return gzip.compress(get_plotlyjs().encode(), 6)
