### 首页、图表和各章共用的词语。

between = { $mean }（{ $low }至{ $high }）
percent = { $number }%
sentence-end = {"。"}
list-comma = 、
list-and = { $first }和{ $last }
from-to = { $from }至{ $to }
whole-corridor = 走廊全线
days = { $number }天
hours-of = { $name }（{ $hours }小时）
mt = { $number }万吨

cause-running = 运行
cause-handling = 装卸
cause-control = 口岸查验
cause-control-lane = 查验通道
cause-path = 列车运行线
cause-locomotive = 机车
cause-wagons = 铁路货车
cause-berth = 泊位
cause-crane = 起重机
cause-slot = 堆场空位
cause-vessel = 船舶
cause-departure = 发班
cause-opening-hours = 开放时间
cause-weather = 天气
cause-disruption = 中断恢复

server-line-section = { $name }区段
server-handling-tracks = { $name }装卸线
server-yard-slots = { $name }堆场
server-berths = 泊位（{ $name }）
server-control = { $name }口岸查验
server-locomotives = { $name }机车
server-wagons = 铁路货车（{ $name }）
server-vessels = 船舶（{ $name }）
server-service = 班次（{ $name }）
server-weather = { $name }天气
server-rule-of-departure = 发班规则（{ $name }）
server-opening-hours = { $name }开放时间
server-one-berth = { $place }泊位 { $name }
server-disruption = 突发中断（{ $name }）
server-goods = 待运货物（{ $name }）
control-entry = { $place }（入境）
control-exit = { $place }（出境）
operator-unnamed = 走廊数据未注明

unit-locomotive = { $name }机车
unit-wagon = 整列车底（{ $name }）
unit-vessel = 船舶（{ $name }）
unit-lane = { $name }查验通道
unit-loop = { $name }会让站
unit-train-pair = { $name }每日增开一对列车
unit-handling-track = { $name }装卸线（含起重机）
unit-rail-crane = { $name }装卸线起重机
unit-opening-hour = { $name }每日延长开放一小时
unit-yard-room = { $name }堆场扩大十分之一
unit-berth = 带起重机泊位（{ $name }）
unit-quay-crane = 每个泊位增设一台岸边起重机（{ $name }）
times-of = { $name } × { $times }

kind-locomotives = 机车
kind-wagons = 铁路货车
kind-vessels = 船舶

firmness-measured = 实测
firmness-reported = 公开报道
firmness-estimated = 估计
firmness-default = 默认
firmness-invented = 虚构

status-finished = 已投用
status-under-way = 进行中
status-planned = 已规划
status-proposed = 拟议
rule-distance = 按里程
rule-cost = 按成本
rule-terminals = 先计场站、再按里程
rule-shapley = 沙普利值
rule-nucleolus = 核仁
rule-equal-profit = 利润均等
rule-equal-gain = 增益均分
regime-today = 现行价格
regime-separate = 各自定价
regime-joint = 统一运价，利润最大
regime-volume = 统一运价，运量最大
list-more = { $list }及另外{ $count }项
