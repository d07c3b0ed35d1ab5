### გვერდის, დიაგრამებისა და თავების საერთო სიტყვები.

between = { $mean } ({ $low }–{ $high })
percent = { $number } %
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } და { $last }
from-to = { $from } – { $to }
whole-corridor = მთელი დერეფანი
days = { $number } დღე
hours-of = { $name } ({ $hours } სთ)
mt = { $number } მლნ ტონა

cause-running = მოძრაობა
cause-handling = დამუშავება
cause-control = სასაზღვრო კონტროლი
cause-control-lane = ადგილი კონტროლზე
cause-path = ადგილი მატარებლების გრაფიკში
cause-locomotive = ლოკომოტივი
cause-wagons = ვაგონები
cause-berth = ნავმისადგომი
cause-crane = ამწე
cause-slot = ადგილი მოედანზე
cause-vessel = გემი
cause-departure = გამგზავრება
cause-opening-hours = სამუშაო საათები
cause-weather = ამინდი
cause-disruption = შეფერხების დასრულება

server-line-section = ხაზი { $name }
server-handling-tracks = დატვირთვა-გადმოტვირთვის ლიანდაგები, { $name }
server-yard-slots = მოედანი, { $name }
server-berths = ნავმისადგომები, { $name }
server-control = სასაზღვრო კონტროლი, { $name }
server-locomotives = ლოკომოტივები: { $name }
server-wagons = ვაგონები: { $name }
server-vessels = გემები: { $name }
server-service = რეისები: { $name }
server-weather = ამინდი, { $name }
server-rule-of-departure = გამგზავრების წესი, { $name }
server-opening-hours = სამუშაო საათები, { $name }
server-one-berth = ნავმისადგომი { $name }, { $place }
server-disruption = შეფერხება, { $name }
server-goods = ტვირთი, { $name }
control-entry = { $place }, შესვლა
control-exit = { $place }, გასვლა
operator-unnamed = აღწერაში დასახელებული არ არის

unit-locomotive = ლოკომოტივი: { $name }
unit-wagon = ვაგონების შემადგენლობა: { $name }
unit-vessel = გემი: { $name }
unit-lane = ადგილი კონტროლზე, { $name }
unit-loop = ასაქცევი, { $name }
unit-train-pair = დღეში მატარებლების ერთი წყვილი, { $name }
unit-handling-track = დატვირთვა-გადმოტვირთვის ლიანდაგი ამწეებით, { $name }
unit-rail-crane = სარკინიგზო ამწე, { $name }
unit-opening-hour = დღეში ერთი საათით მეტი მუშაობა, { $name }
unit-yard-room = მოედნის ერთი მეათედით გაფართოება, { $name }
unit-berth = ნავმისადგომი ამწეებით, { $name }
unit-quay-crane = თითო ამწე ყოველ ნავმისადგომზე, { $name }
times-of = { $times } × { $name }

kind-locomotives = ლოკომოტივები
kind-wagons = ვაგონები
kind-vessels = გემები

firmness-measured = გაზომილი
firmness-reported = გაცხადებული
firmness-estimated = შეფასება
firmness-default = ნაგულისხმევი
firmness-invented = გამოგონილი

status-finished = ექსპლუატაციაშია
status-under-way = მიმდინარეობს
status-planned = დაგეგმილია
status-proposed = შემოთავაზებულია
rule-distance = მანძილის მიხედვით
rule-cost = ხარჯის მიხედვით
rule-terminals = ჯერ ტერმინალები, შემდეგ მანძილი
rule-shapley = შეპლი
rule-nucleolus = ნუკლეოლუსი
rule-equal-profit = თანაბარი მოგება
rule-equal-gain = თანაბარი სარგებელი
regime-today = დღევანდელი ფასები
regime-separate = ყველა თავისთვის
regime-joint = ერთიანი ტარიფი, უდიდესი მოგება
regime-volume = ერთიანი ტარიფი, უდიდესი მოცულობა
list-more = { $list } და კიდევ { $count }
