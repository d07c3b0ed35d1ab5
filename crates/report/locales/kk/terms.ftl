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
cause-handling = жүк өңдеу
cause-control = шекаралық бақылау
cause-control-lane = бақылау жолағы
cause-path = қозғалыс кестесіндегі орын
cause-locomotive = локомотив
cause-wagons = вагондар
cause-berth = айлақ
cause-crane = кран
cause-slot = алаңдағы бос орын
cause-vessel = кеме
cause-departure = жөнелту
cause-opening-hours = жұмыс уақыты
cause-weather = ауа райы
cause-disruption = іркілістің аяқталуы

server-line-section = { $name } учаскесі
server-handling-tracks = тиеу-түсіру жолдары, { $name }
server-yard-slots = алаң, { $name }
server-berths = айлақтар, { $name }
server-control = шекаралық бақылау, { $name }
server-locomotives = локомотивтер: { $name }
server-wagons = вагондар: { $name }
server-vessels = кемелер: { $name }
server-service = рейстер: { $name }
server-weather = ауа райы, { $name }
server-rule-of-departure = жөнелту, { $name }
server-opening-hours = жұмыс уақыты, { $name }
server-one-berth = { $name } айлағы, { $place }
server-disruption = іркіліс, { $name }
server-goods = жүк, { $name }
control-entry = { $place }, кіру
control-exit = { $place }, шығу
operator-unnamed = сипаттамада көрсетілмеген

unit-locomotive = локомотив: { $name }
unit-wagon = вагон құрамы: { $name }
unit-vessel = кеме: { $name }
unit-lane = бақылау жолағы, { $name }
unit-loop = айырық, { $name }
unit-train-pair = тәулігіне бір жұп пойыз, { $name }
unit-handling-track = крандары бар тиеу-түсіру жолы, { $name }
unit-rail-crane = тиеу-түсіру жолының краны, { $name }
unit-opening-hour = жұмысты тәулігіне бір сағатқа ұзарту, { $name }
unit-yard-room = алаңды 10 %-ға кеңейту, { $name }
unit-berth = крандары бар айлақ, { $name }
unit-quay-crane = әр айлаққа тағы бір кран, { $name }
times-of = { $times } × { $name }

kind-locomotives = локомотивтер
kind-wagons = вагондар
kind-vessels = кемелер

firmness-measured = өлшенген
firmness-reported = хабарланған
firmness-estimated = бағаланған
firmness-default = әдепкі мән
firmness-invented = ойдан шығарылған

status-finished = пайдалануда
status-under-way = орындалуда
status-planned = жоспарланған
status-proposed = ұсынылған
rule-distance = қашықтық бойынша
rule-cost = шығын бойынша
rule-terminals = алдымен терминалдар, сосын қашықтық
rule-shapley = Шепли векторы
rule-nucleolus = нуклеолус
rule-equal-profit = тең пайда
rule-equal-gain = тең ұтыс
regime-today = бүгінгі бағалар
regime-separate = әркім өз алдына
regime-joint = бірыңғай тариф, ең көп пайда
regime-volume = бірыңғай тариф, ең көп жүк
list-more = { $list } және тағы { $count }
