### Rəhbərlər üçün bir səhifə və onun ətrafındakı sözlər.

briefing-subtitle = Yük dəhlizi haqqında arayış: yük neçə günə çatır, dəhlizi nə məhdudlaşdırır, nə etməli
briefing-quick = Sürətli buraxılış: modelin təkrarları az, ona görə də intervallar genişdir
label-contents = Mündəricat
label-table = Cədvəl
label-figure = Şəkil
label-skip = Cavaba keç
label-top = İlk səhifəyə qayıt
label-note = Qeyd
label-estimated = ≈ işarəsi ilkin göstəricinin təxmini olduğunu bildirir.
label-foot = Kervan { $version } · { $corridor } · başlanğıc ədəd { $seed }

page-lead-plan = { $measures ->
    [one] Bir tədbir
   *[other] { $measures } tədbir birlikdə
} həyata keçirilsə, dəhliz { $year } ildə **{ $target } mln ton** yük daşıya bilər; bunun dəyəri **{ $cost } mln dollardır**. Hazırda ildə { $today } mln ton daşınır; bir yük vahidi { $days } günə çatır ({ $transit }).
page-lead-no-plan = Hazırda dəhliz ildə **{ $today } mln ton** yük daşıyır; bir yük vahidi **{ $days } günə** çatır ({ $transit }).
page-lead-volume = Hazırda dəhliz ildə **{ $today } mln ton** yük daşıyır.

page-time-title = Yük neçə günə çatır?
page-time-figure = { $days } gün
page-time-caption = { $transit }, orta müddət; 95% etibarlılıqla { $low } ilə { $high } gün arasında
page-time-caption-one = { $transit }, orta müddət
page-time-spread = Yük vahidlərinin yarısı ən gec **{ $p50 }** günə, onda doqquzu ən gec **{ $p90 }** günə çatır.
page-time-said = Elan olunan müddət: { $low }–{ $high } gün; modelləşdirilmiş yük vahidlərinin { $share }-i bu hədlərə düşür.
page-time-hours = Cəmi { $all } saatın { $moving } saatı hərəkətə, { $working } saatı yükləmə-boşaltma və nəzarətə, **{ $waiting } saatı gözləməyə** sərf olunur. Ən çox gözlənilən: { $causes }.
page-time-hours-calm = Cəmi { $all } saatın { $moving } saatı hərəkətə, { $working } saatı yükləmə-boşaltma və nəzarətə sərf olunur; gözləmə yoxdur.
page-time-none = Dəhliz üçün elan olunmuş çatdırılma müddəti yoxdur.

page-volume-title = Nə qədər yük daşınır?
page-volume-figure = { $volume } mln ton
page-volume-caption = { $year } ilin tələbi ilə modelləşdirilmiş ildə çatan yük; 95% etibarlılıqla { $low } ilə { $high } arasında
page-volume-caption-one = { $year } ilin tələbi ilə modelləşdirilmiş ildə çatan yük
page-volume-teu = Bunun konteynerlərdə daşınan hissəsi: { $teu } TEU (20 futluq ekvivalent).
page-volume-target = Hədəf { $target } mln tondur: bugünkü həcmin { $times } misli.
page-forecast-year = { $year } ildə ən azı { $median } mln ton daşınmasının ehtimalı 50%-dir; on variantdan səkkizində { $low }–{ $high } mln ton daşınır.
page-forecast-chance = { $target } mln tonun daşınma ehtimalı: { $list }.
page-forecast-chance-entry = { $year } ilədək { $chance }
page-forecast-below = { $share }-dən az
page-forecast-above = { $share }-dən çox
page-forecast-ceiling = Qərar verilmiş tədbirlərlə dəhliz ən çoxu { $ceiling } mln ton daşıyır; bu yuxarı hədd olmasaydı, { $year } ildə ehtimal { $chance } olardı.
page-forecast-known = { $year } il üzrə açıqlanan göstərici: { $volume } mln ton.
page-forecast-known-part = { $year } il üzrə təxminən { $volume } mln ton ({ $months } ayın göstəricisi əsasında hesablanıb).

page-bottlenecks-title = Dəhlizi nə məhdudlaşdırır?
page-bottlenecks-figure = { $volume } mln ton
page-bottlenecks-caption = indiki vəziyyətdə və bugünkü yük strukturu ilə daşına bilən ən böyük həcm; 95% etibarlılıqla { $low } ilə { $high } arasında
page-bottlenecks-caption-one = indiki vəziyyətdə və bugünkü yük strukturu ilə daşına bilən ən böyük həcm
page-bottlenecks-together = Birlikdə məhdudlaşdıranlar: { $list }.
page-bottlenecks-alone = Hər biri ayrıca aradan qaldırılsa, artımların cəmi { $sum } mln ton, hamısı birlikdə aradan qaldırılsa, artım **{ $together } mln ton** olar.
page-bottlenecks-none = Əlavə oluna biləcək heç bir resurs daşınan həcmi artırmır.
page-bottlenecks-beyond = Tələb bugünkünün { $factor } mislinə çatanadək heç nə məhdudlaşdırmır.

page-plan-title = Nə etməli?
page-plan-figure = { $cost } mln $
page-plan-caption = { $measures ->
    [one] hələ qərar verilməmiş bir tədbir üçün
   *[other] hələ qərar verilməmiş { $measures } tədbir üçün
}; istifadəyə verilmə: ən gec { $year } il
page-plan-carried = Bu planla { $year } ildə { $volume } mln ton yük çatır; yük vahidlərinin onda doqquzu ən gec { $p90 } günə çatır.
page-plan-carried-only = Bu planla { $year } ildə { $volume } mln ton yük çatır.
page-plan-now = Bunun { $now } mln dolları üzrə { $year } ildə qərar verilməlidir; əlavə olaraq { $under } mln dollarlıq iş gedir, istismar xərci ildə { $run } mln dollardır.
page-plan-first = Ən iri tədbirlər: { $list }.
page-plan-entry = { $name } ({ $year }, { $cost } mln $)
page-plan-payers = Ən çox ödəyənlər: { $list }.
page-plan-payer = { $name } – { $cost } mln $
page-plan-together = Həmin vəsait dar boğazlara bir-bir xərclənsəydi, **{ $less } mln ton** az yük daşınardı.
page-plan-not-reached = { $year } ildə { $target } mln ton daşımağa imkan verən plan tapılmadı; sonuncu planla { $volume } mln ton daşınır.
page-plan-at-rest = { $year } ildə { $target } mln ton daşımağa imkan verən plan tapılmadı.

page-tariff-title = Hansı tarif, kim qazanır?
page-tariff-figure = { $price } $/TEU
page-tariff-figure-t = { $price } $/ton
page-tariff-caption = bütün marşrut üzrə ən çox mənfəət gətirən vahid tarif; bugünkü qiymətlərin cəmi { $today } $
page-tariff-caption-volume = heç kimi bugünkündən pis vəziyyətə salmadan ən çox yük gətirən vahid tarif; bugünkü qiymətlərin cəmi { $today } $
page-tariff-volume = Bu tariflə ildə { $volume } TEU gələrdi, bugünkünə nisbətən { $more }.
page-tariff-shippers = Operatorlar ildə { $gain } mln dollar çox qazanar, yük sahibləri { $lost } mln dollar itirərdi.
page-tariff-range = Səviyyə yük sahiblərinin həssaslığından asılıdır: həssaslıq yarısı qədər olsa { $high } $, iki dəfə çox olsa { $low } $.
page-tariff-between = Heç kimin itirmədiyi ən aşağı tarif { $low } $; ildə { $volume } TEU gələrdi, bugünkünə nisbətən { $more }.
page-tariff-gains = “{ $rule }” qaydası ilə bölünəndə hər operator qazanır; ildə, mln dollar: { $list }.
page-tariff-some-lose = “{ $rule }” qaydası ilə bölünəndə bugünkünə nisbətən itirən olur; ildə, mln dollar: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-gain-each = hər biri { $gain }: { $name }
page-tariff-unstable = Dayanıqlı bölgü yoxdur: hər qaydada ayrıca daha çox qazanacaq bir qrup var.
page-tariff-estimates = Hesabın əsaslandığı qiymət və xərclərin { $share }-i təxminidir; operatorlar xərclərini açıqlamır.

page-stress-title = Dəhlizin işini nə poza bilər?
page-stress-caption = fırtınalı və fasiləli bir ildə yükün aramsız hərəkət etdiyi günlərin payı; 95% etibarlılıqla { $low } ilə { $high }% arasında
page-stress-caption-one = fırtınalı və fasiləli bir ildə yükün aramsız hərəkət etdiyi günlərin payı
page-stress-worst = Ən ağır hal, { $days } günlük fasilə: **{ $name }**. Gecikmə { $late } ton-gün; yığılıb qalan yük fasilə bitdikdən { $recovered } gün sonra daşınıb qurtarır.
page-stress-worst-open = Ən ağır hal, { $days } günlük fasilə: **{ $name }**. Gecikmə { $late } ton-gün; fasilə bitdikdən { $horizon } gün sonra da yığılıb qalan yük tükənmir.
page-stress-yearly = Orta hesabla ildə ən çox itkiyə səbəb olanlar: { $list }.
page-stress-water = Dənizin səviyyəsi düşməkdə davam etsə, { $year } ildə { $volume } mln ton daşınar.
page-stress-water-refused = Su səviyyəsi { $fall } m düşsə ({ $year } il üçün gözlənilən səviyyə), bəzi gəmilər yükünü götürə bilmir və simulyasiya dayanır.

page-foot-interval = Mötərizədəki ədədlər intervaldır: yalnız modeldəki təsadüfilik nəzərə alınmaqla, orta göstərici 95% etibarlılıqla bu intervaldadır.
page-foot-estimates = { $values } ilkin göstəricinin { $share }-i təxmini və ya standartdır. İntervallar ilkin göstəricilərdəki səhvləri nəzərə almır: hər hansı rəqəmə istinad etməzdən əvvəl məhdudiyyətləri oxuyun.
page-foot-validation = Modelin uyğunlaşdırılmadığı dərc edilmiş göstəricilər: { $predicted }; onlardan intervalla uyğun gələni: { $agree }.
page-foot-invented = Bu dəhliz şərtidir; buradakı heç nə real yerə aid deyil.
page-foot-languages = Bu səhifənin əsaslandığı fəsillər ingilis və türk dillərindədir.
page-foot-map = Xəritələrdəki sərhədlər Natural Earth məlumatlarına (faktiki vəziyyətə) əsaslanır və heç bir iddia barədə mövqe bildirmir.

missing-failed = Bu hissəni hesablamaq mümkün olmadı: { $reason }
missing-no-plan = Dəhlizin təsvirində planın hesablanma şərtləri yoxdur (corridor.toml faylında [plan]).
missing-no-target = Dəhlizin təsvirində hədəf həcm göstərilməyib (corridor.toml faylında [target]).
missing-no-measures = Dəhlizin təsvirində nə tədbir, nə də əlavə resursun dəyəri var, ona görə seçiləcək bir şey yoxdur.
missing-no-observed = Dəhlizin təsvirində müqayisə üçün açıqlanmış göstərici yoxdur (observed.csv).
missing-no-tariffs = Dəhlizin təsvirində tarif yoxdur.
missing-no-growth = Tələbi artırmaq mümkün deyil: dəhlizin heç bir yük axını artmır.
missing-no-forecast = Dəhlizin təsvirində proqnozlaşdırılacaq sıra göstərilməyib (corridor.toml faylında [forecast], volumes.csv).
corridor-map-alternative = Dəhlizin xəritəsi
