"""Reports that tests file: each goes, for a stated reason, to a known unit of 示例市."""

from datetime import datetime

from hotline.domain.reports import IncomingReport, read_report

NOW = datetime(2026, 3, 9, 10, 0)
NOISE = {
    "title": "夜间施工噪声扰民",
    "text": "鼓楼街道的工地每天半夜打桩施工，噪声很大，影响老人和孩子休息，请尽快处理。",
    "caller": "张三丰",
    "phone": "13800138000",
    "category": "0302",
}


def a_report(now: datetime = NOW, **changes) -> IncomingReport:
    return read_report(NOISE | changes, now=now)
