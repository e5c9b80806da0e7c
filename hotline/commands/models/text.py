"""Scores and facts of a model, as text for people."""

from typing import Any

_FEW = 50
_SHOWN = 10


def scores(evaluation: dict[str, Any]) -> str:
    lines = [
        f"条数 {evaluation['n']}　准确率 {evaluation['accuracy']:.4f}"
        f"　宏平均 F1 {evaluation['macro_f1']:.4f}"
        f"　前三准确率 {evaluation['top3_accuracy']:.4f}"
        f"　校准误差 {evaluation['calibration_error']:.4f}"
    ]
    if "split" in evaluation:
        few = "（条数很少，分数只供参考）" if evaluation["n"] < _FEW else ""
        lines.append(f"检验方式：{evaluation['split']}{few}")
    if "texts_per_second" in evaluation:
        lines.append(f"速度：每秒 {evaluation['texts_per_second']} 条")
    lines += [_coverage(row) for row in evaluation["coverage"]]
    if evaluation.get("wanted_precision"):
        lines.append(threshold(evaluation["wanted_precision"], evaluation["threshold"]))
    if "automatic" in evaluation:
        lines.append(_automatic(evaluation["automatic"]))
    if evaluation.get("sentences"):
        lines.append(second_reader(evaluation["sentences"]))
    if evaluation.get("few_examples"):
        lines.append(_few_examples(evaluation["few_examples"]))
    lines += ["", "标签　精度　召回　F1　条数"]
    for label, row in sorted(evaluation["per_label"].items(), key=lambda item: -item[1]["n"]):
        lines.append(
            f"{label}　{row['precision']:.3f}　{row['recall']:.3f}　{row['f1']:.3f}　{row['n']}"
        )
    return "\n".join(lines)


def about(facts: dict[str, Any]) -> str:
    versions = "，".join(f"{name} {number}" for name, number in facts["versions"].items())
    lines = [f"版本 {facts['version']}　格式 {facts['format']}", f"训练环境：{versions}"]
    lines += [
        f"训练数据 {name}：{value}"
        for name, value in facts["trained"].items()
        if not isinstance(value, dict)
    ]
    lines.append(threshold(facts["wanted_precision"], facts["threshold"]))
    lines.append(f"标签（{len(facts['labels'])}）：{'、'.join(facts['labels'])}")
    if facts["scores"]:
        lines += ["", scores(facts["scores"])]
    return "\n".join(lines)


def threshold(precision: float | None, least: float) -> str:
    """What the model does without a person, and why."""
    if least > 1:
        return (
            f"自动采用阈值：无。要求精度未达到：没有把握达到 {percent(precision or 1)}，"
            "分类全部由人确认"
        )
    why = f"按要求精度 {percent(precision)} 选定" if precision else "随系统附带，未按要求精度选定"
    return f"自动采用阈值：{least:.4f}（{why}）"


def lowered(usual: float, promise: float | None) -> str:
    return (
        f"提示：要求精度 {percent(usual)} 没有把握达到，"
        f"按能达到的 {percent(promise or 0)} 选定阈值；"
        "要求更高请用 --precision，达不到时分类全部由人确认"
    )


def second_reader(figures: dict[str, Any]) -> str:
    """What reading whole sentences once more brings, or why it is left out."""
    way = f"整句复读（{figures['texts']} 条整句学习，其中 {figures['unseen']} 条检验）"
    without = figures["without"]
    if not figures["weight"]:
        return (
            f"{way}：不合算，没有写入模型；可自动采用仍是 {without['coverage']:.1%}。"
            "不带 --sentences 训练，结果相同"
        )
    both = figures["with"]
    return (
        f"{way}：已写入模型，权重 {figures['weight']:g}。可自动采用 {without['coverage']:.1%} → "
        f"{both['coverage']:.1%}，其中正确 {both['precision']:.1%}。工作进程装有整句组件时才复读"
    )


def percent(share: float) -> str:
    return f"{100 * share:.4g}%"


def _coverage(row: dict[str, float]) -> str:
    if not row["coverage"]:
        return f"要求精度 {percent(row['precision'])}：没有把握达到"
    return (
        f"要求精度 {percent(row['precision'])}：阈值 {row['threshold']:.4f}，可自动采用 "
        f"{row['coverage']:.1%}"
    )


def _few_examples(counts: dict[str, int]) -> str:
    shown = "、".join(f"{label}（{count} 条）" for label, count in list(counts.items())[:_SHOWN])
    more = " 等" if len(counts) > _SHOWN else ""
    return f"{len(counts)} 个标签例子太少，学不准，要求精度对它们不作保证：{shown}{more}"


def _automatic(automatic: dict[str, Any]) -> str:
    if automatic["precision"] is None:
        return "按模型的阈值：没有一条可自动采用"
    return (
        f"按模型的阈值 {automatic['threshold']:.4f}：可自动采用 {automatic['coverage']:.1%}，"
        f"其中正确 {automatic['precision']:.1%}"
    )


def learned(training: dict[str, Any]) -> str:
    lessons, month = training["lessons"], training["newest_month"]
    lines = [
        (
            f"学习 {lessons['n']} 件工单：人工确定 {lessons['by_people']}，自动派出且已签收 "
            f"{lessons['automatic']}"
        )
    ]
    if lessons["strange"]:
        lines.append(f"未用 {lessons['strange']} 件：分类已不在城市包中")
    lines += [_held(corrections) for corrections in training["held_back"]]
    lines.append(f"最近 30 天（{month['since']} 起）{month['n']} 件未参与学习，用于比较：")
    for name, key in (("新模型", "new"), ("当前模型", "current")):
        row = month[key]
        lines.append(
            f"{name} {row['version']}：准确率 {row['accuracy']:.4f}　宏平均 F1 "
            f"{row['macro_f1']:.4f}"
        )
        lines += [_automatic(row["automatic"])] if "automatic" in row else []
    lines.append(threshold(training["wanted_precision"], training["threshold"]))
    lines += [second_reader(training["sentences"])] if training["sentences"] else []
    lines += [f"提示：{note}" for note in training["notes"]]
    lines.append(f"已保存 {training['model']}")
    if training["live"]:
        lines.append(
            "新模型已启用" if training["better"] else "新模型并不更好，按 --force 的说明启用"
        )
    else:
        lines.append("新模型没有更好，未启用；确需启用：hotline model use " + training["version"])
    return "\n".join(lines)


def _held(corrections: dict[str, Any]) -> str:
    return (
        f"暂不学习：{corrections['by']} 把 {corrections['count']} 件"
        f"改为“{corrections['name']}”（{corrections['label']}）"
        f"，其他人同样情况约 {corrections['expected']:g} 件，"
        f"新模型对其一致率 {corrections['agreement']:.0%}。"
        f"核实无误后加 --trust {corrections['by']}:{corrections['label']}"
    )


def registry(models: dict[str, Any]) -> str:
    lines = [f"当前：{models['live']}"]
    for model in models["models"]:
        new = model["compared"].get("new", {})
        lines.append(
            f"{model['version']}　{model['at']}　{model['by']}　学习 {model['lessons']} 件　"
            f"准确率 {new.get('accuracy', 0):.4f}　宏平均 F1 {new.get('macro_f1', 0):.4f}"
            f"{_noted(model)}"
        )
    lines += ["", "启用记录："] if models["changes"] else []
    for change in models["changes"]:
        lines.append(
            f"{change['at']}　{change['by']}　{'退回到' if change['back'] else '启用'} "
            f"{change['version']}{_noted(change)}"
        )
    return "\n".join(lines)


def _noted(entry: dict[str, Any]) -> str:
    return f"　说明：{entry['note']}" if entry["note"] else ""
