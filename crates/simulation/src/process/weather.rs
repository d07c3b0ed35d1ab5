//! Weather closes ports and opens them again.

use crate::event::Event;
use crate::process::flow_arrival::advance;
use crate::world::World;
use kervan_corridor::network::Closure;
use kervan_engine::RandomStream;

/// A two-state process: open with a hazard of closing that depends on the month, closed for
/// an exponential time.
#[derive(Clone)]
pub(crate) struct Weather {
    closed: bool,
    /// Closings a second while open, by month.
    hazard: [f64; 12],
    mean_length_s: f64,
    stream: RandomStream,
}

impl Weather {
    pub(crate) fn new(closure: &Closure, stream: RandomStream) -> Weather {
        let mean_length_s = closure.mean_length.as_s() as f64;
        // In the long run a share s of the time is closed where openings last L (1 - s) / s on average.
        let hazard = closure
            .share_by_month
            .map(|share| share / ((1.0 - share) * mean_length_s));
        Weather {
            closed: false,
            hazard,
            mean_length_s,
            stream,
        }
    }
}

impl World<'_> {
    pub(crate) fn schedule_weather(&mut self, closure: usize) {
        let weather = &mut self.weather[closure];
        let exponential = weather.stream.exponential();
        let time = if weather.closed {
            self.now + (exponential * weather.mean_length_s).round() as i64
        } else if weather.hazard.iter().all(|hazard| *hazard == 0.0) {
            return;
        } else {
            advance(self.now, exponential, &weather.hazard, self.year)
        };
        self.queue.schedule(
            time,
            Event::WeatherChanges {
                closure: closure.into(),
            },
        );
    }

    pub(crate) fn weather_changes(&mut self, closure: usize) {
        self.weather[closure].closed = !self.weather[closure].closed;
        let closes = self.weather[closure].closed;
        self.schedule_weather(closure);
        for node in self.corridor.closures.rows()[closure]
            .nodes
            .iter()
            .map(|node| node.at())
        {
            let closed = if closes {
                self.closed[node] + 1
            } else {
                self.closed[node] - 1
            };
            self.settle_port(node);
            self.closed[node] = closed;
            self.port_changed(node);
        }
    }
}
