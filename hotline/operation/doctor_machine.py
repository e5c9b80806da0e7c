"""What `hotline doctor` looks at on the machine itself, before any database: folder, key, proxies,
fonts.
"""

import os
import shutil
import stat

from hotline.config import Settings
from hotline.domain.errors import HotlineError
from hotline.operation.diagnosis import Diagnosis
from hotline.operation.proxies import trusted_proxies
from hotline.storage.private_folder import open_private_folder, open_to_others
from hotline.storage.vault import open_vault

LEAST_FREE = 2 * 1024**3


def examine_folder(settings: Settings) -> Diagnosis:
    open_private_folder(settings.data)
    if not os.access(settings.data, os.W_OK):
        return Diagnosis("数据目录", "down", f"{settings.data} 不可写", "请更正目录的属主或权限")
    if exposed := open_to_others(settings.data):
        names = "、".join(path.name for path in exposed[:3])
        remedy = f"请以其属主运行 chmod -R go-rwx {settings.data}"
        return Diagnosis("数据目录", "degraded", f"{names} 可被其他用户读取", remedy)
    free = shutil.disk_usage(settings.data).free
    note = f"{settings.data}，剩余 {free / 1024**3:.1f} GB"
    return (
        Diagnosis("数据目录", "ok", note)
        if free > LEAST_FREE
        else Diagnosis("数据目录", "degraded", note, "请清理磁盘或扩容")
    )


def examine_key(settings: Settings) -> Diagnosis:
    open_vault(settings)
    if settings.key:
        return Diagnosis("密钥", "ok", "来自 HOTLINE_KEY")
    mode = stat.S_IMODE((settings.data / "key").stat().st_mode)
    if mode & 0o077:
        return Diagnosis(
            "密钥",
            "degraded",
            f"密钥文件权限为 {mode:o}，其他用户可读",
            f"请运行 chmod 600 {settings.data / 'key'}",
        )
    return Diagnosis("密钥", "ok", "密钥文件在数据目录；请与数据库一同备份")


def examine_proxies(settings: Settings) -> Diagnosis:
    """Behind a proxy that is not trusted every limit counts all callers as the same."""
    names = trusted_proxies(settings)
    if names:
        note = f"信任 {'、'.join(names)} 转来的地址与协议；经 https 登录的 Cookie 带 Secure"
        return Diagnosis("反向代理", "ok", note)
    return Diagnosis(
        "反向代理",
        "degraded",
        "没有受信的反向代理：若前面有代理，所有来访者算作同一地址，登录 Cookie 不带 Secure",
        "请把代理的地址写入 HOTLINE_PROXIES，并由代理提供 TLS；仅在本机使用可不设",
    )


def examine_fonts() -> Diagnosis:
    """Orders and bulletins bring their fonts, so the machine must have one for Chinese."""
    # Its library is read only here and by who prints.
    from hotline.papers.pdf import require_font

    try:
        require_font()
    except HotlineError as error:
        return Diagnosis("打印", "degraded", error.message, error.remedy)
    return Diagnosis("打印", "ok", "有可嵌入 PDF 的中文字体")
