### Səhifənin, qrafiklərin və fəsillərin ortaq sözləri.

between = { $mean } ({ $low }–{ $high })
percent = { $number } %
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
cause-path = qatar qrafikində yer
cause-locomotive = lokomotiv
cause-wagons = vaqon
cause-berth = yanalma körpüsü
cause-crane = kran
cause-slot = meydançada yer
cause-vessel = gəmi
cause-departure = yola düşmə
cause-opening-hours = iş saatı
cause-weather = hava
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
server-weather = hava, { $name }
server-rule-of-departure = yola düşmə qaydası, { $name }
server-opening-hours = iş saatları, { $name }
server-one-berth = { $name } körpüsü, { $place }
server-disruption = fasilə, { $name }
server-goods = yük, { $name }
control-entry = { $place }, giriş
control-exit = { $place }, çıxış
operator-unnamed = təsvirdə göstərilməyib

unit-locomotive = lokomotiv: { $name }
unit-wagon = vaqon dəsti: { $name }
unit-vessel = gəmi: { $name }
unit-lane = nəzarət zolağı, { $name }
unit-loop = ayrıc, { $name }
unit-train-pair = sutkada bir cüt qatar, { $name }
unit-handling-track = kranları ilə yükləmə-boşaltma yolu, { $name }
unit-rail-crane = dəmir yolu kranı, { $name }
unit-opening-hour = sutkada bir saat artıq iş, { $name }
unit-yard-room = meydançanın onda bir genişləndirilməsi, { $name }
unit-berth = kranları ilə yanalma körpüsü, { $name }
unit-quay-crane = hər körpüdə daha bir kran, { $name }
times-of = { $times } × { $name }

kind-locomotives = lokomotivlər
kind-wagons = vaqonlar
kind-vessels = gəmilər

firmness-measured = ölçülüb
firmness-reported = bildirilib
firmness-estimated = qiymətləndirmə
firmness-default = ilkin təyin
firmness-invented = uydurma

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
regime-separate = hər kəs özü üçün
regime-joint = vahid tarif, ən çox mənfəət
regime-volume = vahid tarif, ən çox yük
list-more = { $list } və daha { $count }
