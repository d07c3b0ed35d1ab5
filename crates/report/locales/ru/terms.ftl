### Общие слова страницы, графиков и глав.

between = { $mean } ({ $low }–{ $high })
percent = { $number } %
sentence-end = {". "}
list-comma = ;{" "}
list-and = { $first }; { $last }
from-to = { $from } — { $to }
whole-corridor = весь коридор
days = { $number } сут.
hours-of = { $name } ({ $hours } ч)
mt = { $number } млн т

cause-running = движение
cause-handling = обработка
cause-control = пограничный контроль
cause-control-lane = линия оформления
cause-path = нитка графика
cause-locomotive = локомотив
cause-wagons = вагоны
cause-berth = причал
cause-crane = кран
cause-slot = место на площадке
cause-vessel = судно
cause-departure = отправление
cause-opening-hours = нерабочие часы
cause-weather = погода
cause-disruption = сбой

server-line-section = участок { $name }
server-handling-tracks = грузовые фронты, { $name }
server-yard-slots = площадка, { $name }
server-berths = причалы, { $name }
server-control = пограничный контроль, { $name }
server-locomotives = локомотивы: { $name }
server-wagons = вагоны: { $name }
server-vessels = суда: { $name }
server-service = сервис: { $name }
server-weather = погода: { $name }
server-rule-of-departure = отправления: { $name }
server-opening-hours = часы работы, { $name }
server-one-berth = причал { $name }, { $place }
server-disruption = сбой: { $name }
server-goods = груз для: { $name }
control-entry = { $place }, въезд
control-exit = { $place }, выезд
operator-unnamed = оператор не указан

unit-locomotive = локомотив: { $name }
unit-wagon = состав: { $name }
unit-vessel = судно: { $name }
unit-lane = линия оформления, { $name }
unit-loop = разъезд, { $name }
unit-train-pair = пара поездов в сутки, { $name }
unit-handling-track = грузовой фронт с кранами, { $name }
unit-rail-crane = кран на ж.-д. фронте, { $name }
unit-opening-hour = ещё час работы в сутки, { $name }
unit-yard-room = ещё 10 % площадки, { $name }
unit-berth = причал с кранами, { $name }
unit-quay-crane = причальный кран на каждый причал, { $name }
times-of = { $times } × { $name }

kind-locomotives = локомотивы
kind-wagons = вагоны
kind-vessels = суда

firmness-measured = измерено
firmness-reported = по сообщениям
firmness-estimated = оценка
firmness-default = по умолчанию
firmness-invented = вымышлено

status-finished = в эксплуатации
status-under-way = реализуется
status-planned = запланировано
status-proposed = предложено
rule-distance = по расстоянию
rule-cost = по затратам
rule-terminals = терминалы, затем по расстоянию
rule-shapley = вектор Шепли
rule-nucleolus = N-ядро
rule-equal-profit = равная прибыль
rule-equal-gain = равный выигрыш
regime-today = нынешние цены
regime-separate = каждый за себя
regime-joint = сквозной тариф, наибольшая прибыль
regime-volume = сквозной тариф, наибольший объём
list-more = { $list }; ещё { $count }
