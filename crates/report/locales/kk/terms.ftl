### Беттің, диаграммалардың және тараулардың ортақ сөздері.

between = { $mean } ({ $low }–{ $high })
percent = { $number } %
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } және { $last }
from-to = { $from } — { $to }
whole-corridor = бүкіл дәліз
days = { $number } тәулік
hours-of = { $name } ({ $hours } сағ)
mt = { $number } млн тонна

cause-running = қозғалыс
cause-handling = өңдеу
cause-control = шекаралық бақылау
cause-control-lane = бақылаудағы орын
cause-path = поезд графигіндегі орын
cause-locomotive = локомотив
cause-wagons = вагондар
cause-berth = кеме айлағы
cause-crane = кран
cause-slot = алаңдағы орын
cause-vessel = кеме
cause-departure = жөнелту
cause-opening-hours = жұмыс уақыты
cause-weather = ауа райы
cause-disruption = іркілістің аяқталуы

server-line-section = { $name } желісі
server-handling-tracks = тиеу-түсіру жолдары, { $name }
server-yard-slots = алаң, { $name }
server-berths = кеме айлақтары, { $name }
server-control = шекаралық бақылау, { $name }
server-locomotives = локомотивтер: { $name }
server-wagons = вагондар: { $name }
server-vessels = кемелер: { $name }
server-service = рейстер: { $name }
server-weather = ауа райы, { $name }
server-rule-of-departure = жөнелту тәртібі, { $name }
server-opening-hours = жұмыс уақыты, { $name }
server-one-berth = { $name } айлағы, { $place }
server-disruption = іркіліс, { $name }
server-goods = жүк, { $name }
control-entry = { $place }, кіру
control-exit = { $place }, шығу
operator-unnamed = сипаттамада көрсетілмеген

unit-locomotive = локомотив: { $name }
unit-wagon = вагондар құрамы: { $name }
unit-vessel = кеме: { $name }
unit-lane = бақылаудағы орын, { $name }
unit-loop = разъезд, { $name }
unit-train-pair = тәулігіне бір жұп поезд, { $name }
unit-handling-track = крандары бар тиеу-түсіру жолы, { $name }
unit-rail-crane = теміржол краны, { $name }
unit-opening-hour = тәулігіне бір сағат ұзақ жұмыс, { $name }
unit-yard-room = алаңды оннан бір бөлігіне кеңейту, { $name }
unit-berth = крандары бар кеме айлағы, { $name }
unit-quay-crane = әр айлаққа тағы бір кран, { $name }
times-of = { $times } × { $name }

kind-locomotives = локомотивтер
kind-wagons = вагондар
kind-vessels = кемелер

firmness-measured = өлшенген
firmness-reported = хабарланған
firmness-estimated = бағалау
firmness-default = әдепкі мән
firmness-invented = ойдан шығарылған

status-finished = пайдалануда
status-under-way = орындалуда
status-planned = жоспарланған
status-proposed = ұсынылған
rule-distance = қашықтық бойынша
rule-cost = шығын бойынша
rule-terminals = алдымен терминалдар, сосын қашықтық
rule-shapley = Шепли
rule-nucleolus = нуклеолус
rule-equal-profit = тең пайда
rule-equal-gain = тең ұтыс
regime-today = бүгінгі бағалар
regime-separate = әркім өз алдына
regime-joint = бірыңғай тариф, ең көп пайда
regime-volume = бірыңғай тариф, ең көп жүк
list-more = { $list } және тағы { $count }
