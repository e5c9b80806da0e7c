"""Scores and facts of a model, as text for people."""

from typing import Any


def scores(found: dict[str, Any]) -> str:
    lines = [
        f"条数 {found['n']}　准确率 {found['accuracy']:.4f}　宏平均 F1 {found['macro_f1']:.4f}"
        f"　前三准确率 {found['top3_accuracy']:.4f}　校准误差 {found['calibration_error']:.4f}"
    ]
    if "split" in found:
        lines.append(f"检验方式：{found['split']}")
    if "texts_per_second" in found:
        lines.append(f"速度：每秒 {found['texts_per_second']} 条")
    lines += [
        f"要求精度 {row['precision']:.0%}：阈值 {row['threshold']:.4f}，可自动派出 {row['coverage']:.1%}"
        for row in found["coverage"]
    ]
    lines += ["", "标签　精度　召回　F1　条数"]
    for label, row in sorted(found["per_label"].items(), key=lambda item: -item[1]["n"]):
        lines.append(f"{label}　{row['precision']:.3f}　{row['recall']:.3f}　{row['f1']:.3f}　{row['n']}")
    return "\n".join(lines)


def about(found: dict[str, Any]) -> str:
    versions = "，".join(f"{name} {number}" for name, number in found["versions"].items())
    lines = [f"版本 {found['version']}　格式 {found['format']}", f"训练环境：{versions}"]
    lines += [f"训练数据 {name}：{value}" for name, value in found["trained"].items() if not isinstance(value, dict)]
    lines.append(f"自动派出阈值：{found['threshold']:.4f}")
    lines.append(f"标签（{len(found['labels'])}）：{'、'.join(found['labels'])}")
    if found["scores"]:
        lines += ["", scores(found["scores"])]
    return "\n".join(lines)
