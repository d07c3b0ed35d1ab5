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
cause-path = tren slotu
cause-locomotive = lokomotif
cause-wagons = vagon
cause-berth = rıhtım
cause-crane = vinç
cause-slot = sahada yer
cause-vessel = gemi
cause-departure = kalkış
cause-opening-hours = çalışma saatleri
cause-weather = hava koşulları
cause-disruption = aksamanın sona ermesi

server-line-section = { $name } hattı
server-handling-tracks = { $name } yükleme-boşaltma yolları
server-yard-slots = { $name } sahası
server-berths = { $name } rıhtımları
server-control = { $name } sınır kontrolü
server-locomotives = lokomotif ({ $name })
server-wagons = vagon ({ $name })
server-vessels = gemi ({ $name })
server-service = { $name } seferi
server-weather = hava koşulları: { $name }
server-rule-of-departure = { $name } kalkış kuralı
server-opening-hours = { $name } çalışma saatleri
server-one-berth = { $name } rıhtımı, { $place }
server-disruption = aksama: { $name }
server-goods = { $name } seferinin yükü
control-entry = { $place } giriş
control-exit = { $place } çıkış
operator-unnamed = koridor verisinde belirtilmemiş

unit-locomotive = lokomotif: { $name }
unit-wagon = vagon dizisi: { $name }
unit-vessel = gemi: { $name }
unit-lane = { $name } için kontrol peronu
unit-loop = { $name } hattında sayding
unit-train-pair = { $name } hattında günde bir çift tren
unit-handling-track = { $name } için vinçli yükleme-boşaltma yolu
unit-rail-crane = { $name } için yükleme-boşaltma yolu vinci
unit-opening-hour = { $name } için günde bir saat daha uzun çalışma
unit-yard-room = { $name } sahasının %10 büyütülmesi
unit-berth = { $name } için vinçli rıhtım
unit-quay-crane = { $name } rıhtımlarının her birine bir vinç
times-of = { $times } × { $name }

kind-locomotives = lokomotifler
kind-wagons = vagonlar
kind-vessels = gemiler

firmness-measured = ölçülmüş
firmness-reported = bildirilmiş
firmness-estimated = tahminî
firmness-default = varsayılan
firmness-invented = kurgusal

status-finished = hizmette
status-under-way = sürüyor
status-planned = planlanan
status-proposed = önerilen
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
list-more = { $list } ve { $count } darboğaz daha
