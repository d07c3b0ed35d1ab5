### 一页摘要及其周边文字。

briefing-subtitle = 货运走廊简报：要走多久、卡在哪里、该做什么
briefing-quick = 快速版：重复模拟次数较少，置信区间因此较宽
label-contents = 目录
label-table = 表
label-figure = 图
label-skip = 跳到答案
label-top = 返回首页
label-note = 注
label-estimated = ≈ 表示该输入为估计值。
label-foot = Kervan { $version } · { $corridor } · 随机种子 { $seed }

page-lead-plan = 若同时落实{ $measures }项措施、投入**{ $cost }亿美元**，到{ $year }年走廊每年可运**{ $target }万吨**。目前年运量为{ $today }万吨；每个运载单元需{ $days }天（{ $transit }）。
page-lead-no-plan = 目前走廊年运量为**{ $today }万吨**；每个运载单元需**{ $days }天**（{ $transit }）。
page-lead-volume = 目前走廊年运量为**{ $today }万吨**。

page-time-title = 全程要多久？
page-time-figure = { $days }天
page-time-caption = { $transit }：平均值；95%置信区间为{ $low }至{ $high }天
page-time-caption-one = { $transit }：平均值
page-time-spread = 半数运载单元（箱、车）在**{ $p50 }**天内运抵，九成在**{ $p90 }**天内运抵。
page-time-said = 对外宣称{ $low }至{ $high }天；模拟的运载单元中有{ $share }落在这一范围。
page-time-hours = 全程{ $all }小时：运行{ $moving }小时，装卸和查验{ $working }小时，**等待{ $waiting }小时**。主要是在等：{ $causes }。
page-time-hours-calm = 全程{ $all }小时：运行{ $moving }小时，装卸和查验{ $working }小时；无等待。
page-time-none = 该走廊未给出对外宣称的全程运输时间。

page-volume-title = 运多少？
page-volume-figure = { $volume }万吨
page-volume-caption = 按{ $year }年需求，模拟一年内运抵的货量；95%置信区间为{ $low }至{ $high }万吨
page-volume-caption-one = 按{ $year }年需求，模拟一年内运抵的货量
page-volume-teu = 其中集装箱{ $teu } TEU（20英尺标准箱）。
page-volume-target = 目标为{ $target }万吨，是目前的{ $times }倍。
page-forecast-year = { $year }年运量有五成可能达到{ $median }万吨及以上；八成未来情形在{ $low }至{ $high }万吨之间。
page-forecast-chance = 运量达到{ $target }万吨的概率：{ $list }。
page-forecast-chance-entry = 到{ $year }年{ $chance }
page-forecast-below = 低于{ $share }
page-forecast-above = 高于{ $share }
page-forecast-ceiling = 按已确定的措施，走廊最多可运{ $ceiling }万吨；若没有这一上限，{ $year }年的达标概率为{ $chance }。
page-forecast-known = { $year }年公布运量：{ $volume }万吨。
page-forecast-known-part = { $year }年约{ $volume }万吨（按{ $months }个月数据推算）。

page-bottlenecks-title = 卡在哪里？
page-bottlenecks-figure = { $volume }万吨
page-bottlenecks-caption = 现有条件和现行货类结构下的最大年运量；95%置信区间为{ $low }至{ $high }万吨
page-bottlenecks-caption-one = 现有条件和现行货类结构下的最大年运量
page-bottlenecks-together = 同时构成瓶颈的有：{ $list }。
page-bottlenecks-alone = 逐个单独消除，增量合计{ $sum }万吨；同时消除，可增**{ $together }万吨**。
page-bottlenecks-none = 增加任何一项能力都不能提高运量。
page-bottlenecks-beyond = 需求增至目前的{ $factor }倍以内，未出现瓶颈。

page-plan-title = 该做什么？
page-plan-figure = { $cost }亿美元
page-plan-caption = 用于尚待决定的{ $measures }项措施，最迟{ $year }年投用
page-plan-carried = 按此方案，{ $year }年运抵{ $volume }万吨；九成运载单元在{ $p90 }天内运抵。
page-plan-carried-only = 按此方案，{ $year }年运抵{ $volume }万吨。
page-plan-now = 其中{ $now }亿美元须在{ $year }年决定；另有{ $under }亿美元项目正在进行，每年运营费用{ $run }亿美元。
page-plan-first = 投入最大的有：{ $list }。
page-plan-entry = { $name }（{ $year }年，{ $cost }亿美元）
page-plan-payers = 出资最多的有：{ $list }。
page-plan-payer = { $name } { $cost }亿美元
page-plan-together = 同样的资金若一次只用于一个瓶颈，年运量会少**{ $less }万吨**。
page-plan-not-reached = 没有找到{ $year }年能运{ $target }万吨的方案；最后试算的方案可运{ $volume }万吨。
page-plan-at-rest = 没有找到{ $year }年能运{ $target }万吨的方案。

page-tariff-title = 运价怎么定，谁受益？
page-tariff-figure = 每TEU { $price }美元
page-tariff-figure-t = 每吨{ $price }美元
page-tariff-caption = 收益最高的全程统一运价；现行各段价格合计{ $today }美元
page-tariff-caption-volume = 各方收益均不低于现状时，运量最大的全程统一运价；现行各段价格合计{ $today }美元
page-tariff-volume = 按此运价，每年可吸引{ $volume } TEU，较现状{ $more }。
page-tariff-shippers = 各运营方每年将多得{ $gain }百万美元，货主将损失{ $lost }百万美元。
page-tariff-range = 运价水平取决于货主的敏感度：敏感度减半时为{ $high }美元，加倍时为{ $low }美元。
page-tariff-between = 无人受损的最低运价为{ $low }美元；每年可吸引{ $volume } TEU，较现状{ $more }。
page-tariff-gains = 采用“{ $rule }”规则分配，各运营方都受益；每年（百万美元）：{ $list }。
page-tariff-some-lose = 采用“{ $rule }”规则分配，有运营方不如现状；每年（百万美元）：{ $list }。
page-tariff-gain-entry = { $name } { $gain }
page-tariff-gain-each = 各{ $gain }：{ $name }
page-tariff-unstable = 没有稳定的分配方案：在每种规则下，都有某个群体单独行动收益更高。
page-tariff-estimates = 所依据的价格和成本中{ $share }为估计值；各运营方不公布成本。

page-stress-title = 还有什么会让它中断？
page-stress-caption = 有风暴和突发中断的一年里，货流畅通的天数占比；95%置信区间为{ $low }%至{ $high }%
page-stress-caption-one = 有风暴和突发中断的一年里，货流畅通的天数占比
page-stress-worst = 若停运{ $days }天，影响最大的是：**{ $name }**。延误{ $late }吨天，恢复后还要{ $recovered }天才能消化积压。
page-stress-worst-open = 若停运{ $days }天，影响最大的是：**{ $name }**。延误{ $late }吨天，恢复后{ $horizon }天积压仍未消化完。
page-stress-yearly = 平均每年造成延误最多的是：{ $list }。
page-stress-water = 如果水位继续下降，{ $year }年可运{ $volume }万吨。
page-stress-water-refused = 若水位下降{ $fall }米（预计{ $year }年），部分船舶将无法装载其货物，模拟随之终止。

page-foot-interval = 括号内为95%置信区间：仅就模拟的随机性而言，平均值有95%的把握落在其中。
page-foot-estimates = { $values }个输入值中，估计值和默认值占{ $share }。置信区间不反映输入本身的误差；引用数字前请先阅读局限说明。
page-foot-validation = 未用于校准的{ $predicted }个公布数值中，有{ $agree }个与模拟置信区间相符。
page-foot-invented = 这条走廊是虚构的，与任何真实地点无关。
page-foot-languages = 本页所依据的各章仅有英文版和土耳其文版。
page-foot-map = 地图边界采用 Natural Earth 数据（实际控制情况），不代表对任何领土主张的立场。

missing-failed = 此部分未能算出：{ $reason }
missing-no-plan = 走廊数据未给出编制方案所用的计算参数（corridor.toml 中的 [plan]）。
missing-no-target = 走廊数据未给出目标运量（corridor.toml 中的 [target]）。
missing-no-measures = 走廊数据既未列措施，也未列新增一个单位的成本，因此无从选择。
missing-no-observed = 走廊数据未列可供比较的公布值（observed.csv）。
missing-no-tariffs = 走廊数据未列运价。
missing-no-growth = 需求无法增加：走廊中没有会增长的货流。
missing-no-forecast = 走廊数据未给出用于预测的序列（corridor.toml 中的 [forecast]、volumes.csv）。
corridor-map-alternative = 走廊地图
