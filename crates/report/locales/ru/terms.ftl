### Общие слова страницы, графиков и глав.

between = { $mean } ({ $low }–{ $high })
percent = { $number } %
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } и { $last }
from-to = { $from } — { $to }
whole-corridor = весь коридор
days = { $number } сут.
hours-of = { $name } ({ $hours } ч)
mt = { $number } млн т

cause-running = движение
cause-handling = обработка
cause-control = пограничный контроль
cause-control-lane = место на контроле
cause-path = нитка графика
cause-locomotive = локомотив
cause-wagons = вагоны
cause-berth = причал
cause-crane = кран
cause-slot = место на площадке
cause-vessel = судно
cause-departure = отправление
cause-opening-hours = часы работы
cause-weather = погода
cause-disruption = конец сбоя

server-line-section = участок { $name }
server-handling-tracks = погрузочные пути, { $name }
server-yard-slots = площадка, { $name }
server-berths = причалы, { $name }
server-control = пограничный контроль, { $name }
server-locomotives = локомотивы: { $name }
server-wagons = вагоны: { $name }
server-vessels = суда: { $name }
server-service = рейсы: { $name }
server-weather = погода, { $name }
server-rule-of-departure = правило отправления, { $name }
server-opening-hours = часы работы, { $name }
server-one-berth = причал { $name }, { $place }
server-disruption = сбой, { $name }
server-goods = груз, { $name }
control-entry = { $place }, въезд
control-exit = { $place }, выезд
operator-unnamed = в описании не назван

unit-locomotive = локомотив: { $name }
unit-wagon = состав вагонов: { $name }
unit-vessel = судно: { $name }
unit-lane = место на контроле, { $name }
unit-loop = разъезд, { $name }
unit-train-pair = пара поездов в сутки, { $name }
unit-handling-track = погрузочный путь с кранами, { $name }
unit-rail-crane = железнодорожный кран, { $name }
unit-opening-hour = на час больше работы в сутки, { $name }
unit-yard-room = ещё десятая часть площадки, { $name }
unit-berth = причал с кранами, { $name }
unit-quay-crane = ещё кран на каждом причале, { $name }
times-of = { $times } × { $name }

kind-locomotives = локомотивы
kind-wagons = вагоны
kind-vessels = суда

firmness-measured = измерено
firmness-reported = сообщено
firmness-estimated = оценка
firmness-default = по умолчанию
firmness-invented = вымышлено

status-finished = действует
status-under-way = выполняется
status-planned = запланировано
status-proposed = предложено
rule-distance = по расстоянию
rule-cost = по затратам
rule-terminals = сначала терминалы, затем расстояние
rule-shapley = Шепли
rule-nucleolus = N-ядро
rule-equal-profit = равная прибыль
rule-equal-gain = равный выигрыш
regime-today = нынешние цены
regime-separate = каждый за себя
regime-joint = единый тариф, наибольшая прибыль
regime-volume = единый тариф, наибольший объём
list-more = { $list } и ещё { $count }
