"""A new list file with every key explained, valid except for values that people must fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from geo.errors import LayersError
from geo.lists.files import yaml_file
from geo.lists.located import scalar
from geo.records.written import Document
from geo.safe import one_line
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text

# The comments stay Chinese in every language, as those of all list files do.
_TEMPLATE = """\
# {heading}
#
# 怎样填 How to fill this in
#   标有“必填”的几项填好之后就可以运行 county-typology check；其余可以留空或删去。
#   名称、条号、单位、数字、日期照文件转录；summary 与 note 用自己的话，不摘原句。
#   示例行前的 # 去掉就能用。条号照印刷的写，如（三）、第三条、1.；代码与日期不必加引号。
document:
  id: {id}
  # 还没有录完：草稿不参与生成，也不妨碍别的命令；check --drafts 才查它
  # draft: true
  title:{title}  # 必填：文件全称
  short_title:  # 必填：地图与表格上的简称，如 广东2023
  issuer:  # 发文机关全称；文件没有写就留空
  number:  # 文号，如 粤府发〔2023〕1号；没有就留空
  issued:  # 印发日期，如 2023-06-14；只知年份写 2023
  region_code: "{region_code}"  # {region_name}
  # 文件的目标年份
  # horizon: [2025, 2035]
  # 本文件取代的文件编号；按日期成图（--as-of）时，被取代的不再采用
  # supersedes: [{id}-old]
  # 全文的总目标：operator 为 ≥ ≤ = ≈ 或 range；
  # deadline_from 为 stated（本句）、blanket（总述）或 title（题名），没有期限就两项都不写
  # headline_targets:
  #   - {{name: 常住人口城镇化率, operator: "≥", value: 76, unit: "%"}}
  # 对全部任务都有效的单位
  # blanket: {{clause: （一）, units: 各区县政府, note: 第（一）条写明}}
  # 所据文本的来历与缺漏
  # source_note: 网站公开文本，有删减

# 名单：一条一类一组。members 照文件写，用顿号连成一串，或每行一个。
#   typology  {typologies}
#   subtype   同一条同一类型下的分组   status  称号全称   note  说明
#   stage     awarded 已获批 · under_way 推进中 · to_be_built 拟建设
#   文件提到这一类却没有点名时，写 members: [] 并在 note 中说明。
layers: []
#  - clause: （三）
#    typology: {typology}
#    members: 甲县、乙区、丙市

# 以条件而不是名单界定的类型，写法见 docs/rules.md
rules: []

# 任务：一条一项
tasks: []
#  - clause: （三）
#    part: 二、分类引导
#    title: 标题照录
#    summary: 用自己的话概括
#    lead: 牵头单位
#    responsible: 责任单位甲、责任单位乙
#    cooperating: 配合单位
#    agencies_note: 条文没有写单位时，在这里说明
#    indicators:
#      - name: 指标名称
#        operator: "≥"
#        value: 60
#        unit: "%"
#        deadline: "2025"
#        deadline_from: stated
#    completions:
#      - {{name: 没有数字的目标, deadline: "2025", deadline_from: stated}}
#    scope:  # whole 全地区 · county_towns 各县城 · typology 某一类 · counties · prefectures · area
#      - {{kind: typology, members: {typology}}}

# 结对、合作
partnerships: []
#  - {{clause: （三）, kind: 对口合作, subject: 甲县, partner: 乙区, summary: 共建园区}}

# 定位
positionings: []
#  - {{clause: （三）, subject: 甲县, summary: 用自己的话概括}}
"""


def new_list(
    document_id: str,
    *,
    region_code: str,
    region_name: str,
    typology_names: Sequence[str],
    title: str = "",
) -> str:
    """Text of a new list file.

    Parameters
    ----------
    document_id : str
        Its first word is the edition.
    region_code : str
        Six digits; ``region_name`` is written after it.
    typology_names : sequence of str
        The known ones, for the comment; not empty.
    title : str
        The document's full title, if it is known already.

    Raises
    ------
    LayersError
        If the id is none, or begins with a reserved word.
    """
    document = {"id": document_id, "title": "-", "short_title": "-", "issuer": None}
    try:
        Document.model_validate(
            {**document, "number": None, "issued": None, "region_code": region_code}
        )
    except ValidationError:
        raise LayersError(text("explain", "init-id", Language.ZH, value=document_id)) from None
    return _TEMPLATE.format(
        heading=one_line(title) or document_id,
        id=document_id,
        title=f" {scalar(title)}" if title else "",
        region_code=region_code,
        region_name=region_name,
        typologies=LIST_MARK.join(typology_names),
        typology=typology_names[0],
    )


def write_new_list(folder: Path, document_id: str, content: str) -> Path:
    """Write ``<document-id>.yaml``; an existing file is never touched.

    Raises
    ------
    LayersError
        If there is such a file already.
    """
    path = yaml_file(folder, document_id)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        raise LayersError(text("explain", "init-exists", Language.ZH, path=path.name)) from None
    return path
