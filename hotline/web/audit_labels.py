"""Names of the kinds of audit entries, and their details as a line of text."""

from typing import Any

from hotline.domain.audit import AuditKind
from hotline.domain.models import AuditEntry
from hotline.web.labels import role_name

AUDIT_KIND = {
    AuditKind.SIGN_IN: "登录",
    AuditKind.SIGN_IN_REFUSED: "登录失败",
    AuditKind.SIGN_OUT: "退出登录",
    AuditKind.SESSION_ENDED: "结束登录",
    AuditKind.PASSWORD: "修改密码",
    AuditKind.SECOND_FACTOR_ON: "启用动态验证码",
    AuditKind.SECOND_FACTOR_OFF: "停用第二因素",
    AuditKind.RECOVERY_CODES: "更换恢复码",
    AuditKind.STAFF_ADDED: "新增账号",
    AuditKind.STAFF_DISABLED: "停用账号",
    AuditKind.STAFF_ENABLED: "启用账号",
    AuditKind.STAFF_MOVED: "账号调整单位",
    AuditKind.STAFF_LINKED: "关联统一身份",
    AuditKind.STAFF_UNLINKED: "解除统一身份",
    AuditKind.PASSKEY_ADDED: "新增通行密钥",
    AuditKind.PASSKEY_REMOVED: "删除通行密钥",
    AuditKind.REENCRYPTED: "更换加密算法",
    AuditKind.PERSONAL_DATA: "查看个人信息",
    AuditKind.EXPORT: "导出",
    AuditKind.PRINT: "打印",
    AuditKind.PACK_LOADED: "装载城市包",
    AuditKind.MODEL_SWITCHED: "切换模型",
    AuditKind.TOKEN_ADDED: "新增接入令牌",
    AuditKind.TOKEN_WITHDRAWN: "撤销接入令牌",
    AuditKind.NUMBER_MARKED: "标记号码",
    AuditKind.NUMBER_UNMARKED: "解除号码标记",
    AuditKind.INBOX_ADDED: "建立会话入口",
    AuditKind.INBOX_CHANGED: "更改会话入口",
    AuditKind.INBOX_WITHDRAWN: "停用会话入口",
    AuditKind.WECHAT_ADDED: "接入公众号",
    AuditKind.WECHAT_CHANGED: "更换公众号密钥",
    AuditKind.WECHAT_WITHDRAWN: "停用公众号",
    AuditKind.REDELIVERED: "重新发送",
}
DETAIL = {
    "way": "方式",
    "client": "设备",
    "cause": "原因",
    "left": "还可尝试",
    "role": "岗位",
    "unit": "单位",
    "on": "生效日期",
    "which": "范围",
    "fields": "字段",
    "format": "格式",
    "rows": "条数",
    "filter": "筛选",
    "files": "文件",
    "vacant": "再无账号的单位",
    "link": "统一身份",
    "new_device": "新设备",
    "suite": "算法",
    "door": "种类",
    "mark": "标记",
    "networks": "来源网络",
    "until": "有效至",
}
VALUE = {
    "password": "密码",
    "totp": "动态验证码",
    "recovery": "恢复码",
    "code": "验证码不正确",
    "all": "其他所有登录",
    "everywhere": "所有登录",
    "passkey": "通行密钥",
    "sign_on": "统一身份认证",
    "name": "姓名",
    "phone": "电话",
    "number": "号码",
    "recording": "录音",
}
YES = "是"
CAUSE = {
    "password": "密码不正确或账号不可用",
    "code": "验证码不正确",
    "passkey": "通行密钥没有通过",
    "sign_on": "统一身份认证没有通过",
}


def kind_name(kind: str) -> str:
    return AUDIT_KIND.get(AuditKind(kind), kind) if kind in set(AuditKind) else kind


def details_text(entry: AuditEntry) -> str:
    """Details that say something, as `name：value` with semicolons between them."""
    pairs = [(DETAIL.get(key, key), _shown(key, value)) for key, value in entry.details.items()]
    return "；".join(f"{name}：{value}" for name, value in pairs if value)


def _shown(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(VALUE.get(part, str(part)) for part in value)
    if isinstance(value, dict):
        return "、".join(f"{name}={part}" for name, part in value.items())
    if key == "role":
        return str(role_name(value))
    if key == "cause":
        return str(CAUSE.get(value, value))
    if key in ("way", "which"):
        return "、".join(VALUE.get(part, part) for part in str(value).split("+"))
    if key == "new_device":
        return YES
    return str(value)
