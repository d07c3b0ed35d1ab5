### Rəhbərlər üçün bir səhifə və onun ətrafındakı sözlər.

briefing-subtitle = Yük dəhlizi haqqında arayış: yük neçə günə çatır, harada ləngiyir, nə etmək lazımdır
briefing-quick = Qısa buraxılış: təkrarlar azdır, ona görə də aralıqlar genişdir
label-contents = Mündəricat
label-table = Cədvəl
label-figure = Şəkil
label-skip = Cavaba keç
label-top = İlk səhifəyə qayıt
label-note = Qeyd
label-estimated = ≈ işarəsi qiymətləndirmə olan ilkin məlumatı bildirir.
label-foot = Kervan { $version } · { $corridor } · toxum { $seed }

page-lead-plan = { $measures ->
    [one] Bir tədbir
   *[other] { $measures } tədbir birlikdə
} həyata keçirilsə, dəhliz { $year } ildə **{ $target } mln ton** yük daşıya bilər; bunun dəyəri **{ $cost } mln dollardır**. Bu gün { $today } mln ton daşınır, yük { $days } günə çatır.
page-lead-no-plan = Bu gün dəhliz ildə **{ $today } mln ton** yük daşıyır və yük **{ $days } günə** çatır.
page-lead-volume = Bu gün dəhliz ildə **{ $today } mln ton** yük daşıyır.

page-time-title = Yük neçə günə çatır?
page-time-figure = { $days } gün
page-time-caption = { $transit }, orta hesabla; 95 % etibarla { $low } ilə { $high } gün arasında
page-time-caption-one = { $transit }, orta hesabla
page-time-spread = Vahidlərin yarısı ən gec **{ $p50 }** günə, onda doqquzu ən gec **{ $p90 }** günə çatır.
page-time-said = İctimaiyyətə { $low }–{ $high } gün elan olunub; modelləşdirilmiş vahidlər arasında bu həddə düşənlərin payı { $share } təşkil edir.
page-time-hours = Cəmi { $all } saatın { $moving } saatı hərəkətə, { $working } saatı yükləmə-boşaltma və nəzarətə, **{ $waiting } saatı gözləməyə** sərf olunur. Ən çox gözlənilən: { $causes }.
page-time-hours-calm = Cəmi { $all } saatın { $moving } saatı hərəkətə, { $working } saatı yükləmə-boşaltma və nəzarətə sərf olunur; gözləmə yoxdur.
page-time-none = Dəhliz üçün elan olunmuş çatdırılma müddəti yoxdur.

page-volume-title = Nə qədər yük daşınır?
page-volume-figure = { $volume } mln ton
page-volume-caption = { $year } ilin tələbi ilə modelləşdirilmiş bir ildə çatan yük; 95 % etibarla { $low } ilə { $high } arasında
page-volume-caption-one = { $year } ilin tələbi ilə modelləşdirilmiş bir ildə çatan yük
page-volume-teu = Bunun konteynerlərdə daşınan hissəsi: { $teu } TEU (20 futluq ekvivalent).
page-volume-target = Hədəf { $target } mln tondur: bu gün daşınandan { $times } dəfə çox.

page-bottlenecks-title = Nə ləngidir?
page-bottlenecks-figure = { $volume } mln ton
page-bottlenecks-caption = indiki vəziyyətdə və indiki yük tərkibi ilə daşına bilən ən böyük həcm; 95 % etibarla { $low } ilə { $high } arasında
page-bottlenecks-caption-one = indiki vəziyyətdə və indiki yük tərkibi ilə daşına bilən ən böyük həcm
page-bottlenecks-together = Eyni vaxtda məhdudlaşdıranlar: { $list }.
page-bottlenecks-alone = Bir-bir aradan qaldırılsa, artım cəmi { $sum } mln ton, hamısı birlikdə aradan qaldırılsa, **{ $together } mln ton** olar.
page-bottlenecks-none = Əlavə oluna biləcək heç bir imkan həcmi artırmır.

page-plan-title = Nə etməli?
page-plan-figure = { $cost } mln $
page-plan-caption = { $measures ->
    [one] hələ qərar verilməmiş bir tədbir üçün
   *[other] hələ qərar verilməmiş { $measures } tədbir üçün
}; istifadəyə verilmə ən gec { $year } il
page-plan-carried = Bu planla { $year } ildə { $volume } mln ton yük çatır; vahidlərin onda doqquzu { $p90 } günə və ya daha tez gəlir.
page-plan-carried-only = Bu planla { $year } ildə { $volume } mln ton yük çatır.
page-plan-first = Əsas tədbirlər: { $list }.
page-plan-entry = { $name } ({ $year }, { $cost } mln $)
page-plan-payers = Ən çox ödəyənlər: { $list }.
page-plan-payer = { $name } – { $cost } mln $
page-plan-together = Həmin vəsait dar yerlərə bir-bir xərclənsəydi, **{ $less } mln ton** az yük daşınardı.
page-plan-not-reached = { $year } ildə { $target } mln ton daşıyan plan tapılmadı; sonuncu yoxlanılan plan { $volume } mln ton daşıyır.
page-plan-at-rest = { $year } ildə { $target } mln ton daşıyan plan tapılmadı.

page-tariff-title = Hansı tarif və kim qazanır?
page-stress-title = İşi nə poza bilər?
page-stress-figure = { $share }
page-stress-caption = fırtınalı və fasiləli bir ildə yükün aramsız hərəkət etdiyi günlərin payı; 95 % etibarla { $low } ilə { $high } % arasında
page-stress-caption-one = fırtınalı və fasiləli bir ildə yükün aramsız hərəkət etdiyi günlərin payı
page-stress-worst = { $days } gün sıradan çıxsa, ən ağır nəticəni verən: **{ $name }**. Gecikmə { $late } ton-gün; yığılan yük fasilə bitdikdən { $recovered } gün sonra qurtarır.
page-stress-worst-open = { $days } gün sıradan çıxsa, ən ağır nəticəni verən: **{ $name }**. Gecikmə { $late } ton-gün; { $horizon } gün sonra yığılan yük hələ də qalır.
page-stress-yearly = Orta hesabla ildə ən çox itki verənlər: { $list }.
page-stress-water = Dənizin səviyyəsi enməkdə davam etsə, { $year } ildə { $volume } mln ton daşına bilər.
page-stress-water-refused = Dənizin səviyyəsi enməkdə davam etsə, dəhliz { $year } ildən işləyə bilməyəcək.

page-foot-interval = Mötərizədəki ədədlər aralıqdır: təsadüfdən asılı olduğu qədər, orta qiymət 95 % etibarla bu aralıqdadır.
page-foot-estimates = { $values } ilkin məlumat arasında qiymətləndirmələrin və ilkin təyin olunmuş qiymətlərin payı { $share } təşkil edir. Aralıqlar ilkin məlumatlardakı səhvləri nəzərə almır: hər hansı rəqəmə istinad etməzdən əvvəl məhdudiyyətləri oxuyun.
page-foot-invented = Bu dəhliz uydurmadır; buradakı heç nə real yerə aid deyil.
page-foot-languages = Bu səhifənin əsaslandığı fəsillər ingilis və türk dillərindədir.
page-foot-map = Xəritələrdəki sərhədlər Natural Earth məlumatlarına (faktiki vəziyyətə) əsaslanır və heç bir iddia barədə mövqe bildirmir.

missing-not-yet = Kervan proqramının bu versiyasında bu hissə hələ yoxdur.
missing-failed = Bu hissə hesablana bilmədi: { $reason }
missing-no-plan = Dəhlizin təsvirində planın əsaslandığı şərtlər yoxdur (corridor.toml faylında [plan]).
missing-no-target = Dəhlizin təsvirində hədəf həcm göstərilməyib (corridor.toml faylında [target]).
missing-no-measures = Dəhlizin təsvirində nə tədbir, nə də vahid dəyər var, ona görə seçiləcək bir şey yoxdur.
missing-no-observed = Dəhlizin təsvirində müqayisə üçün dərc olunmuş göstərici yoxdur (observed.csv).
missing-no-tariffs = Dəhlizin təsvirində tarif yoxdur.
missing-no-growth = Tələbi artırmaq olmur: dəhlizin heç bir yük axını artmır.
missing-came-to-rest = Modelləşdirmədə dəhlizdə hərəkət dayandı: { $reason }
corridor-map-alternative = Dəhlizin xəritəsi
page-forecast-year = { $year } ildə { $median } mln ton və ya daha çox daşınması ehtimalı yarıbayarıdır; on gələcəkdən səkkizində { $low }–{ $high } mln ton.
page-forecast-chance = { $target } mln tonun daşınma ehtimalı: { $list }.
page-forecast-chance-entry = { $year } ilədək { $chance }
page-forecast-below = { $share } həddindən az
page-forecast-above = { $share } həddindən çox
page-forecast-ceiling = Qərar verilmiş tədbirlərlə dəhliz ən çoxu { $ceiling } mln ton daşıyır; bu hədd olmasaydı, ehtimal { $year } ildə { $chance } olardı.
page-forecast-known = { $year } il üçün dərc olunan: { $volume } mln ton.
page-tariff-figure = TEU üçün { $price } $
page-tariff-figure-t = ton üçün { $price } $
page-tariff-caption = bütün yol üzrə vahid tarifin ən çox gəlir gətirən səviyyəsi; bugünkü qiymətlərin cəmi { $today } $
page-tariff-caption-volume = heç kimi bugünkündən aşağı salmadan ən çox yük gətirən vahid tarif; bugünkü qiymətlərin cəmi { $today } $
page-tariff-between = Heç kimin vəziyyətini pisləşdirməyən ən aşağı tarif { $low } $; ildə { $volume } TEU gələrdi, bugünkünə nisbətən { $more }.
page-tariff-gains = “{ $rule }” qaydası ilə bölünəndə hər operator qazanır; ildə mln dollar: { $list }.
page-tariff-some-lose = “{ $rule }” qaydası ilə bölünəndə bugünkünə nisbətən uduzan olur; ildə mln dollar: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-alone = Hər kəs öz qiymətini qoysaydı, birlikdə ildə { $lost } mln dollar itirərdilər.
page-tariff-estimates = Əsaslandığı qiymət və xərclərdə qiymətləndirmələrin payı { $share } təşkil edir; operatorlar xərclərini dərc etmir.
page-bottlenecks-beyond = Bugünkü tələbin { $factor } mislinə qədər heç nə məhdudlaşdırmır.
missing-no-forecast = Dəhlizin təsvirində proqnozlaşdırılacaq sıra yoxdur (corridor.toml faylında [forecast], volumes.csv).
