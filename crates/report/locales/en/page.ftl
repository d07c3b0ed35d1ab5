### The one page, and what stands around it.

briefing-subtitle = Briefing on a freight corridor: how long, what holds it back, what to do
briefing-quick = Quick edition: fewer runs, wider intervals
label-contents = Contents
label-table = Table
label-figure = Figure
label-skip = Skip to the answer
label-top = Back to the first page
label-note = Note
label-estimated = ≈ marks an input that is an estimate.
label-foot = Kervan { $version } · { $corridor } · seed { $seed }

page-lead-plan = The corridor can carry **{ $target } Mt** a year in { $year } if { $measures ->
    [one] one measure is
   *[other] { $measures } measures are
} taken together, for **{ $cost } million dollars**. Today it carries { $today } Mt; a unit takes { $days } days ({ $transit }).
page-lead-no-plan = Today the corridor carries **{ $today } Mt** a year; a unit takes **{ $days } days** ({ $transit }).
page-lead-volume = Today the corridor carries **{ $today } Mt** a year.

page-time-title = How long does it take?
page-time-figure = { $days } days
page-time-caption = { $transit }: the mean; 95 % sure to lie between { $low } and { $high } days
page-time-caption-one = { $transit }: the mean
page-time-spread = Half of all units are there within **{ $p50 }** days, nine in ten within **{ $p90 }** days.
page-time-said = Officials speak of { $low } to { $high } days; { $share } of the simulated units lie in that range.
page-time-hours = Of { $all } hours, { $moving } are moving, { $working } handling and control, **{ $waiting } waiting**. Most of the waiting is for { $causes }.
page-time-hours-calm = Of { $all } hours, { $moving } are moving, { $working } handling and control; nothing waits.
page-time-none = The corridor names no transit time that it is known by.

page-volume-title = How much moves?
page-volume-figure = { $volume } Mt
page-volume-caption = arrive in a simulated year at the demand of { $year }; 95 % sure to lie between { $low } and { $high }
page-volume-caption-one = arrive in a simulated year at the demand of { $year }
page-volume-teu = In containers { $teu } TEU (20-foot units) of it.
page-volume-target = The aim is { $target } Mt: { $times } times what moves now.
page-forecast-year = In { $year } it is as likely as not that { $median } Mt or more are carried; in eight futures of ten { $low } to { $high } Mt.
page-forecast-chance = The chance that { $target } Mt are carried: { $list }.
page-forecast-chance-entry = { $chance } by { $year }
page-forecast-below = below { $share }
page-forecast-above = above { $share }
page-forecast-ceiling = With what is decided the corridor carries { $ceiling } Mt at most; without that limit the chance would be { $chance } in { $year }.
page-forecast-known = Published for { $year }: { $volume } Mt.
page-forecast-known-part = In { $year } about { $volume } Mt, reckoned from { $months } months.

page-bottlenecks-title = What holds it back?
page-bottlenecks-figure = { $volume } Mt
page-bottlenecks-caption = is the most it carries as it is, with the mix of today; 95 % sure to lie between { $low } and { $high }
page-bottlenecks-caption-one = is the most it carries as it is, with the mix of today
page-bottlenecks-together = These bind together: { $list }.
page-bottlenecks-alone = Each relief by itself brings { $sum } Mt in sum; all of them together bring **{ $together } Mt**.
page-bottlenecks-none = Nothing that could be added would let more through.
page-bottlenecks-beyond = Nothing holds it back up to { $factor } times the demand of today.

page-plan-title = What should be done?
page-plan-figure = { $cost } M$
page-plan-caption = { $measures ->
    [one] for one measure that is still to be decided
   *[other] for { $measures } measures that are still to be decided
}, in service by { $year }
page-plan-carried = With it { $volume } Mt arrive in { $year }; nine units in ten need { $p90 } days or less.
page-plan-carried-only = With it { $volume } Mt arrive in { $year }.
page-plan-now = { $now } million dollars of it are to be decided in { $year }; { $under } million are under way beside it, and running it all costs { $run } million a year.
page-plan-first = The largest: { $list }.
page-plan-entry = { $name } (from { $year }, { $cost } M$)
page-plan-payers = Who pays most: { $list }.
page-plan-payer = { $name } { $cost } M$
page-plan-together = For the same money, one bottleneck at a time carries **{ $less } Mt** less.
page-plan-not-reached = No plan was found that carries { $target } Mt in { $year }; the last one carries { $volume } Mt.
page-plan-at-rest = No plan was found that carries { $target } Mt in { $year }.

page-tariff-title = Which tariff, and who gains?
page-tariff-figure = { $price } $ a TEU
page-tariff-figure-t = { $price } $ a tonne
page-tariff-caption = is the one tariff along the whole way that earns most; the known prices of today add up to { $today } $
page-tariff-caption-volume = is the one tariff along the whole way that carries most and leaves nobody below today; the prices of today add up to { $today } $
page-tariff-volume = With it { $volume } TEU a year would come, { $more } against today.
page-tariff-shippers = Operators would earn { $gain } million dollars a year more, shippers would lose { $lost } million.
page-tariff-range = The level hangs on how shippers answer to prices: { $high } $ if half as strongly, { $low } $ if twice as strongly.
page-tariff-between = The lowest one that leaves nobody worse off is { $low } $; { $volume } TEU a year would come, { $more } against today.
page-tariff-gains = Divided by the rule “{ $rule }” every operator gains; a year, in million dollars: { $list }.
page-tariff-some-lose = Divided by the rule “{ $rule }” somebody loses against today; a year, in million dollars: { $list }.
page-tariff-gain-entry = { $name } { $gain }
page-tariff-gain-each = { $gain } each: { $name }
page-tariff-unstable = No division is stable: under each rule some group would earn more by itself.
page-tariff-estimates = { $share } of the prices and costs behind it are estimates; operators publish no costs.

page-stress-title = What can still break it?
page-stress-caption = of days in a year with storms and disruptions flow without interruption; 95 % sure to lie between { $low } and { $high } %
page-stress-caption-one = of days in a year with storms and disruptions flow without interruption
page-stress-worst = Worst, if out for { $days } days: **{ $name }**. { $late } tonne-days are late; days from its end until the backlog is gone: { $recovered }.
page-stress-worst-open = Worst, if out for { $days } days: **{ $name }**. { $late } tonne-days are late, and { $horizon } days after its end the backlog is still there.
page-stress-yearly = Most delay in an average year comes from: { $list }.
page-stress-water = If the water goes on falling, it carries { $volume } Mt in { $year }.
page-stress-water-refused = If the water falls { $fall } m, as it would by { $year }, some vessels can no longer take their goods and the simulation stops.

page-foot-interval = Numbers in brackets are a 95 % interval of the mean; it covers the luck of the simulation alone.
page-foot-estimates = { $share } of { $values } input values are estimates or defaults. The intervals know nothing of wrong inputs: read the limits before you quote a number.
page-foot-validation = Of { $predicted } published figures to which nothing was fitted, the simulation meets { $agree } within its interval.
page-foot-invented = This corridor is invented; nothing here is about a real place.
page-foot-languages = The chapters behind this page are in English and Turkish.
page-foot-map = Borders on maps are those of Natural Earth (de facto) and no statement on any claim.

missing-failed = This part could not be worked out: { $reason }
missing-no-plan = The corridor does not say what a plan is reckoned with ([plan] in corridor.toml).
missing-no-target = The corridor states no volume that it is to carry ([target] in corridor.toml).
missing-no-measures = The corridor lists no measure and no cost of a unit, so there is nothing to choose from.
missing-no-observed = The corridor lists no published figure to compare with (observed.csv).
missing-no-tariffs = The corridor lists no tariffs.
missing-no-growth = Demand cannot be raised: no flow of the corridor grows.
missing-no-forecast = The corridor does not say which series is forecast ([forecast] in corridor.toml, volumes.csv).
corridor-map-alternative = The corridor on a map
