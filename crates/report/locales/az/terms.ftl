### Səhifənin, qrafiklərin və fəsillərin ortaq sözləri.

between = { $mean } ({ $low }–{ $high })
percent = { $number }%
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } və { $last }
from-to = { $from } – { $to }
whole-corridor = bütün dəhliz
days = { $number } gün
hours-of = { $name } ({ $hours } saat)
mt = { $number } mln ton

cause-running = hərəkət
cause-handling = yükləmə-boşaltma
cause-control = sərhəd nəzarəti
cause-control-lane = nəzarət zolağı
cause-path = hərəkət qrafikində yer
cause-locomotive = lokomotiv
cause-wagons = vaqon
cause-berth = yanalma körpüsü
cause-crane = kran
cause-slot = meydançada yer
cause-vessel = gəmi
cause-departure = yola düşmə
cause-opening-hours = iş saatları
cause-weather = hava şəraiti
cause-disruption = fasilənin sonu

server-line-section = { $name } xətti
server-handling-tracks = yükləmə-boşaltma yolları, { $name }
server-yard-slots = meydança, { $name }
server-berths = yanalma körpüləri, { $name }
server-control = sərhəd nəzarəti, { $name }
server-locomotives = lokomotivlər: { $name }
server-wagons = vaqonlar: { $name }
server-vessels = gəmilər: { $name }
server-service = reyslər: { $name }
server-weather = hava şəraiti, { $name }
server-rule-of-departure = yola düşmə: { $name }
server-opening-hours = iş saatları, { $name }
server-one-berth = { $name } yanalma körpüsü, { $place }
server-disruption = fasilə: { $name }
server-goods = yük: { $name }
control-entry = { $place }, giriş
control-exit = { $place }, çıxış
operator-unnamed = təsvirdə göstərilməyib

unit-locomotive = lokomotiv: { $name }
unit-wagon = vaqon tərkibi: { $name }
unit-vessel = gəmi: { $name }
unit-lane = nəzarət zolağı, { $name }
unit-loop = ayrıc, { $name }
unit-train-pair = sutkada bir cüt qatar, { $name }
unit-handling-track = kranlı yükləmə-boşaltma yolu, { $name }
unit-rail-crane = yükləmə-boşaltma yolunda kran, { $name }
unit-opening-hour = iş vaxtının bir saat uzadılması, { $name }
unit-yard-room = meydançanın onda bir genişləndirilməsi, { $name }
unit-berth = kranlı yanalma körpüsü, { $name }
unit-quay-crane = hər yanalma körpüsündə kran, { $name }
times-of = { $times } × { $name }

kind-locomotives = lokomotivlər
kind-wagons = vaqonlar
kind-vessels = gəmilər

firmness-measured = ölçülmüş
firmness-reported = bildirilmiş
firmness-estimated = təxmini
firmness-default = standart
firmness-invented = şərti

status-finished = istifadədə
status-under-way = icrada
status-planned = planlaşdırılıb
status-proposed = təklif olunub
rule-distance = məsafəyə görə
rule-cost = xərcə görə
rule-terminals = əvvəl terminallar, sonra məsafə
rule-shapley = Şepli
rule-nucleolus = nukleolus
rule-equal-profit = bərabər mənfəət
rule-equal-gain = bərabər qazanc
regime-today = bugünkü qiymətlər
regime-separate = hər operator ayrıca
regime-joint = vahid tarif, ən çox mənfəət
regime-volume = vahid tarif, ən çox yük
list-more = { $list } və daha { $count } ədəd
