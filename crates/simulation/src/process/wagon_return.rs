//! Wagons: made ready after unloading, called to where cargo waits for them.

use kervan_results::Cause;

use crate::event::Event;
use crate::world::World;

impl World<'_> {
    /// Wagons are empty at a node; they are ready after their turnaround.
    pub(crate) fn release_wagons(&mut self, pool: usize, node: usize, count: u32) {
        let (now, month) = (self.now, self.month);
        self.wagons[pool]
            .used
            .change(now, -i64::from(count), month, None);
        self.queue.schedule(
            now + self.corridor.wagons.rows()[pool].turnaround.as_s(),
            Event::WagonsReady { pool, node, count },
        );
    }

    pub(crate) fn wagons_ready(&mut self, pool: usize, node: usize, count: u32) {
        self.wagons[pool].coming[node] -= count;
        self.wagons[pool].idle[node] += count;
        // Those whose cargo has waited longest go first.
        let mut here: Vec<(i64, usize)> = (0..self.services.len())
            .filter(|service| {
                self.pool_of(*service) == Some(pool)
                    && self.layout.services[*service].origin == node
            })
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
            for service in 0..self.services.len() {
                if self.pool_of(service) == Some(pool)
                    && self.services[service].cause == Cause::Wagons
                    && self.layout.services[service].origin != node
                {
                    self.call_wagons(pool, self.layout.services[service].origin, service);
                }
            }
        }
    }

    /// Cargo is due at `node` and lacks wagons: the end that has most idle ones sends them,
    /// unless as many as a full train are coming anyway.
    pub(crate) fn call_wagons(&mut self, pool: usize, node: usize, for_service: usize) {
        let needed = self.wagons_of_full_train(for_service);
        if self.wagons[pool].idle[node] + self.wagons[pool].coming[node] >= needed {
            return;
        }
        let sender = (0..self.services.len())
            .filter(|service| {
                let layout = &self.layout.services[*service];
                self.pool_of(*service) == Some(pool)
                    && layout.destination == node
                    && self.wagons[pool].idle[layout.origin] > 0
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
