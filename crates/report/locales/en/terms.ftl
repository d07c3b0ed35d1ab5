### Words that the page, the charts and the chapters share.

between = { $mean } ({ $low } to { $high })
percent = { $number } %
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } and { $last }
from-to = { $from } to { $to }
whole-corridor = whole corridor
days = { $number } days
hours-of = { $name } ({ $hours } h)
mt = { $number } Mt

cause-running = moving
cause-handling = handling
cause-control = border control
cause-control-lane = a lane at a control
cause-path = a train path
cause-locomotive = a locomotive
cause-wagons = wagons
cause-berth = a berth
cause-crane = a crane
cause-slot = room in a yard
cause-vessel = a vessel
cause-departure = the departure
cause-opening-hours = opening hours
cause-weather = the weather
cause-disruption = a disruption to end

server-line-section = line { $name }
server-handling-tracks = handling tracks, { $name }
server-yard-slots = yard, { $name }
server-berths = berths, { $name }
server-control = border control, { $name }
server-locomotives = locomotives: { $name }
server-wagons = wagons: { $name }
server-vessels = vessels: { $name }
server-service = service { $name }
server-weather = weather at { $name }
server-rule-of-departure = departures of { $name }
server-opening-hours = opening hours, { $name }
server-one-berth = berth { $name }, { $place }
server-disruption = disruption { $name }
server-goods = goods for { $name }
control-entry = { $place }, entry
control-exit = { $place }, exit
operator-unnamed = not named in the corridor

unit-locomotive = locomotive: { $name }
unit-wagon = set of wagons: { $name }
unit-vessel = vessel: { $name }
unit-lane = lane at the control { $name }
unit-loop = passing loop, { $name }
unit-train-pair = train a day each way, { $name }
unit-handling-track = handling track with cranes, { $name }
unit-rail-crane = rail crane, { $name }
unit-opening-hour = one hour longer open, { $name }
unit-yard-room = a tenth more yard, { $name }
unit-berth = berth with cranes, { $name }
unit-quay-crane = quay crane at each berth, { $name }
times-of = { $times } × { $name }

kind-locomotives = locomotives
kind-wagons = wagons
kind-vessels = vessels

firmness-measured = measured
firmness-reported = reported
firmness-estimated = estimated
firmness-default = default
firmness-invented = invented

status-finished = in service
status-under-way = under way
status-planned = planned
status-proposed = proposed
rule-distance = by distance
rule-cost = by cost
rule-terminals = terminals first, then distance
rule-shapley = Shapley
rule-nucleolus = nucleolus
rule-equal-profit = equal profit
rule-equal-gain = equal gain
regime-today = today's prices
regime-separate = each for itself
regime-joint = one tariff, most profit
regime-volume = one tariff, most volume
list-more = { $list } and { $count } more
