### Tek sayfalık özet ve çevresindeki ifadeler.

briefing-subtitle = Yük koridoru bilgi notu: ne kadar sürüyor, nerede tıkanıyor, ne yapılmalı
briefing-quick = Hızlı baskı: daha az tekrar, bu nedenle daha geniş aralıklar
label-contents = İçindekiler
label-table = Tablo
label-figure = Şekil
label-skip = Doğrudan yanıta geç
label-top = İlk sayfaya dön
label-note = Not
label-estimated = ≈ işareti, tahmine dayanan girdileri gösterir.
label-foot = Kervan { $version } · { $corridor } · tohum { $seed }

page-lead-plan = Koridor, { $measures ->
    [one] bir tedbirin hayata geçirilmesiyle
   *[other] { $measures } tedbirin birlikte hayata geçirilmesiyle
} { $year } yılında **{ $target } milyon ton** yük taşıyabilir; maliyeti **{ $cost } milyon dolar**. Bugün yılda { $today } milyon ton taşınıyor; bir birim { $days } günde ulaşıyor ({ $transit }).
page-lead-no-plan = Bugün koridorda yılda **{ $today } milyon ton** yük taşınıyor; bir birim **{ $days } günde** ulaşıyor ({ $transit }).
page-lead-volume = Bugün koridorda yılda **{ $today } milyon ton** yük taşınıyor.

page-time-title = Ne kadar sürüyor?
page-time-figure = { $days } gün
page-time-caption = { $transit }, ortalama; %95 güven aralığı { $low }–{ $high } gün
page-time-caption-one = { $transit }, ortalama
page-time-spread = Birimlerin yarısı en geç **{ $p50 }** günde, onda dokuzu en geç **{ $p90 }** günde ulaşıyor.
page-time-said = Kamuoyuna duyurulan: { $low }–{ $high } gün; simülasyonda bu aralığa düşen birimlerin payı: { $share }.
page-time-hours = Toplam { $all } saatin { $moving } saati seyirde, { $working } saati elleçleme ve kontrolde, **{ $waiting } saati beklemede** geçiyor. En çok beklenenler: { $causes }.
page-time-hours-calm = Toplam { $all } saatin { $moving } saati seyirde, { $working } saati elleçleme ve kontrolde geçiyor; bekleme yok.
page-time-none = Koridor için duyurulmuş bir transit süresi yok.

page-volume-title = Ne kadar yük taşınıyor?
page-volume-figure = { $volume } milyon ton
page-volume-caption = { $year } yılı talebiyle bir simülasyon yılında ulaşan yük; %95 güven aralığı { $low }–{ $high }
page-volume-caption-one = { $year } yılı talebiyle bir simülasyon yılında ulaşan yük
page-volume-teu = Bunun konteynerle taşınan bölümü: { $teu } TEU (20 fitlik birim).
page-volume-target = Hedef { $target } milyon ton: bugün taşınanın { $times } katı.
page-forecast-year = { $year } yılında { $median } milyon ton veya daha fazlasının taşınma olasılığı yarı yarıya; olası her on gelecekten sekizinde { $low }–{ $high } milyon ton.
page-forecast-chance = { $target } milyon tona ulaşma olasılığı: { $list }.
page-forecast-chance-entry = { $year } yılına kadar { $chance }
page-forecast-below = en çok { $share }
page-forecast-above = en az { $share }
page-forecast-ceiling = Karara bağlanmış tedbirlerle koridor en çok { $ceiling } milyon ton taşıyabiliyor; bu sınır olmasaydı { $year } yılı için olasılık { $chance } olurdu.
page-forecast-known = { $year } için yayımlanan: { $volume } milyon ton.
page-forecast-known-part = { $year } için yaklaşık { $volume } milyon ton ({ $months } ayın verisinden hesaplandı).

page-bottlenecks-title = Nerede tıkanıyor?
page-bottlenecks-figure = { $volume } milyon ton
page-bottlenecks-caption = mevcut hâliyle ve bugünkü yük bileşimiyle taşınabilecek en yüksek miktar; %95 güven aralığı { $low }–{ $high }
page-bottlenecks-caption-one = mevcut hâliyle ve bugünkü yük bileşimiyle taşınabilecek en yüksek miktar
page-bottlenecks-together = Birlikte sınırlayanlar: { $list }.
page-bottlenecks-alone = Tek tek giderilince kazançların toplamı { $sum } milyon ton; hep birlikte giderilince **{ $together } milyon ton**.
page-bottlenecks-none = Eklenebilecek hiçbir kapasite taşınan miktarı artırmıyor.
page-bottlenecks-beyond = Bugünkü talebin { $factor } katına kadar sınırlayan bir şey yok.

page-plan-title = Ne yapılmalı?
page-plan-figure = { $cost } milyon $
page-plan-caption = { $measures ->
    [one] henüz karara bağlanmamış bir tedbir için
   *[other] henüz karara bağlanmamış { $measures } tedbir için
}; hizmete giriş en geç { $year }
page-plan-carried = Bu planla { $year } yılında { $volume } milyon ton yük ulaşıyor; birimlerin onda dokuzu en geç { $p90 } günde varıyor.
page-plan-carried-only = Bu planla { $year } yılında { $volume } milyon ton yük ulaşıyor.
page-plan-now = Bunun { $now } milyon dolarlık bölümüne { $year } yılında karar verilmeli; ayrıca { $under } milyon dolarlık iş sürüyor, işletme gideri yılda { $run } milyon dolar.
page-plan-first = Başlıcaları: { $list }.
page-plan-entry = { $name } ({ $year }, { $cost } milyon $)
page-plan-payers = En çok ödeyenler: { $list }.
page-plan-payer = { $name } { $cost } milyon $
page-plan-together = Aynı para darboğazlara tek tek harcansaydı **{ $less } milyon ton** daha az yük taşınırdı.
page-plan-not-reached = { $year } yılında { $target } milyon ton taşıyan bir plan bulunamadı; son denenen plan { $volume } milyon ton taşıyor.
page-plan-at-rest = { $year } yılında { $target } milyon ton taşıyan bir plan bulunamadı.

page-tariff-title = Hangi tarife, kim kazanıyor?
page-tariff-figure = TEU başına { $price } $
page-tariff-figure-t = ton başına { $price } $
page-tariff-caption = uçtan uca tek tarifenin en çok kazandıran düzeyi; bugünkü fiyatların toplamı { $today } $
page-tariff-caption-volume = kimseyi bugünkü kazancının altına düşürmeden en çok yükü çeken uçtan uca tek tarife; bugünkü fiyatların toplamı { $today } $
page-tariff-volume = Bu tarifede yılda { $volume } TEU gelir (bugüne göre { $more }).
page-tariff-shippers = İşletmeciler yılda { $gain } milyon dolar daha fazla kazanır, yük sahipleri { $lost } milyon dolar kaybeder.
page-tariff-range = Düzey yük sahiplerinin duyarlılığına bağlı: duyarlılık yarısı kadarsa { $high } $, iki katıysa { $low } $.
page-tariff-between = Kimseyi bugünkü kazancının altına düşürmeyen en düşük tarife { $low } $; bu tarifede yılda { $volume } TEU gelir (bugüne göre { $more }).
page-tariff-gains = “{ $rule }” kuralıyla paylaşıldığında her işletmeci kazançlı çıkıyor; yılda, milyon dolar: { $list }.
page-tariff-some-lose = “{ $rule }” kuralıyla paylaşıldığında bugüne göre kaybeden var; yılda, milyon dolar: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-gain-each = her biri { $gain }: { $name }
page-tariff-unstable = Kalıcı bir paylaşım yok: her kuralda tek başına daha çok kazanacak bir grup var.
page-tariff-estimates = Dayanılan fiyat ve maliyetlerde tahminlerin payı { $share }; işletmeciler maliyetlerini yayımlamıyor.

page-stress-title = Neler aksatabilir?
page-stress-caption = fırtınalı ve aksamalı bir yılda yükün kesintisiz aktığı günlerin payı; %95 güven aralığı yüzde { $low }–{ $high }
page-stress-caption-one = fırtınalı ve aksamalı bir yılda yükün kesintisiz aktığı günlerin payı
page-stress-worst = { $days } gün devre dışı kaldığında en ağır sonucu doğuran: **{ $name }**. Gecikme { $late } ton-gün; yığılmanın erimesi için geçen gün: { $recovered }.
page-stress-worst-open = { $days } gün devre dışı kaldığında en ağır sonucu doğuran: **{ $name }**. Gecikme { $late } ton-gün; yığılma { $horizon } gün sonra hâlâ sürüyor.
page-stress-yearly = Ortalama bir yılda en çok kayba yol açanlar: { $list }.
page-stress-water = Su seviyesi düşmeyi sürdürürse { $year } yılında { $volume } milyon ton taşınabiliyor.
page-stress-water-refused = Su seviyesi { $fall } m düşerse ({ $year } yılında beklenen düzey) bazı gemiler yükünü alamıyor ve simülasyon duruyor.

page-foot-interval = Ayraç içindeki sayılar güven aralığıdır: yalnız rastgelelik hesaba katıldığında ortalama %95 güvenle bu aralıktadır.
page-foot-estimates = { $values } girdi değeri içinde tahminî veya varsayılan olanların payı { $share }. Aralıklar hatalı girdileri hesaba katmaz; bir sayıyı alıntılamadan önce modelin sınırlarını okuyunuz.
page-foot-validation = Kalibrasyonda kullanılmayan yayımlanmış { $predicted } değerden { $agree } tanesi simülasyonun güven aralığıyla uyuşuyor.
page-foot-invented = Bu koridor kurgusaldır; buradaki hiçbir bilgi gerçek bir yere ilişkin değildir.
page-foot-languages = Bu sayfanın ardındaki bölümler İngilizce ve Türkçedir.
page-foot-map = Haritalardaki sınırlar Natural Earth verisindeki fiilî sınırlardır; hiçbir hak iddiası hakkında görüş bildirmez.

missing-failed = Bu bölüm hesaplanamadı: { $reason }
missing-no-plan = Koridor verisinde planın dayanacağı değerler yok (corridor.toml içinde [plan]).
missing-no-target = Koridor verisinde taşınması hedeflenen miktar yok (corridor.toml içinde [target]).
missing-no-measures = Koridor verisinde tedbir ve birim maliyet yok; dolayısıyla seçilecek bir şey bulunmuyor.
missing-no-observed = Koridor verisinde karşılaştırılacak yayımlanmış bir değer yok (observed.csv).
missing-no-tariffs = Koridor verisinde tarife yok.
missing-no-growth = Talep artırılamıyor: koridorun hiçbir yük akışı büyümüyor.
missing-no-forecast = Koridor verisinde hangi serinin öngörüleceği belirtilmemiş (corridor.toml içinde [forecast], volumes.csv).
corridor-map-alternative = Koridorun haritası
