"""What a file tells beside its content (place, device, author, thumbnails), taken out before it is
stored.

`without_metadata(content, media_type)` gives the same picture or text. Kinds that carry nothing of
that sort come back as they are.
"""

from collections.abc import Callable, Mapping

from hotline.domain.errors import InvalidInput
from hotline.storage.metadata import gif, iso_media, jpeg, mp3, office, pdf, png, riff
from hotline.storage.metadata.broken import BrokenFile

_OFFICE = "application/vnd.openxmlformats-officedocument"
CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": jpeg.clean,
    "image/png": png.clean,
    "image/gif": gif.clean,
    "image/webp": riff.clean,
    "image/heic": iso_media.clean,
    "video/mp4": iso_media.clean,
    "audio/mp4": iso_media.clean,
    "audio/wav": riff.clean,
    "audio/mpeg": mp3.clean,
    "application/pdf": pdf.clean,
    f"{_OFFICE}.wordprocessingml.document": office.clean,
    f"{_OFFICE}.spreadsheetml.sheet": office.clean,
}


def without_metadata(content: bytes, media_type: str) -> bytes:
    """The file without place, device, author and thumbnails; pictures keep their orientation.

    Raises InvalidInput for a file that cannot be read to its end: what it tells is not known.
    """
    clean = CLEANERS.get(media_type)
    if clean is None:
        return content
    try:
        return clean(content)
    except BrokenFile as error:
        raise InvalidInput(
            f"文件内容不完整或已损坏（{error}）", field="file", remedy="请重新拍摄或导出后再上传"
        ) from None
