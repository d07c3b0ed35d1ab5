//! The server that can be interrupted against a walk through time, tick by tick, that keeps
//! nothing but a list of customers; and against [`Server`] where nothing interrupts.

use kervan_engine::{
    Discipline, InterruptibleServer, InterruptibleServerStatistics, Interruption, Server, SimTime,
    Start,
};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

/// When it comes, its priority, its work.
type Visit = (i64, i32, i64);

#[derive(Clone, Debug)]
struct Failure {
    from: i64,
    until: i64,
    place: usize,
}

#[derive(Clone, Debug)]
struct Scene {
    visits: Vec<Visit>,
    failures: Vec<Failure>,
    places: usize,
    together: usize,
    discipline: Discipline,
    after_failure: Interruption,
    /// Ticks for which a finished group holds its place.
    held: i64,
}

/// First start and end of service of each customer, and what the server counted.
#[derive(Debug, PartialEq)]
struct Outcome {
    starts: Vec<i64>,
    ends: Vec<i64>,
    statistics: InterruptibleServerStatistics,
}

const END: i64 = 2000;

/// At each tick: work ends, places are left, fail, are repaired; customers come; who can
/// start starts.
fn with_the_server(scene: &Scene) -> Outcome {
    let mut server = InterruptibleServer::new(scene.places, scene.discipline, scene.together);
    let mut pending: Vec<Start> = Vec::new();
    let mut leaving: Vec<(i64, usize, usize)> = Vec::new();
    let mut starts = vec![-1; scene.visits.len()];
    let mut ends = vec![-1; scene.visits.len()];
    for tick in 0..END {
        let now = SimTime::from_ticks(tick);
        // Stale ends are told too; the server must ignore them.
        for start in pending.extract_if(.., |start| start.ends == now) {
            if let Some(group) = server.finish(now, start.place, start.stamp) {
                let customers = server.customers(group);
                for &(customer, _) in customers {
                    ends[customer] = tick;
                }
                leaving.push((tick + scene.held, start.place, customers.len()));
            }
        }
        for (_, place, customers) in leaving.extract_if(.., |leaving| leaving.0 == tick) {
            server.leave(now, place, customers);
        }
        for failure in &scene.failures {
            if failure.until == tick {
                server.repair(now, failure.place);
            }
        }
        for failure in &scene.failures {
            if failure.from == tick {
                server.fail(now, failure.place, scene.after_failure);
            }
        }
        for (customer, &(comes, priority, work)) in scene.visits.iter().enumerate() {
            if comes == tick {
                server.join(now, customer, priority, work);
            }
        }
        while let Some(start) = server.start(now) {
            for &(customer, since) in server.customers(start.group) {
                assert_eq!(since.ticks(), scene.visits[customer].0);
                if start.begins {
                    starts[customer] = tick;
                }
            }
            pending.push(start);
        }
    }
    Outcome {
        starts,
        ends,
        statistics: server.statistics(SimTime::from_ticks(END)),
    }
}

/// A group of the brute force: its customers, first to come first.
#[derive(Clone)]
struct Party {
    customers: Vec<usize>,
    remaining: i64,
}

#[derive(Clone, PartialEq, Debug)]
enum Spot {
    Empty,
    Working(usize),
    Held(usize, i64),
}

/// The same, worked out with plain lists and sorting, one tick at a time.
fn by_brute_force(scene: &Scene) -> Outcome {
    let preemptive = matches!(
        scene.discipline,
        Discipline::PreemptiveResume | Discipline::PreemptiveRepeat
    );
    let rank = |customer: usize| match scene.discipline {
        Discipline::FirstCome => 0,
        _ => -i64::from(scene.visits[customer].1),
    };
    // In the order in which they come; of one tick, as listed.
    let mut order: Vec<usize> = (0..scene.visits.len()).collect();
    order.sort_by_key(|&customer| scene.visits[customer].0);
    let came: Vec<usize> = (0..scene.visits.len())
        .map(|customer| order.iter().position(|&other| other == customer).unwrap())
        .collect();

    let mut parties: Vec<Party> = Vec::new();
    let mut paused: Vec<usize> = Vec::new();
    let mut line: Vec<usize> = Vec::new();
    let mut spots = vec![Spot::Empty; scene.places];
    let mut up = vec![true; scene.places];
    let mut starts = vec![-1; scene.visits.len()];
    let mut ends = vec![-1; scene.visits.len()];
    let mut counted = InterruptibleServerStatistics {
        observed: END,
        joined: scene.visits.len() as u64,
        ..InterruptibleServerStatistics::default()
    };
    for tick in 0..END {
        for spot in &mut spots {
            if let Spot::Working(party) = *spot
                && parties[party].remaining == 0
            {
                for &customer in &parties[party].customers {
                    ends[customer] = tick;
                    counted.finished += 1;
                }
                *spot = Spot::Held(party, tick + scene.held);
            }
            if matches!(*spot, Spot::Held(_, until) if until == tick) {
                *spot = Spot::Empty;
            }
        }
        for failure in &scene.failures {
            if failure.until == tick {
                up[failure.place] = true;
            }
        }
        for failure in &scene.failures {
            if failure.from == tick && up[failure.place] {
                up[failure.place] = false;
                if let Spot::Working(party) = spots[failure.place] {
                    if scene.after_failure == Interruption::Repeat {
                        parties[party].remaining = scene.visits[parties[party].customers[0]].2;
                    }
                    paused.push(party);
                    spots[failure.place] = Spot::Empty;
                    counted.interrupted += 1;
                }
            }
        }
        line.extend(
            order
                .iter()
                .filter(|&&customer| scene.visits[customer].0 == tick),
        );
        let waiting = |line: &[usize], paused: &[usize], parties: &[Party]| {
            line.len()
                + paused
                    .iter()
                    .map(|&party| parties[party].customers.len())
                    .sum::<usize>()
        };
        counted.longest_line = counted.longest_line.max(waiting(&line, &paused, &parties));
        loop {
            line.sort_by_key(|&customer| (rank(customer), came[customer]));
            let key = |party: usize| {
                let first = parties[party].customers[0];
                (if preemptive { rank(first) } else { i64::MIN }, came[first])
            };
            paused.sort_by_key(|&party| key(party));
            // Of equal rank, who began goes first.
            let resumed = match (paused.first(), line.first()) {
                (Some(&party), Some(&customer)) => key(party).0 <= rank(customer),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let next_rank = if resumed {
                rank(parties[paused[0]].customers[0])
            } else {
                rank(line[0])
            };
            let idle = (0..scene.places).find(|&place| up[place] && spots[place] == Spot::Empty);
            let mut made_way = None;
            let place = match idle {
                Some(place) => place,
                None if preemptive => {
                    let victim = (0..scene.places)
                        .filter_map(|place| match spots[place] {
                            Spot::Working(party) => Some((place, party)),
                            _ => None,
                        })
                        .max_by_key(|&(_, party)| {
                            let first = parties[party].customers[0];
                            (rank(first), came[first])
                        });
                    match victim {
                        Some((place, party)) if rank(parties[party].customers[0]) > next_rank => {
                            if scene.discipline == Discipline::PreemptiveRepeat {
                                parties[party].remaining =
                                    scene.visits[parties[party].customers[0]].2;
                            }
                            counted.interrupted += 1;
                            made_way = Some(party);
                            place
                        }
                        _ => break,
                    }
                }
                None => break,
            };
            let party = if resumed {
                paused.remove(0)
            } else {
                let size = line.len().min(scene.together);
                let customers: Vec<usize> = line.drain(..size).collect();
                for &customer in &customers {
                    starts[customer] = tick;
                    let wait = tick - scene.visits[customer].0;
                    counted.begun += 1;
                    counted.waited += u64::from(wait > 0);
                    counted.waited_time += i128::from(wait);
                    counted.longest_wait = counted.longest_wait.max(wait);
                }
                let remaining = scene.visits[customers[0]].2;
                parties.push(Party {
                    customers,
                    remaining,
                });
                parties.len() - 1
            };
            spots[place] = Spot::Working(party);
            paused.extend(made_way);
        }
        counted.queue_time += waiting(&line, &paused, &parties) as i128;
        counted.down_time += up.iter().filter(|&&up| !up).count() as i128;
        for spot in &spots {
            match spot {
                Spot::Working(party) => {
                    parties[*party].remaining -= 1;
                    counted.working_time += 1;
                }
                Spot::Held(..) => counted.held_time += 1,
                Spot::Empty => {}
            }
        }
    }
    Outcome {
        starts,
        ends,
        statistics: counted,
    }
}

fn scenes() -> impl Strategy<Value = Scene> {
    let discipline = prop_oneof![
        Just(Discipline::FirstCome),
        Just(Discipline::Priority),
        Just(Discipline::PreemptiveResume),
        Just(Discipline::PreemptiveRepeat),
    ];
    let after_failure = prop_oneof![Just(Interruption::Resume), Just(Interruption::Repeat)];
    let visits = proptest::collection::vec((0_i64..120, 0_i32..4, 1_i64..15), 1..40);
    let failures = proptest::collection::vec((0_i64..200, 1_i64..30, any::<usize>()), 0..6);
    let shape = (1_usize..4, 1_usize..4, 0_i64..4);
    (visits, failures, shape, discipline, after_failure).prop_map(
        |(visits, failures, (places, together, held), discipline, after_failure)| {
            // One failure at a time at a place.
            let mut failures: Vec<Failure> = failures
                .into_iter()
                .map(|(from, lasts, place)| Failure {
                    from,
                    until: from + lasts,
                    place: place % places,
                })
                .collect();
            failures.sort_by_key(|failure| failure.from);
            let mut free_from = vec![0; places];
            failures.retain(|failure| {
                let free = failure.from >= free_from[failure.place];
                if free {
                    free_from[failure.place] = failure.until;
                }
                free
            });
            Scene {
                visits,
                failures,
                places,
                together,
                discipline,
                after_failure,
                held,
            }
        },
    )
}

proptest! {
    #[test]
    fn priorities_failures_and_groups_are_those_of_brute_force(scene in scenes()) {
        let found = with_the_server(&scene);
        let mut expected = by_brute_force(&scene);
        // Within a tick the server may interrupt before it starts others, so its line can
        // be longer for zero ticks.
        assert!(found.statistics.longest_line >= expected.statistics.longest_line);
        expected.statistics.longest_line = found.statistics.longest_line;
        assert_eq!(found, expected);
        assert!(found.ends.iter().all(|&end| end >= 0), "somebody was never served");
    }

    #[test]
    fn without_interruption_it_is_the_plain_server(
        visits in proptest::collection::vec((0_i64..120, 0_i32..4, 1_i64..15), 1..60),
        places in 1_usize..5,
    ) {
        let scene = Scene {
            visits: visits.clone(),
            failures: vec![],
            places,
            together: 1,
            discipline: Discipline::FirstCome,
            after_failure: Interruption::Resume,
            held: 0,
        };
        let found = with_the_server(&scene);

        let mut server = Server::new(places);
        let mut pending: Vec<(i64, usize)> = Vec::new();
        let mut starts = vec![-1; visits.len()];
        for tick in 0..END {
            let now = SimTime::from_ticks(tick);
            let mut starting = Vec::new();
            for _ in pending.extract_if(.., |pending| pending.0 == tick) {
                starting.extend(server.release(now));
            }
            for (customer, visit) in visits.iter().enumerate() {
                if visit.0 == tick && server.request(now, customer) {
                    starting.push(customer);
                }
            }
            for customer in starting {
                starts[customer] = tick;
                pending.push((tick + visits[customer].2, customer));
            }
        }
        assert_eq!(found.starts, starts);
        let plain = server.statistics(SimTime::from_ticks(END));
        assert_eq!(found.statistics.working_time, plain.in_use_time);
        assert_eq!(found.statistics.queue_time, plain.queue_time);
        assert_eq!(found.statistics.waited_time, plain.waited_time);
        assert_eq!(found.statistics.longest_wait, plain.longest_wait);
        assert_eq!(found.statistics.begun, plain.granted);
        assert_eq!(found.statistics.finished, plain.released);
    }
}
