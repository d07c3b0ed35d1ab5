//! Vessels of other traffic hold the same berths.

use kervan_corridor::terminal::BackgroundCalls;
use kervan_engine::RandomStream;

use crate::calendar::YEAR_S;
use crate::error::SimulationError;
use crate::event::Event;
use crate::sampling::{Sampler, whole_s};
use crate::world::{PortUser, World};

/// Calls of one row, arriving at random.
#[derive(Clone)]
pub(crate) struct BackgroundSource {
    rate_s: f64,
    stream: RandomStream,
    pub(crate) berth_time: Sampler,
}

impl BackgroundSource {
    pub(crate) fn new(
        row: &BackgroundCalls,
        stream: &dyn Fn(&str, &str) -> RandomStream,
    ) -> Result<BackgroundSource, SimulationError> {
        Ok(BackgroundSource {
            rate_s: row.calls_per_year / YEAR_S as f64,
            stream: stream(&row.id, "calls"),
            berth_time: Sampler::new(&row.berth_time_h, stream(&row.id, "berth time"))?,
        })
    }
}

impl World<'_> {
    pub(crate) fn schedule_background(&mut self, row: usize) {
        let source = &mut self.background[row];
        if source.rate_s > 0.0 {
            let wait = source.stream.exponential() / source.rate_s;
            self.queue.schedule(
                self.now + whole_s(wait),
                Event::BackgroundCall { row: row.into() },
            );
        }
    }

    pub(crate) fn background_call(&mut self, row: usize) {
        self.schedule_background(row);
        let terminal = self.corridor.background_calls.rows()[row].terminal;
        let node = self.corridor.terminals[terminal].node.at();
        self.wait_for_berth(node, PortUser::Background { row });
    }

    pub(crate) fn background_leaves(&mut self, row: usize, berth: usize) {
        let terminal = self.corridor.background_calls.rows()[row].terminal;
        let node = self.corridor.terminals[terminal].node.at();
        self.record.background_left(node);
        self.free_berth(berth);
    }
}
