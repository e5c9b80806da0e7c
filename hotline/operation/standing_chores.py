"""The chores of the hotline, in the order in which a worker does them."""

from datetime import timedelta

from hotline.bulletins.drafting import tell_unsigned
from hotline.calls.forgetting import drop_call_events
from hotline.calls.silence import end_silent_calls
from hotline.casework.cycle_figures import time_cycles
from hotline.casework.expiry import archive_ended, close_uncalled, resume_expired
from hotline.casework.overdue_decisions import tell_overdue
from hotline.casework.rectification import remind_late
from hotline.chats.calling import answer_waiting_too_long, end_quiet_chats
from hotline.chats.forgetting import drop_chat_events
from hotline.chats.unanswered import (
    answer_for_silent_agents,
    end_left_chats,
    tell_broken_promises,
)
from hotline.operation.bulletin_drafting import draft_bulletins
from hotline.operation.chores import Chore, in_batches
from hotline.operation.index_months import rest_old_months
from hotline.operation.issue_keeping import IssueKeeper
from hotline.operation.outgoing import forget_pushes, forget_sent
from hotline.operation.second_reading import SecondReader
from hotline.operation.wall_counting import count_for_wall
from hotline.operation.warning_watch import watch_for_dangers, watch_for_warnings
from hotline.supervision.clock_watch import watch_clocks

CHORES = (
    Chore("watch_clocks", "按时限催办督办", timedelta(seconds=30), in_batches(watch_clocks)),
    Chore("read_again", "复读分类把握不足的工单", timedelta(seconds=10), SecondReader()),
    Chore(
        "answer_waiting_chats",
        "告知久候的会话何时答复",
        timedelta(seconds=15),
        in_batches(answer_waiting_too_long),
    ),
    Chore(
        "end_quiet_chats",
        "结束久无回音的机器会话",
        timedelta(minutes=5),
        in_batches(end_quiet_chats),
    ),
    Chore(
        "answer_for_silent_agents",
        "话务员离开的会话放回等待",
        timedelta(seconds=15),
        in_batches(answer_for_silent_agents),
    ),
    Chore(
        "end_left_chats",
        "结束无人接待的旧会话",
        timedelta(minutes=5),
        in_batches(end_left_chats),
    ),
    Chore(
        "tell_broken_promises",
        "提醒逾期未答的留言",
        timedelta(minutes=1),
        in_batches(tell_broken_promises),
    ),
    Chore(
        "drop_chat_events", "清理会话的旧事件", timedelta(minutes=10), in_batches(drop_chat_events)
    ),
    Chore("resume_expired", "恢复挂账期满的工单", timedelta(minutes=1), in_batches(resume_expired)),
    Chore(
        "close_uncalled",
        "办结未抽中回访的工单",
        timedelta(minutes=10),
        in_batches(close_uncalled),
    ),
    Chore("keep_issues", "新工单归入热点", timedelta(seconds=15), IssueKeeper()),
    Chore("watch_for_dangers", "立即提出险情预警", timedelta(seconds=15), watch_for_dangers),
    Chore("watch_for_warnings", "发现并提出预警", timedelta(minutes=10), watch_for_warnings),
    Chore("count_for_wall", "统计大屏数据", timedelta(seconds=20), count_for_wall),
    Chore("draft_bulletins", "起草简报", timedelta(minutes=1), draft_bulletins),
    Chore("tell_unsigned", "提醒未签发的简报", timedelta(minutes=10), in_batches(tell_unsigned)),
    Chore("remind_late", "提醒差评整改超期", timedelta(minutes=10), in_batches(remind_late)),
    Chore("tell_overdue", "提醒逾期未决事项", timedelta(minutes=10), in_batches(tell_overdue)),
    Chore("archive_ended", "归档办结已久的工单", timedelta(hours=1), in_batches(archive_ended)),
    Chore(
        "end_silent_calls",
        "结束没有收到挂断的来电",
        timedelta(minutes=5),
        in_batches(end_silent_calls),
    ),
    Chore(
        "drop_call_events",
        "清理已结束来电的事件",
        timedelta(hours=1),
        in_batches(drop_call_events),
    ),
    Chore("forget_sent", "清除早已发出的内容", timedelta(hours=1), in_batches(forget_sent)),
    Chore("forget_pushes", "清除昨日的微信推送标记", timedelta(hours=1), in_batches(forget_pushes)),
    Chore("time_cycles", "补算以前各次办理的工作时长", timedelta(hours=1), in_batches(time_cycles)),
    Chore("rest_old_months", "旧月份的搜索索引转为只读", timedelta(hours=1), rest_old_months),
)
