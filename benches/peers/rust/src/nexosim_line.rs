//! A line of stations on NeXosim, on one thread: a model for what comes from outside, one for
//! each station, one that counts, joined by ports.

use std::collections::VecDeque;
use std::time::Duration;

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{EventSinkReader, EventSource, Output, SinkState, event_slot};
use nexosim::simulation::{Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use crate::Line;
use crate::draws::Draws;

/// Seconds since the start.
fn seconds<M: Model>(context: &Context<M>) -> f64 {
    context
        .time()
        .duration_since(MonotonicTime::EPOCH)
        .as_secs_f64()
}

#[derive(Serialize, Deserialize)]
struct Outside {
    customer: Output<f64>,
    draws: Draws,
    between: f64,
    to_come: u64,
}

#[Model]
impl Outside {
    fn begin(&mut self, _: (), context: &Context<Self>) {
        self.plan(context);
    }

    fn plan(&mut self, context: &Context<Self>) {
        let time = Duration::from_secs_f64(self.draws.exponential(self.between));
        context
            .schedule_event(time, schedulable!(Self::arrive), ())
            .expect("later than now");
    }

    #[nexosim(schedulable)]
    async fn arrive(&mut self, _: (), context: &Context<Self>) {
        self.to_come -= 1;
        if self.to_come > 0 {
            self.plan(context);
        }
        self.customer.send(seconds(context)).await;
    }
}

#[derive(Serialize, Deserialize)]
struct Station {
    served: Output<f64>,
    draws: Draws,
    free: usize,
    waiting: VecDeque<f64>,
}

#[Model]
impl Station {
    fn enter(&mut self, came: f64, context: &Context<Self>) {
        if self.free > 0 {
            self.free -= 1;
            self.serve(came, context);
        } else {
            self.waiting.push_back(came);
        }
    }

    fn serve(&mut self, came: f64, context: &Context<Self>) {
        let time = Duration::from_secs_f64(self.draws.exponential(1.0));
        context
            .schedule_event(time, schedulable!(Self::complete), came)
            .expect("later than now");
    }

    #[nexosim(schedulable)]
    async fn complete(&mut self, came: f64, context: &Context<Self>) {
        match self.waiting.pop_front() {
            Some(next) => self.serve(next, context),
            None => self.free += 1,
        }
        self.served.send(came).await;
    }
}

/// Says the mean time when the last customer has left.
#[derive(Serialize, Deserialize)]
struct Exit {
    mean: Output<f64>,
    customers: u64,
    passed: u64,
    time: f64,
}

#[Model]
impl Exit {
    async fn leave(&mut self, came: f64, context: &Context<Self>) {
        self.passed += 1;
        self.time += seconds(context) - came;
        if self.passed == self.customers {
            self.mean.send(self.time / self.passed as f64).await;
        }
    }
}

pub(crate) fn run(line: Line) -> f64 {
    let mut outside = Outside {
        customer: Output::default(),
        draws: Draws::new(line.seed, 0),
        between: 1.0 / line.rate,
        to_come: line.customers,
    };
    let mut stations: Vec<Station> = (0..line.stations)
        .map(|station| Station {
            served: Output::default(),
            draws: Draws::new(line.seed, station as u64 + 1),
            free: line.servers,
            waiting: VecDeque::new(),
        })
        .collect();
    let mut exit = Exit {
        mean: Output::default(),
        customers: line.customers,
        passed: 0,
        time: 0.0,
    };
    let (outside_box, exit_box) = (Mailbox::new(), Mailbox::new());
    let boxes: Vec<Mailbox<Station>> = (0..line.stations).map(|_| Mailbox::new()).collect();
    outside.customer.connect(Station::enter, &boxes[0]);
    for (station, next) in stations.iter_mut().zip(&boxes[1..]) {
        station.served.connect(Station::enter, next);
    }
    if let Some(last) = stations.last_mut() {
        last.served.connect(Exit::leave, &exit_box);
    }
    let (slot, mut mean) = event_slot(SinkState::Enabled);
    exit.mean.connect_sink(slot);

    let mut bench = SimInit::with_num_threads(1);
    let begin = EventSource::new()
        .connect(Outside::begin, &outside_box)
        .register(&mut bench);
    bench = bench.add_model(outside, outside_box, "outside");
    for (number, (station, mailbox)) in stations.into_iter().zip(boxes).enumerate() {
        bench = bench.add_model(station, mailbox, &format!("station {number}"));
    }
    let mut simulation = bench
        .add_model(exit, exit_box, "exit")
        .init(MonotonicTime::EPOCH)
        .expect("the bench is sound");
    simulation.process_event(&begin, ()).expect("it begins");
    simulation.run().expect("it runs");
    mean.try_read().expect("all customers left")
}
