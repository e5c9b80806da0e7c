"""Files that tell more than they show: each kind made by another program's library, with a place, a
device, an author, a thumbnail and a turned picture in it.
"""

import io
from collections.abc import Callable

import pillow_heif
from docx import Document
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

pillow_heif.register_heif_opener()
SECRETS = (b"Canon EOS", b"Wang Xiaoming", b"31.2304", b"SECRET")
TURNED = 6


def picture() -> Image.Image:
    """Something to compare afterwards: no two neighbours alike."""
    image = Image.new("RGB", (48, 32))
    image.putdata([(x * 5 % 256, y * 7 % 256, (x + y) % 256) for y in range(32) for x in range(48)])
    return image


def exif() -> Image.Exif:
    data = Image.Exif()
    data[0x010F], data[0x013B], data[0x0112] = "Canon EOS", "Wang Xiaoming", TURNED
    data.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.4), 29: "2026:11:28 SECRET"})
    data.get_ifd(0x8769)[0x927C] = b"SECRET maker note 31.2304"
    return data


def jpeg(**options) -> bytes:
    out = io.BytesIO()
    marked = picture()
    marked.save(out, "JPEG", exif=exif(), comment=b"SECRET", quality=90, **options)
    return out.getvalue()


def png() -> bytes:
    out, text = io.BytesIO(), PngInfo()
    text.add_text("Author", "Wang Xiaoming")
    text.add_itxt("Comment", "SECRET 31.2304", zip=False)
    picture().save(out, "PNG", exif=exif(), pnginfo=text)
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif(), xmp=b"<x>SECRET</x>", lossless=True)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    picture().convert("P").save(out, "GIF", comment=b"SECRET 31.2304")
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    options = {"exif": exif().tobytes(), "xmp": b"<x>SECRET</x>", "thumbnails": [16]}
    picture().resize((128, 96)).save(out, "HEIF", quality=90, **options)
    return out.getvalue()


def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Wang Xiaoming", "/Subject": "SECRET"})
    writer.write(out)
    return out.getvalue()


def docx() -> bytes:
    document, out = Document(), io.BytesIO()
    document.core_properties.author = "Wang Xiaoming"
    document.core_properties.comments = "SECRET"
    document.add_paragraph("路灯不亮")
    document.add_picture(io.BytesIO(jpeg()))
    document.save(out)
    return out.getvalue()


MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "jpeg": ("image/jpeg", jpeg),
    "png": ("image/png", png),
    "webp": ("image/webp", webp),
    "gif": ("image/gif", gif),
    "heic": ("image/heic", heic),
    "pdf": ("application/pdf", pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
}
