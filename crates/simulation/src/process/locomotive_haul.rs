//! Locomotives: given to trains, released, made ready, sent light to where they are wanted.

use kervan_results::Cause;

use crate::event::Event;
use crate::process::disruption::taken;
use crate::world::{TrainStage, World};

impl World<'_> {
    fn node_in_pool(&self, pool: usize, node: usize) -> usize {
        // Every node where a haul begins or ends is in the layout of its pool.
        self.layout.locomotive_pools[pool]
            .nodes
            .iter()
            .position(|known| *known == node)
            .unwrap_or(0)
    }

    /// Asks for a locomotive for a train that stands at `node`.
    pub(crate) fn ask_locomotive(&mut self, pool: usize, node: usize, train: usize) {
        let at = self.node_in_pool(pool, node);
        self.trains[train].stage = TrainStage::WaitingLocomotive;
        self.trains[train].since = self.now;
        if self.locomotives[pool].idle[at] > 0 {
            self.locomotives[pool].idle[at] -= 1;
            self.give_locomotive(pool, train);
        } else {
            self.locomotives[pool].waiting.push_back((at, train));
            self.send_light(pool);
        }
    }

    fn give_locomotive(&mut self, pool: usize, train: usize) {
        let (now, month) = (self.now, self.month);
        self.locomotives[pool].used.change(now, 1, month, None);
        let service = self.trains[train].service;
        let node = self.leg(service, self.trains[train].position).from;
        self.account_train(train, node, Cause::Locomotive);
        let train_state = &mut self.trains[train];
        train_state.locomotive = Some(pool);
        train_state.stage = TrainStage::Attaching;
        train_state.since = now;
        self.queue.schedule(
            now + self.corridor.locomotives.rows()[pool].attach.as_s(),
            Event::Train {
                train: train.into(),
            },
        );
    }

    /// Takes the locomotive off a train; it is ready again after its turnaround.
    pub(crate) fn release_locomotive(&mut self, train: usize, node: usize) {
        let Some(pool) = self.trains[train].locomotive.take() else {
            return;
        };
        let (now, month) = (self.now, self.month);
        let at = self.node_in_pool(pool, node);
        self.locomotives[pool].used.change(now, -1, month, None);
        self.locomotives[pool].coming[at] += 1;
        self.queue.schedule(
            now + self.corridor.locomotives.rows()[pool].turnaround.as_s(),
            Event::LocomotiveReady {
                pool: pool.into(),
                node: at.into(),
            },
        );
    }

    pub(crate) fn locomotive_ready(&mut self, pool: usize, at: usize) {
        self.locomotives[pool].coming[at] -= 1;
        if self.locomotives[pool].withdrawn.is_short() {
            self.locomotives[pool].withdrawn.at[at] += 1;
            return;
        }
        let here = self.locomotives[pool]
            .waiting
            .iter()
            .position(|(wanted, _)| *wanted == at);
        match here.and_then(|position| self.locomotives[pool].waiting.remove(position)) {
            Some((_, train)) => self.give_locomotive(pool, train),
            None => {
                self.locomotives[pool].idle[at] += 1;
                self.send_light(pool);
            }
        }
    }

    /// A disruption leaves so much of a pool.
    pub(crate) fn locomotives_change(&mut self, pool: usize, left: f64) {
        let cause = self.cause_of_locomotives(pool);
        for (_, train) in self.locomotives[pool].waiting.clone() {
            let leg = self.leg(self.trains[train].service, self.trains[train].position);
            self.account_train(train, leg.from, cause);
        }
        let count = self.corridor.locomotives.rows()[pool].count;
        let state = &mut self.locomotives[pool];
        state.withdrawn.wanted = taken(count, left);
        state.withdrawn.take(&mut state.idle);
        while let Some(at) = self.locomotives[pool].withdrawn.to_give_back() {
            self.locomotives[pool].withdrawn.at[at] -= 1;
            self.locomotives[pool].coming[at] += 1;
            self.locomotive_ready(pool, at);
        }
    }

    /// What trains wait for that wait for a locomotive.
    pub(crate) fn cause_of_locomotives(&self, pool: usize) -> Cause {
        let count = self.corridor.locomotives.rows()[pool].count;
        self.locomotives[pool]
            .withdrawn
            .cause(count, Cause::Locomotive)
    }

    /// Sends idle locomotives light: first to nodes where more trains wait than locomotives
    /// come, then to keep the ends of the hauls evenly stocked, so that a train seldom waits
    /// for one to come all the way.
    fn send_light(&mut self, pool: usize) {
        let light = &self.layout.locomotive_pools[pool].light_s;
        let nodes = self.locomotives[pool].idle.len();
        #[allow(clippy::needless_range_loop)] // `light` has both ways: from and to
        for at in 0..nodes {
            loop {
                let state = &self.locomotives[pool];
                let wanted = state.waiting.iter().filter(|(node, _)| *node == at).count() as u32;
                if wanted <= state.coming[at] {
                    break;
                }
                let nearest = (0..state.idle.len())
                    .filter(|from| state.idle[*from] > 0)
                    .min_by_key(|from| (light[*from][at], *from));
                let Some(from) = nearest else { break };
                self.run_light(pool, from, at);
            }
        }
        loop {
            let state = &self.locomotives[pool];
            let stock = |at: &usize| state.idle[*at] + state.coming[*at];
            let ends = &self.layout.locomotive_pools[pool].ends;
            let poorest = ends.iter().copied().min_by_key(|at| (stock(at), *at));
            let richest = (0..state.idle.len())
                .filter(|at| state.idle[*at] > 0)
                .max_by_key(|at| (stock(at), usize::MAX - *at));
            match (richest, poorest) {
                (Some(from), Some(at)) if stock(&from) >= stock(&at) + 2 => {
                    self.run_light(pool, from, at)
                }
                _ => break,
            }
        }
    }

    fn run_light(&mut self, pool: usize, from: usize, at: usize) {
        let time = self.layout.locomotive_pools[pool].light_s[from][at];
        self.locomotives[pool].idle[from] -= 1;
        self.locomotives[pool].coming[at] += 1;
        self.queue.schedule(
            self.now + time,
            Event::LocomotiveReady {
                pool: pool.into(),
                node: at.into(),
            },
        );
    }
}
