### Страница для руководителей и то, что стоит вокруг неё.

briefing-subtitle = Аналитическая записка о грузовом коридоре: сроки, узкие места, решения
briefing-quick = Сокращённый выпуск: меньше прогонов, поэтому интервалы шире
label-contents = Содержание
label-table = Таблица
label-figure = Рисунок
label-skip = Перейти к ответу
label-top = К первой странице
label-note = Примечание
label-estimated = Знак ≈ отмечает исходные данные, которые являются оценкой.
label-foot = Kervan { $version } · { $corridor } · зерно { $seed }

page-lead-plan = Коридор сможет перевозить **{ $target } млн т** в год ({ $year }), если осуществить { $measures ->
    [one] { $measures } мероприятие
    [few] { $measures } мероприятия
   *[other] { $measures } мероприятий
} совместно; затраты — **{ $cost } млн долл.** Сегодня перевозится { $today } млн т, груз идёт { $days } сут.
page-lead-no-plan = Сегодня коридор перевозит **{ $today } млн т** в год, груз идёт **{ $days } сут.**
page-lead-volume = Сегодня коридор перевозит **{ $today } млн т** в год.

page-time-title = Сколько идёт груз?
page-time-figure = { $days } сут.
page-time-caption = { $transit }, в среднем; с вероятностью 95 % — от { $low } до { $high } сут.
page-time-caption-one = { $transit }, в среднем
page-time-spread = Половина единиц прибывает не позднее чем через **{ $p50 }** сут., девять из десяти — через **{ $p90 }** сут.
page-time-said = Публично назывался срок { $low }–{ $high } сут.; доля смоделированных единиц в этих пределах — { $share }.
page-time-hours = Из { $all } ч { $moving } приходится на движение, { $working } — на обработку и контроль, **{ $waiting } — на ожидание**. Больше всего ждут: { $causes }.
page-time-hours-calm = Из { $all } ч { $moving } приходится на движение, { $working } — на обработку и контроль; ожидания нет.
page-time-none = Для коридора не объявлен срок доставки.

page-volume-title = Сколько перевозится?
page-volume-figure = { $volume } млн т
page-volume-caption = прибывает за смоделированный год при спросе { $year } года; с вероятностью 95 % — от { $low } до { $high }
page-volume-caption-one = прибывает за смоделированный год при спросе { $year } года
page-volume-teu = Из них в контейнерах — { $teu } ДФЭ (20-футовых эквивалентов).
page-volume-target = Цель — { $target } млн т: в { $times } раза больше нынешнего.

page-bottlenecks-title = Что сдерживает?
page-bottlenecks-figure = { $volume } млн т
page-bottlenecks-caption = предельный годовой объём сегодня при нынешней структуре грузов; с вероятностью 95 % — от { $low } до { $high }
page-bottlenecks-caption-one = предельный годовой объём сегодня при нынешней структуре грузов
page-bottlenecks-together = Одновременно сдерживают: { $list }.
page-bottlenecks-alone = Если устранять по одному, прирост в сумме — { $sum } млн т; если все вместе — **{ $together } млн т**.
page-bottlenecks-none = Никакое добавление мощностей не увеличивает объём.

page-plan-title = Что делать?
page-plan-figure = { $cost } млн долл.
page-plan-caption = { $measures ->
    [one] на { $measures } мероприятие, по которому ещё нет решения
    [few] на { $measures } мероприятия, по которым ещё нет решения
   *[other] на { $measures } мероприятий, по которым ещё нет решения
}; ввод не позднее { $year } года
page-plan-carried = С этим планом в { $year } году прибывает { $volume } млн т; девять единиц из десяти доходят за { $p90 } сут. или быстрее.
page-plan-carried-only = С этим планом в { $year } году прибывает { $volume } млн т.
page-plan-first = Главное: { $list }.
page-plan-entry = { $name } ({ $year }, { $cost } млн долл.)
page-plan-payers = Больше всего платят: { $list }.
page-plan-payer = { $name } — { $cost } млн долл.
page-plan-together = Те же деньги, потраченные на узкие места по одному, дали бы на **{ $less } млн т** меньше.
page-plan-not-reached = План, при котором в { $year } году перевозится { $target } млн т, не найден; последний из проверенных даёт { $volume } млн т.
page-plan-at-rest = План, при котором в { $year } году перевозится { $target } млн т, не найден.

page-tariff-title = Какой тариф и кому он выгоден?
page-stress-title = Что может нарушить работу?
page-stress-figure = { $share }
page-stress-caption = дней в году со штормами и сбоями груз идёт без перерыва; с вероятностью 95 % — от { $low } до { $high } %
page-stress-caption-one = дней в году со штормами и сбоями груз идёт без перерыва
page-stress-worst = Тяжелее всего остановка на { $days } сут.: **{ $name }**. Опоздание — { $late } т·сут., накопившееся расходится через { $recovered } сут. после её окончания.
page-stress-worst-open = Тяжелее всего остановка на { $days } сут.: **{ $name }**. Опоздание — { $late } т·сут., и через { $horizon } сут. накопившееся ещё не разошлось.
page-stress-yearly = В среднем за год больше всего потерь дают: { $list }.
page-stress-water = Если уровень моря продолжит падать, в { $year } году коридор перевезёт { $volume } млн т.
page-stress-water-refused = Если уровень моря продолжит падать, с { $year } года коридор работать не сможет.

page-foot-interval = Числа в скобках — интервал: с вероятностью 95 % среднее лежит в нём, насколько это зависит от случая.
page-foot-estimates = Доля оценок и значений по умолчанию среди { $values } исходных значений — { $share }. Интервалы не учитывают ошибок в исходных данных: прежде чем приводить число, прочтите об ограничениях.
page-foot-invented = Этот коридор вымышлен; ничто здесь не относится к реальным местам.
page-foot-languages = Главы, на которые опирается эта страница, есть на английском и турецком языках.
page-foot-map = Границы на картах — по данным Natural Earth (фактические) и не выражают позиции по каким-либо притязаниям.

missing-not-yet = В этой версии Kervan такой части ещё нет.
missing-failed = Эту часть рассчитать не удалось: { $reason }
missing-no-plan = В описании коридора нет условий для плана ([plan] в corridor.toml).
missing-no-target = В описании коридора не указан целевой объём ([target] в corridor.toml).
missing-no-measures = В описании коридора нет ни мероприятий, ни удельных затрат: выбирать не из чего.
missing-no-observed = В описании коридора нет опубликованных показателей для сравнения (observed.csv).
missing-no-tariffs = В описании коридора нет тарифов.
missing-no-growth = Спрос увеличить нельзя: ни один грузопоток коридора не растёт.
missing-came-to-rest = При моделировании движение в коридоре встало: { $reason }
corridor-map-alternative = Карта коридора
page-forecast-year = В { $year } году { $median } млн т или больше — с вероятностью один к одному; в восьми вариантах будущего из десяти — { $low }–{ $high } млн т.
page-forecast-chance = Вероятность, что будет перевезено { $target } млн т: { $list }.
page-forecast-chance-entry = к { $year } году — { $chance }
page-forecast-below = менее { $share }
page-forecast-above = более { $share }
page-forecast-ceiling = С тем, что уже решено, коридор перевезёт не более { $ceiling } млн т; без этого предела вероятность в { $year } году была бы { $chance }.
page-forecast-known = Опубликовано за { $year } год: { $volume } млн т.
page-tariff-figure = { $price } долл. за ДФЭ
page-tariff-figure-t = { $price } долл. за тонну
page-tariff-caption = единый тариф на весь путь, дающий наибольший доход; сумма нынешних цен — { $today } долл.
page-tariff-caption-volume = единый тариф на весь путь, который привлекает больше всего груза и никого не оставляет ниже нынешнего; сумма нынешних цен — { $today } долл.
page-tariff-between = Самый низкий тариф, при котором никто не теряет, — { $low } долл.; в год пришло бы { $volume } ДФЭ, к нынешнему { $more }.
page-tariff-gains = При разделе по правилу «{ $rule }» выигрывают все операторы; в год, млн долл.: { $list }.
page-tariff-some-lose = При разделе по правилу «{ $rule }» кто-то теряет по сравнению с нынешним; в год, млн долл.: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-alone = Если бы каждый назначал свою цену, все вместе теряли бы { $lost } млн долл. в год.
page-tariff-estimates = Доля оценок среди цен и затрат — { $share }; операторы затрат не публикуют.
page-bottlenecks-beyond = До спроса в { $factor } раза больше нынешнего ничто не сдерживает.
missing-no-forecast = В описании коридора нет ряда для прогноза ([forecast] в corridor.toml, volumes.csv).
