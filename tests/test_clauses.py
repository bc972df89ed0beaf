"""Clauses as printed: accepted, and sorted by the numbers in them."""

from __future__ import annotations

import pytest

from geo.clauses import clause_number, clause_order, is_clause

PRINTED = (
    "（十三） 十三 一、 第一条 第十二章 第（一）项 第三条第（二）项 三、（二）1. ① ⑳ ㈠ 1. 1、 1 "
    "1） （1） (1) 1.2.3 2-1 Ⅰ类 II类 A类 第一批 附件 附件2 专栏3 表1 总则 附则 一百零二"
)


@pytest.mark.parametrize("clause", PRINTED.split(" "))
def test_a_clause_is_taken_as_printed(clause):
    assert is_clause(clause)


@pytest.mark.parametrize(
    "written", ["", "(一)", "（十三", "甲县", "一甲", "附件：甲县", "（）", "县"]
)
def test_other_text_is_no_clause(written):
    assert not is_clause(written)


@pytest.mark.parametrize(
    "ordered",
    [
        "总则 （一） （二） （十） （十一） （二十） （九十九） 附件1 附件2 附件10",
        "第一条 第二条 第九条 第十条 第一百条 第一百零二条 附则",
        "① ② ⑨ ⑩ ⑪ ⑳",
        "1. 2. 9. 10. 11.",
        "1.1 1.2 1.9 1.10 2.1",
        "Ⅰ类 Ⅱ类 Ⅳ类 Ⅸ类",
        "I II III IV V IX X",
        "A类 B类 C类",
        "一、（一） 一、（二） 一、（十） 二、（一）1. 二、（一）2.",
        "第三条第一款 第三条第二款 第四条",
    ],
)
def test_clauses_sort_by_their_numbers(ordered):
    clauses = ordered.split()
    turned = clauses[::-1]
    assert sorted(turned, key=clause_order) == clauses


def test_an_english_clause_sorts_as_the_chinese_one():
    pairs = {"（二十三）": "(23)", "附件2": "Annex 2", "总则": "General provisions", "二": "2"}
    for chinese, english in pairs.items():
        assert clause_order(chinese) == clause_order(english)


def test_no_clause_comes_first_and_has_no_number():
    assert clause_order("") < clause_order("总则")
    assert clause_number("") == clause_number("总则") == 0
    assert clause_number("（二十三）") == 23
