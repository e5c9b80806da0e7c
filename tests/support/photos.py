"""A photo that tells nothing but its picture."""

import io

from PIL import Image


def plain_png() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "PNG")
    return out.getvalue()
