//! One round of the benches on another engine.
//!
//! ```text
//! rust-peers odem-rs|nexosim STATIONS SERVERS RATE CUSTOMERS SEED
//! rust-peers dary-heap PENDING distinct|tied HOLDS SEED
//! ```
//!
//! Each model is written as the documentation of its engine writes one. What is printed is
//! what a round of ours prints.

use std::time::Instant;

mod dary_hold;
mod draws;
mod nexosim_line;
mod odem_line;

/// A line of stations; every service takes 1 on average.
#[derive(Clone, Copy)]
struct Line {
    stations: usize,
    servers: usize,
    rate: f64,
    customers: u64,
    seed: u64,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let whole = |at: usize| words[at].parse::<u64>().expect("a whole number");
    let line = || Line {
        stations: whole(1) as usize,
        servers: whole(2) as usize,
        rate: words[3].parse().expect("a rate"),
        customers: whole(4),
        seed: whole(5),
    };
    match words[0].as_str() {
        "odem-rs" => round_of(line(), odem_line::run),
        "nexosim" => round_of(line(), nexosim_line::run),
        "dary-heap" => dary_hold::round(whole(1) as usize, words[2] == "tied", whole(3), whole(4)),
        other => panic!("no engine `{other}`"),
    }
}

/// Times a run that gives the mean time of its customers.
fn round_of(line: Line, run: fn(Line) -> f64) {
    let watch = Watch::start();
    let mean = run(line);
    let events = line.customers * (line.stations as u64 + 1);
    watch.print(
        events,
        serde_json::json!({ "customers": line.customers, "mean time": mean }),
    );
}

/// CPU and clock time since it was started.
struct Watch {
    cpu_s: f64,
    wall: Instant,
}

impl Watch {
    fn start() -> Watch {
        Watch {
            cpu_s: cpu_s(),
            wall: Instant::now(),
        }
    }

    fn print(&self, work: u64, answers: serde_json::Value) {
        let (cpu_s, wall_s) = (cpu_s() - self.cpu_s, self.wall.elapsed().as_secs_f64());
        let peak_mib = std::fs::read_to_string("/proc/self/status")
            .ok()
            .and_then(|text| {
                let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
                line.split_whitespace().nth(1)?.parse::<f64>().ok()
            })
            .map(|kib| kib / 1024.0);
        println!(
            "{}",
            serde_json::json!({
                "cpu_s": cpu_s,
                "wall_s": wall_s,
                "peak_mib": peak_mib,
                "work": work,
                "answers": answers,
            })
        );
    }
}

/// CPU seconds of this process, all threads.
fn cpu_s() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}
