### Страница для руководителей и то, что стоит вокруг неё.

briefing-subtitle = Аналитическая записка о грузовом коридоре: сроки, узкие места, решения
briefing-quick = Сокращённый выпуск: меньше прогонов, поэтому интервалы шире
label-contents = Содержание
label-table = Таблица
label-figure = Рисунок
label-skip = Перейти к ответу
label-top = К первой странице
label-note = Примечание
label-estimated = Знаком ≈ отмечены оценки среди исходных данных.
label-foot = Kervan { $version } · { $corridor } · начальное число ГСЧ { $seed }

page-lead-plan = В { $year } году коридор сможет перевезти **{ $target } млн т**, если осуществить пакет из { $measures ->
    [one] { $measures } мероприятия
    [few] { $measures } мероприятий
   *[other] { $measures } мероприятий
}; затраты — **{ $cost } млн долл.** Сегодня перевозится { $today } млн т в год, грузовая единица идёт { $days } сут. ({ $transit }).
page-lead-no-plan = Сегодня коридор перевозит **{ $today } млн т** в год; грузовая единица идёт **{ $days } сут.** ({ $transit }).
page-lead-volume = Сегодня коридор перевозит **{ $today } млн т** в год.

page-time-title = Сколько идёт груз?
page-time-figure = { $days } сут.
page-time-caption = { $transit }, в среднем; доверительный интервал 95 %: { $low }–{ $high } сут.
page-time-caption-one = { $transit }, в среднем
page-time-spread = Половина грузовых единиц прибывает не позднее чем через **{ $p50 }** сут., девять из десяти — через **{ $p90 }** сут.
page-time-said = Публично заявлено { $low }–{ $high } сут.; в эти пределы в модели попадает { $share } грузовых единиц.
page-time-hours = Из { $all } ч: движение — { $moving }, обработка и контроль — { $working }, **ожидание — { $waiting }**. Главные причины: { $causes }.
page-time-hours-calm = Из { $all } ч: движение — { $moving }, обработка и контроль — { $working }; ожидания нет.
page-time-none = В описании коридора не задан основной показатель срока доставки.

page-volume-title = Сколько перевозится?
page-volume-figure = { $volume } млн т
page-volume-caption = прибывает за год моделирования при спросе { $year } года; доверительный интервал 95 %: { $low }–{ $high }
page-volume-caption-one = прибывает за год моделирования при спросе { $year } года
page-volume-teu = Из них в контейнерах — { $teu } ДФЭ (20-футовых эквивалентов).
page-volume-target = Цель — { $target } млн т: в { $times } раза больше нынешнего.
page-forecast-year = В { $year } году с вероятностью 50 % будет перевезено { $median } млн т или больше; в восьми вариантах прогноза из десяти — { $low }–{ $high } млн т.
page-forecast-chance = Вероятность того, что будет перевезено { $target } млн т: { $list }.
page-forecast-chance-entry = к { $year } году — { $chance }
page-forecast-below = менее { $share }
page-forecast-above = более { $share }
page-forecast-ceiling = С учётом принятых решений коридор перевезёт не более { $ceiling } млн т; без этого предела вероятность в { $year } году была бы { $chance }.
page-forecast-known = Опубликовано за { $year } год: { $volume } млн т.
page-forecast-known-part = За { $year } год — около { $volume } млн т (расчёт по данным за { $months } мес.).

page-bottlenecks-title = Что сдерживает перевозки?
page-bottlenecks-figure = { $volume } млн т
page-bottlenecks-caption = предельный годовой объём сегодня при нынешней структуре грузов; доверительный интервал 95 %: { $low }–{ $high }
page-bottlenecks-caption-one = предельный годовой объём сегодня при нынешней структуре грузов
page-bottlenecks-together = Лимитируют одновременно: { $list }.
page-bottlenecks-alone = Если расшивать узкие места по одному, прирост в сумме — { $sum } млн т; если все вместе — **{ $together } млн т**.
page-bottlenecks-none = Никакое наращивание мощностей не увеличит объём.
page-bottlenecks-beyond = Ограничений нет вплоть до спроса в { $factor } раза больше нынешнего.

page-plan-title = Что делать?
page-plan-figure = { $cost } млн долл.
page-plan-caption = { $measures ->
    [one] на { $measures } мероприятие, по которому ещё нет решения
    [few] на { $measures } мероприятия, по которым ещё нет решения
   *[other] на { $measures } мероприятий, по которым ещё нет решения
}; ввод не позднее { $year } года
page-plan-carried = При этом плане в { $year } году прибывает { $volume } млн т; девять единиц из десяти доходят за { $p90 } сут. или быстрее.
page-plan-carried-only = При этом плане в { $year } году прибывает { $volume } млн т.
page-plan-now = Из них о { $now } млн долл. надо решить в { $year } году; ещё на { $under } млн долл. работы уже идут, содержание — { $run } млн долл. в год.
page-plan-first = Крупнейшие: { $list }.
page-plan-entry = { $name } (с { $year } г., { $cost } млн долл.)
page-plan-payers = Больше всего платят: { $list }
page-plan-payer = { $name } — { $cost } млн долл.
page-plan-together = Те же деньги, если вкладывать их в узкие места по одному, дали бы на **{ $less } млн т** меньше.
page-plan-not-reached = План, при котором в { $year } году перевозится { $target } млн т, не найден; последний из проверенных даёт { $volume } млн т.
page-plan-at-rest = План, при котором в { $year } году перевозится { $target } млн т, не найден.

page-tariff-title = Какой тариф и кому он выгоден?
page-tariff-figure = { $price } долл. за ДФЭ
page-tariff-figure-t = { $price } долл. за тонну
page-tariff-caption = сквозной тариф с наибольшей общей прибылью; сумма нынешних цен — { $today } долл.
page-tariff-caption-volume = сквозной тариф с наибольшим объёмом, при котором никто не теряет; сумма нынешних цен — { $today } долл.
page-tariff-volume = При нём пришло бы { $volume } ДФЭ в год ({ $more } к нынешнему).
page-tariff-shippers = Операторы получили бы на { $gain } млн долл. в год больше, грузовладельцы потеряли бы { $lost } млн долл.
page-tariff-range = Уровень зависит от чувствительности грузовладельцев: если она вдвое ниже — { $high } долл., если вдвое выше — { $low } долл.
page-tariff-between = Самый низкий тариф, при котором никто не теряет, — { $low } долл.; он привлёк бы { $volume } ДФЭ в год ({ $more } к нынешнему).
page-tariff-gains = При разделе по правилу «{ $rule }» выигрывают все операторы; в год, млн долл.: { $list }.
page-tariff-some-lose = При разделе по правилу «{ $rule }» кто-то теряет по сравнению с нынешним; в год, млн долл.: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-gain-each = по { $gain }: { $name }
page-tariff-unstable = Устойчивого раздела нет: при каждом правиле какая-то группа заработала бы больше отдельно.
page-tariff-estimates = { $share } цен и затрат в основе расчёта — оценки; операторы затрат не публикуют.

page-stress-title = Что может сорвать перевозки?
page-stress-caption = дней в году со штормами и сбоями проходят без перерыва в перевозках; доверительный интервал 95 %: { $low }–{ $high } %
page-stress-caption-one = дней в году со штормами и сбоями проходят без перерыва в перевозках
page-stress-worst = Тяжелее всего остановка на { $days } сут.: **{ $name }**. Опоздание — { $late } тонно-суток; отставание навёрстывается за { $recovered } сут. после неё.
page-stress-worst-open = Тяжелее всего остановка на { $days } сут.: **{ $name }**. Опоздание — { $late } тонно-суток, и через { $horizon } сут. отставание ещё не навёрстано.
page-stress-yearly = Наибольшие потери в среднем за год: { $list }.
page-stress-water = Если уровень моря продолжит падать, в { $year } году коридор перевезёт { $volume } млн т.
page-stress-water-refused = Если уровень моря упадёт на { $fall } м (ожидается к { $year } году), некоторые суда не смогут взять свой груз, и модель останавливается.

page-foot-interval = Числа в скобках — доверительный интервал 95 % для среднего; он учитывает только случайность моделирования.
page-foot-estimates = { $share } из { $values } исходных значений — оценки или значения по умолчанию. Интервалы не учитывают ошибок в исходных данных: прежде чем приводить число, прочтите об ограничениях.
page-foot-validation = Из { $predicted } опубликованных показателей, по которым модель не калибровалась, в доверительный интервал попадают { $agree }.
page-foot-invented = Этот коридор вымышлен; ничто здесь не относится к реальным местам.
page-foot-languages = Подробные главы к этой странице — на английском и турецком языках.
page-foot-map = Границы на картах — фактические, по данным Natural Earth; они не означают позиции по каким-либо притязаниям.

missing-failed = Эту часть рассчитать не удалось: { $reason }
missing-no-plan = В описании коридора нет условий для расчёта плана ([plan] в corridor.toml).
missing-no-target = В описании коридора не указан целевой объём ([target] в corridor.toml).
missing-no-measures = В описании коридора нет ни мероприятий, ни стоимости единицы ресурса: выбирать не из чего.
missing-no-observed = В описании коридора нет опубликованных показателей для сравнения (observed.csv).
missing-no-tariffs = В описании коридора нет тарифов.
missing-no-growth = Увеличить спрос нельзя: растущих грузопотоков в коридоре нет.
missing-no-forecast = В описании коридора нет ряда для прогноза ([forecast] в corridor.toml, volumes.csv).
corridor-map-alternative = Карта коридора
