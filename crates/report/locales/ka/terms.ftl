### გვერდის, დიაგრამებისა და თავების საერთო სიტყვები.

between = { $mean } ({ $low }–{ $high })
percent = { $number }%
sentence-end = {". "}
list-comma = ,{" "}
list-and = { $first } და { $last }
from-to = { $from } – { $to }
whole-corridor = მთელი დერეფანი
days = { $number } დღე
hours-of = { $name } ({ $hours } სთ)
mt = { $number } მლნ ტონა

cause-running = მოძრაობა
cause-handling = გადამუშავება
cause-control = სასაზღვრო კონტროლი
cause-control-lane = კონტროლის ზოლი
cause-path = ადგილი მოძრაობის გრაფიკში
cause-locomotive = ლოკომოტივი
cause-wagons = ვაგონები
cause-berth = ნავმისადგომი
cause-crane = ამწე
cause-slot = ადგილი სასაწყობე მოედანზე
cause-vessel = გემი
cause-departure = გამგზავრება
cause-opening-hours = სამუშაო საათები
cause-weather = ამინდი
cause-disruption = შეფერხება

server-line-section = მონაკვეთი { $name }
server-handling-tracks = დატვირთვა-გადმოტვირთვის ლიანდაგები: { $name }
server-yard-slots = სასაწყობე მოედანი: { $name }
server-berths = ნავმისადგომები: { $name }
server-control = სასაზღვრო კონტროლი: { $name }
server-locomotives = ლოკომოტივები: { $name }
server-wagons = ვაგონები: { $name }
server-vessels = გემები: { $name }
server-service = რეისები: { $name }
server-weather = ამინდი: { $name }
server-rule-of-departure = გამგზავრების წესი: { $name }
server-opening-hours = სამუშაო საათები: { $name }
server-one-berth = ნავმისადგომი { $name }, { $place }
server-disruption = შეფერხება: { $name }
server-goods = ტვირთი რეისისთვის: { $name }
control-entry = { $place } – შესვლა
control-exit = { $place } – გასვლა
operator-unnamed = აღწერაში დასახელებული არ არის

unit-locomotive = ლოკომოტივი: { $name }
unit-wagon = ვაგონების შემადგენლობა: { $name }
unit-vessel = გემი: { $name }
unit-lane = კონტროლის ზოლი: { $name }
unit-loop = ასაქცევი: { $name }
unit-train-pair = დღეში მატარებლების ერთი წყვილი: { $name }
unit-handling-track = დატვირთვა-გადმოტვირთვის ლიანდაგი ამწეებით: { $name }
unit-rail-crane = სარკინიგზო ამწე: { $name }
unit-opening-hour = დღეში ერთი საათით მეტი მუშაობა: { $name }
unit-yard-room = სასაწყობე მოედნის 10%-ით გაფართოება: { $name }
unit-berth = ნავმისადგომი ამწეებით: { $name }
unit-quay-crane = კიდევ თითო ამწე ყოველ ნავმისადგომზე: { $name }
times-of = { $times } × { $name }

kind-locomotives = ლოკომოტივები
kind-wagons = ვაგონები
kind-vessels = გემები

firmness-measured = გაზომილი
firmness-reported = წყაროს ცნობით
firmness-estimated = სავარაუდო
firmness-default = ნაგულისხმევი
firmness-invented = გამოგონილი

status-finished = ექსპლუატაციაშია
status-under-way = მიმდინარეობს
status-planned = დაგეგმილია
status-proposed = შემოთავაზებულია
rule-distance = მანძილის მიხედვით
rule-cost = ხარჯების მიხედვით
rule-terminals = ჯერ ტერმინალები, შემდეგ მანძილი
rule-shapley = შეპლი
rule-nucleolus = ნუკლეოლუსი
rule-equal-profit = თანაბარი მოგება
rule-equal-gain = თანაბარი სარგებელი
regime-today = დღევანდელი ფასები
regime-separate = თითოეული თავისთვის
regime-joint = ერთიანი ტარიფი, უდიდესი მოგება
regime-volume = ერთიანი ტარიფი, უდიდესი მოცულობა
list-more = { $list } და კიდევ { $count }
