"""What has the form of personal data and is none: numbers of papers and goods, telephones of
offices.
"""

import re

_THING = (
    r"工单|订单|定单|快递单?|运单|物流|包裹|流水|交易|受理|合同|协议|文件|信访件?|发票|票据?|收据|罚单|处罚书?|(?<!档)案|立案|登记|备案"
    r"|批准文?|许可证?|执照|纳税|税务?|批|商品|产品|条形|型|资产|设备|电梯|井盖|路灯杆?|灯杆|站牌|充电桩|泊位|车位|单|文|注册|信用|组织机构|项目"
    r"|(?<![证员人案])编"
)
_REFERENCE = re.compile(rf"(?:{_THING})(?:编?号|编码|代码|号码|码)[是为:： 第]{{0,3}}$")
_WAYBILL = re.compile(r"(?:快递|运单|物流|订单|工单|发票|条码)[:： ]{0,2}$")

_OFFICE = re.compile(
    r"局|委(?!屈)|办公|办事处|街道|社区|派出所|居委|村委|中心|政府|大队|支队|中队|法院|检察|窗口|热线|值班"
    r"|咨询|举报|监督|服务台|公示|医院|学校|银行|营业厅|物业|公司|站|大厅|部门|单位|救助|预约"
)
_HOME = re.compile(r"我|家|本人|他|她|儿|女|父|母|爱人|老[公婆]|邻居|来电|私人|个人|联系人")
_MOBILE = re.compile(r"(?:00)?(?:86)?1[3-9]\d{9}")
_HOTLINE = re.compile(r"热线|售后|官方|官网|全国统一")
_BEFORE = 16


def is_reference(before: str) -> bool:
    """Whether the words before a number call it that of a paper, a parcel or a thing."""
    tail = before[-_BEFORE:]
    return _REFERENCE.search(tail) is not None or _WAYBILL.search(tail) is not None


def is_office_phone(before: str, number: str) -> bool:
    """A fixed number behind the words of an office and not behind those of a home; 400 numbers
    are public behind 热线, 售后 and such only. A mobile is always somebody's.
    """
    digits = re.sub(r"\D", "", number)
    if number[0] == "+" or _MOBILE.fullmatch(digits):
        return False
    tail = before[-_BEFORE:]
    if digits[:3] in ("400", "800"):
        return _HOTLINE.search(tail) is not None
    clause = re.split(r"[，。；！？\n,;]", tail)[-1]
    return _OFFICE.search(clause) is not None and _HOME.search(clause) is None
