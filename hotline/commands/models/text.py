"""Scores and facts of a model, as text for people."""

from typing import Any

_FEW = 50


def scores(found: dict[str, Any]) -> str:
    lines = [
        f"条数 {found['n']}　准确率 {found['accuracy']:.4f}　宏平均 F1 {found['macro_f1']:.4f}"
        f"　前三准确率 {found['top3_accuracy']:.4f}　校准误差 {found['calibration_error']:.4f}"
    ]
    if "split" in found:
        few = "（条数很少，分数只供参考）" if found["n"] < _FEW else ""
        lines.append(f"检验方式：{found['split']}{few}")
    if "texts_per_second" in found:
        lines.append(f"速度：每秒 {found['texts_per_second']} 条")
    lines += [_coverage(row) for row in found["coverage"]]
    if found.get("wanted_precision"):
        lines.append(threshold(found["wanted_precision"], found["threshold"]))
    if "automatic" in found:
        lines.append(_automatic(found["automatic"]))
    lines += ["", "标签　精度　召回　F1　条数"]
    for label, row in sorted(found["per_label"].items(), key=lambda item: -item[1]["n"]):
        lines.append(
            f"{label}　{row['precision']:.3f}　{row['recall']:.3f}　{row['f1']:.3f}　{row['n']}"
        )
    return "\n".join(lines)


def about(found: dict[str, Any]) -> str:
    versions = "，".join(f"{name} {number}" for name, number in found["versions"].items())
    lines = [f"版本 {found['version']}　格式 {found['format']}", f"训练环境：{versions}"]
    lines += [
        f"训练数据 {name}：{value}"
        for name, value in found["trained"].items()
        if not isinstance(value, dict)
    ]
    lines.append(threshold(found["wanted_precision"], found["threshold"]))
    lines.append(f"标签（{len(found['labels'])}）：{'、'.join(found['labels'])}")
    if found["scores"]:
        lines += ["", scores(found["scores"])]
    return "\n".join(lines)


def threshold(precision: float | None, least: float) -> str:
    """What the model does without a person, and why."""
    if least > 1:
        return (
            f"自动采用阈值：无。没有把握达到所要求的精度 {percent(precision or 1)}，"
            "分类全部由人确认"
        )
    why = f"按要求精度 {percent(precision)} 选定" if precision else "随系统附带，未按要求精度选定"
    return f"自动采用阈值：{least:.4f}（{why}）"


def percent(share: float) -> str:
    return f"{100 * share:.4g}%"


def _coverage(row: dict[str, float]) -> str:
    if not row["coverage"]:
        return f"要求精度 {percent(row['precision'])}：达不到"
    return (
        f"要求精度 {percent(row['precision'])}：阈值 {row['threshold']:.4f}，可自动采用 "
        f"{row['coverage']:.1%}"
    )


def _automatic(found: dict[str, Any]) -> str:
    if found["precision"] is None:
        return "按模型的阈值：没有一条可自动采用"
    return (
        f"按模型的阈值 {found['threshold']:.4f}：可自动采用 {found['coverage']:.1%}，"
        f"其中正确 {found['precision']:.1%}"
    )


def learned(found: dict[str, Any]) -> str:
    lessons, month = found["lessons"], found["newest_month"]
    lines = [
        (
            f"学习 {lessons['n']} 件工单：人工确定 {lessons['by_people']}，自动派出且已签收 "
            f"{lessons['automatic']}"
        )
    ]
    if lessons["strange"]:
        lines.append(f"未用 {lessons['strange']} 件：分类已不在城市包中")
    lines += [_held(one) for one in found["held_back"]]
    lines.append(f"最近 30 天（{month['since']} 起）{month['n']} 件未参与学习，用于比较：")
    for name, key in (("新模型", "new"), ("当前模型", "current")):
        row = month[key]
        lines.append(
            f"{name} {row['version']}：准确率 {row['accuracy']:.4f}　宏平均 F1 "
            f"{row['macro_f1']:.4f}"
        )
        lines += [_automatic(row["automatic"])] if "automatic" in row else []
    lines.append(threshold(found["wanted_precision"], found["threshold"]))
    lines += [f"提示：{note}" for note in found["notes"]]
    lines.append(f"已保存 {found['model']}")
    if found["live"]:
        lines.append("新模型已启用" if found["better"] else "新模型并不更好，按 --force 的说明启用")
    else:
        lines.append("新模型没有更好，未启用；确需启用：hotline model use " + found["version"])
    return "\n".join(lines)


def _held(one: dict[str, Any]) -> str:
    return (
        f"暂不学习：{one['by']} 把 {one['count']} 件改为“{one['name']}”（{one['label']}）"
        f"，其他人同样情况约 {one['expected']:g} 件，"
        f"新模型对其一致率 {one['agreement']:.0%}。核实无误后加 --trust {one['by']}:{one['label']}"
    )


def registry(found: dict[str, Any]) -> str:
    lines = [f"当前：{found['live']}"]
    for one in found["models"]:
        new = one["compared"].get("new", {})
        lines.append(
            f"{one['version']}　{one['at']}　{one['by']}　学习 {one['lessons']} 件　"
            f"准确率 {new.get('accuracy', 0):.4f}　宏平均 F1 {new.get('macro_f1', 0):.4f}"
            f"{_noted(one)}"
        )
    lines += ["", "启用记录："] if found["changes"] else []
    for change in found["changes"]:
        lines.append(
            f"{change['at']}　{change['by']}　{'退回到' if change['back'] else '启用'} "
            f"{change['version']}{_noted(change)}"
        )
    return "\n".join(lines)


def _noted(one: dict[str, Any]) -> str:
    return f"　说明：{one['note']}" if one["note"] else ""
