### Sayfanın, grafiklerin ve bölümlerin ortak sözcükleri.

between = { $mean } ({ $low }–{ $high })
percent = %{ $number }
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } ve { $last }
from-to = { $from } – { $to }
whole-corridor = koridorun tamamı
days = { $number } gün
hours-of = { $name } ({ $hours } saat)
mt = { $number } milyon ton

cause-running = seyir
cause-handling = elleçleme
cause-control = sınır kontrolü
cause-control-lane = kontrol peronu
cause-path = hat tahsisi
cause-locomotive = lokomotif
cause-wagons = vagon
cause-berth = rıhtım
cause-crane = vinç
cause-slot = sahada yer
cause-vessel = gemi
cause-departure = kalkış
cause-opening-hours = çalışma saati
cause-weather = hava koşulları
cause-disruption = aksamanın sona ermesi

server-line-section = { $name } hattı
server-handling-tracks = yükleme-boşaltma hatları, { $name }
server-yard-slots = saha, { $name }
server-berths = rıhtımlar, { $name }
server-control = sınır kontrolü, { $name }
server-locomotives = lokomotif: { $name }
server-wagons = vagon: { $name }
server-vessels = gemi: { $name }
server-service = { $name } seferi
server-weather = hava koşulları, { $name }
server-rule-of-departure = kalkış kuralı, { $name }
server-opening-hours = çalışma saatleri, { $name }
server-one-berth = { $name } rıhtımı, { $place }
server-disruption = aksama, { $name }
server-goods = yük, { $name }
control-entry = { $place }, giriş
control-exit = { $place }, çıkış
operator-unnamed = koridor verisinde belirtilmemiş

unit-locomotive = lokomotif: { $name }
unit-wagon = vagon dizisi: { $name }
unit-vessel = gemi: { $name }
unit-lane = kontrol peronu, { $name }
unit-loop = karşılaşma hattı, { $name }
unit-train-pair = günde her yönde bir tren, { $name }
unit-handling-track = vinçleriyle birlikte yükleme-boşaltma hattı, { $name }
unit-rail-crane = demiryolu vinci, { $name }
unit-opening-hour = günde bir saat daha uzun çalışma, { $name }
unit-yard-room = sahanın onda bir büyütülmesi, { $name }
unit-berth = vinçleriyle birlikte rıhtım, { $name }
unit-quay-crane = her rıhtıma bir vinç, { $name }
times-of = { $times } × { $name }

kind-locomotives = lokomotifler
kind-wagons = vagonlar
kind-vessels = gemiler

firmness-measured = ölçülmüş
firmness-reported = bildirilmiş
firmness-estimated = tahmin
firmness-default = varsayılan
firmness-invented = kurgusal

status-finished = hizmette
status-under-way = sürüyor
status-planned = planlandı
status-proposed = önerildi
rule-distance = uzaklığa göre
rule-cost = maliyete göre
rule-terminals = önce terminaller, sonra uzaklık
rule-shapley = Shapley
rule-nucleolus = nükleolus
rule-equal-profit = eşit kâr
rule-equal-gain = eşit kazanç
regime-today = bugünkü fiyatlar
regime-separate = herkes kendi başına
regime-joint = tek tarife, en çok kâr
regime-volume = tek tarife, en çok yük
list-more = { $list } ve { $count } birim daha
