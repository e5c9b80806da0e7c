"""统一社会信用代码: eighteen signs, the last of which checks the others (GB 32100-2015)."""

import re
import unicodedata

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FORM = re.compile(rf"[{SIGNS}]{{2}}\d{{6}}[{SIGNS}]{{10}}", re.ASCII)
_BLANKS = re.compile(r"[\s\-]")
_MODULUS = len(SIGNS)


def read_credit_code(text: str) -> str:
    """In capitals, without blanks; full-width signs are understood. Raises ValueError."""
    code = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应为 18 位，收到 {len(code)} 位；请照营业执照核对")
    if not _FORM.fullmatch(code):
        raise ValueError(
            "统一社会信用代码由数字和大写字母组成（不用 I、O、S、V、Z），第 3 至 8 位是数字；"
            "请照营业执照核对"
        )
    if check_sign(code) != code[17]:
        raise ValueError("统一社会信用代码的校验位不符，可能抄错一位；请照营业执照核对")
    return code


def check_sign(code: str) -> str:
    """The sign that belongs behind the first seventeen: weights are the powers of three."""
    total = sum(SIGNS.index(sign) * pow(3, place, _MODULUS) for place, sign in enumerate(code[:17]))
    return SIGNS[-total % _MODULUS]
