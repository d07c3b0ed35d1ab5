//! A line of stations on odem-rs: one agent for each customer. A station with one server is a
//! facility; one with several is a channel that holds a token for each free server.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use odem_rs::prelude::*;
use odem_rs::sync::channel::shared::{Receiver, Sender};

use crate::Line;
use crate::draws::Draws;

#[derive(Config)]
#[time(Time<f64>)]
struct Model {
    single: Vec<Facility>,
    several: Vec<(Sender<()>, Receiver<()>)>,
    services: RefCell<Draws>,
    passed: Cell<u64>,
    time: Cell<f64>,
}

impl Model {
    fn service(&self) -> Time<f64> {
        second::new(self.services.borrow_mut().exponential(1.0))
    }
}

struct Customer;

impl Behavior<Model> for Customer {
    type Output = ();

    async fn actions(&self, sim: &Sim<Model>) {
        let model = sim.global();
        let came = sim.now();
        for facility in &model.single {
            let place = facility.seize().await;
            sim.advance(model.service()).await;
            place.release();
        }
        for (free, taken) in &model.several {
            taken.recv().await.expect("the channel stays open");
            sim.advance(model.service()).await;
            free.send(()).await.expect("the channel stays open");
        }
        let time = (sim.now() - came).get::<second>();
        model.time.set(model.time.get() + time);
        model.passed.set(model.passed.get() + 1);
    }
}

#[odem_rs::main(Model { single, several, services, passed, time })]
async fn simulate(
    sim: &Sim<Model>,
    single: Vec<Facility>,
    several: Vec<(Sender<()>, Receiver<()>)>,
    services: RefCell<Draws>,
    passed: Cell<u64>,
    time: Cell<f64>,
    line: Line,
) -> f64 {
    let mut arrivals = Draws::new(line.seed, 0);
    for (free, _) in &sim.global().several {
        for _ in 0..line.servers {
            free.send(()).await.expect("the channel stays open");
        }
    }
    for _ in 0..line.customers {
        sim.advance(second::new(arrivals.exponential(1.0 / line.rate))).await;
        sim.spawn(Customer);
    }
    while sim.global().passed.get() < line.customers {
        sim.advance(second::new(100.0)).await;
    }
    sim.global().time.get() / line.customers as f64
}

pub(crate) fn run(line: Line) -> f64 {
    let (mut single, mut several) = (Vec::new(), Vec::new());
    for _ in 0..line.stations {
        match line.servers {
            1 => single.push(Facility::new()),
            _ => several.push(channel(VecDeque::new())),
        }
    }
    let services = RefCell::new(Draws::new(line.seed, 1));
    simulate(single, several, services, Cell::new(0), Cell::new(0.0), line)
}
