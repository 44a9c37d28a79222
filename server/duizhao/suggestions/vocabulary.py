"""Words that say nothing of what a problem is about, and words that speak of the same thing."""

from collections.abc import Mapping


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


GENRE_WORDS = _words(
    "加强 强化 不足 不够 工作 进一步 问题 措施 整改 落实 提高 提升 推进 推动 开展 坚持 存在 方面 情况",
    "有时 有些 有的 自己 个人 认真 切实 深入 不断 积极 主动 能力 水平 力度 意识 思想 认识 重要 重点 要求",
    "作用 发挥 完善 健全 建立 机制 制度 做到 确保 努力 方向 下一步 今后 目前 一些 部分 比较 还有 没有",
    "不强 不高 不到位 不及时 差距 欠缺 薄弱 有待 需要 针对 对应 原因 分析 产生 主要 具体 全面 严格 贯彻",
    "精神 领导 干部 同志 党员 组织 单位 部门 相关 以及 通过 进行 因为 由于 the a an of to and in for is",
    "are was were be not no on with by at from as it this that which more should must will has have had",
    "its our we they improve strengthen ensure problem measure action cause issue finding item",
)
"""Words of the genre: they stand in every problem and every measure."""

_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "作风": (
        "四风 形式主义 官僚主义 文山会海 文风 会风 会议 文件 发文 开会 八项规定 享乐主义 奢靡 禁令 照抄 照搬",
        "过度留痕 痕迹管理",
    ),
    "为民": ("宗旨 为民 群众 人民 服务 民生 百姓 诉求 急难愁盼 实事 走访 便民",),
    "担当": ("担当 担责 敢于 勇于 推诿 拖延 推脱 顾虑 畏难 动真碰硬 斗争 怕担",),
    "理论": ("理论 武装 原著 读书 学习计划 研讨 党课",),
    "政治": ("政治 鉴别力 敏锐性 定力 大局 全局 意识形态 舆论 谣言",),
    "廉洁": ("廉洁 廉政 纪律 规矩 自律 违纪 家风 警示教育",),
    "调研": ("调研 蹲点 一线 下乡 走访 实地",),
    "创新": ("创新 改革 思路 招法 守旧 循规蹈矩 墨守成规 解放思想",),
    "安全": ("隐患 消防 防火 通道 用电 应急 演练 燃气 危化品",),
    "财务": ("资金 预算 账目 财务 报销 票据 采购 招标 合同 资产 缴库",),
    "培训": ("培训 持证 上岗 考核 技能", "training train trained drill course"),
    "告警": ("告警 监控 报警", "alert alerting alarm monitoring monitor dashboard page paging"),
    "重试": ("重试 幂等", "retry retries backoff idempotent idempotency duplicate"),
    "发布": ("上线 回滚 灰度", "release deploy deployment rollout rollback staging canary"),
    "权限": ("权限 账号 口令", "access permission account privilege review password"),
    "备份": ("备份", "backup restore recovery"),
    "文档": ("手册 规程 清单 台账 登记", "document documentation runbook checklist procedure manual"),
}
"""For every concept of the reports' field the words that speak of it, in general use."""

CONCEPT_OF: Mapping[str, str] = {word: concept for concept, lines in _CONCEPTS.items() for word in _words(*lines)}
