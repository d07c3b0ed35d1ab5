//! Wagons: made ready after unloading, called to where cargo waits for them.

use kervan_results::Cause;

use crate::event::Event;
use crate::parcel::Stack;
use crate::process::disruption::taken;
use crate::world::World;

impl World<'_> {
    /// Gives wagons to the lots that wait for some to travel in, in order of arrival; a lot
    /// goes when there are enough for all of it.
    pub(crate) fn give_wagons_to_lots(&mut self, pool: usize) {
        while let Some(parcel) = self.wagons[pool].waiting.front().copied() {
            let flow = &self.layout.flows[self.parcels[parcel].flow];
            let needed =
                flow.wagons.map_or(0, |(_, per_unit)| per_unit) * self.parcels[parcel].units;
            let (now, month, node) = (self.now, self.month, flow.origin);
            if self.wagons[pool].idle[node] < needed {
                return;
            }
            self.wagons[pool].waiting.pop_front();
            self.wagons[pool].idle[node] -= needed;
            self.wagons[pool]
                .used
                .change(now, i64::from(needed), month, None);
            self.account(&[parcel], now, node, Cause::Wagons);
            self.lot_enters(parcel);
        }
    }

    /// The units of a flow have been taken out of their wagons, which go back empty.
    pub(crate) fn wagons_emptied(&mut self, empties: usize, units: u32, stack: Stack) {
        let layout = &self.layout.flows[empties];
        let mut parcel = self.new_parcel(empties, units);
        parcel.stack = stack;
        parcel.start_clock(self.now);
        self.note_entered(empties, units, false);
        let (service, terminal) = (layout.services[0], layout.origin_terminal);
        let parcel = self.parcels.insert(parcel);
        match terminal {
            Some(_) => self.parcel_cleared(parcel),
            None => self.train_enters(service, parcel),
        }
    }

    /// Empty wagons are back at the origin of their flow.
    pub(crate) fn wagons_back(&mut self, flow: usize, units: u32) {
        let layout = &self.layout.flows[flow];
        if let Some((pool, per_unit)) = layout.wagons {
            let (count, node) = (per_unit * units, layout.destination);
            self.wagons[pool].coming[node] += count;
            self.release_wagons(pool, node, count);
        }
    }

    /// Wagons are empty at a node; they are ready after their turnaround.
    pub(crate) fn release_wagons(&mut self, pool: usize, node: usize, count: u32) {
        let (now, month) = (self.now, self.month);
        self.wagons[pool]
            .used
            .change(now, -i64::from(count), month, None);
        self.queue.schedule(
            now + self.corridor.wagons.rows()[pool].turnaround.as_s(),
            Event::WagonsReady {
                pool: pool.into(),
                node: node.into(),
                count,
            },
        );
    }

    pub(crate) fn wagons_ready(&mut self, pool: usize, node: usize, count: u32) {
        self.wagons[pool].coming[node] -= count;
        let state = &mut self.wagons[pool];
        state.idle[node] += count;
        state.withdrawn.take(&mut state.idle);
        self.give_wagons_to_lots(pool);
        // Those whose cargo has waited longest go first.
        let using: &[usize] = &self.layout.pool_services[pool];
        let mut here: Vec<(i64, usize)> = using
            .iter()
            .copied()
            .filter(|service| self.layout.services[*service].origin == node)
            .map(|service| {
                let oldest = self.services[service]
                    .ready
                    .front()
                    .map(|parcel| self.parcels[*parcel].ready_since.ticks());
                (oldest.unwrap_or(i64::MAX), service)
            })
            .collect();
        here.sort_unstable();
        for (_, service) in here {
            self.consider(service);
        }
        if self.wagons[pool].idle[node] > 0 {
            for service in using.iter().copied() {
                if self.services[service].cause == Cause::Wagons
                    && self.layout.services[service].origin != node
                {
                    self.call_wagons(pool, self.layout.services[service].origin, service);
                }
            }
        }
    }

    /// A disruption leaves so much of a pool.
    pub(crate) fn wagons_change(&mut self, pool: usize, left: f64) {
        let cause = self.cause_of_wagons(pool);
        for parcel in self.wagons[pool].waiting.clone() {
            let node = self.layout.flows[self.parcels[parcel].flow].origin;
            self.account(&[parcel], self.now, node, cause);
        }
        let count = self.corridor.wagons.rows()[pool].count;
        let state = &mut self.wagons[pool];
        state.withdrawn.wanted = taken(count, left);
        state.withdrawn.take(&mut state.idle);
        while let Some(node) = self.wagons[pool].withdrawn.to_give_back() {
            let state = &mut self.wagons[pool];
            let given = state.withdrawn.at[node].min(state.withdrawn.too_many());
            state.withdrawn.at[node] -= given;
            state.coming[node] += given;
            self.wagons_ready(pool, node, given);
        }
    }

    /// What units wait for that wait for wagons.
    pub(crate) fn cause_of_wagons(&self, pool: usize) -> Cause {
        let count = self.corridor.wagons.rows()[pool].count;
        self.wagons[pool].withdrawn.cause(count, Cause::Wagons)
    }

    /// Cargo is due at `node` and lacks wagons: the end that has most idle ones sends them,
    /// unless as many as a full train are coming anyway.
    pub(crate) fn call_wagons(&mut self, pool: usize, node: usize, for_service: usize) {
        let needed = self.wagons_of_full_train(for_service);
        if self.wagons[pool].idle[node] + self.wagons[pool].coming[node] >= needed {
            return;
        }
        let sender = self.layout.pool_services[pool]
            .iter()
            .copied()
            .filter(|service| {
                let layout = &self.layout.services[*service];
                layout.destination == node
                    && self.wagons[pool].idle[layout.origin] > 0
                    && !self.is_shut(*service)
            })
            .max_by_key(|service| {
                (
                    self.wagons[pool].idle[self.layout.services[*service].origin],
                    std::cmp::Reverse(*service),
                )
            });
        if let Some(sender) = sender {
            self.services[sender].called = true;
            self.consider(sender);
        }
    }
}
