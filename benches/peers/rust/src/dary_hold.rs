//! The hold model on `dary_heap`, arity 4, with the draws that Kervan makes.

use std::cmp::Reverse;

use dary_heap::QuaternaryHeap;
use kervan_engine::RandomStream;

use crate::Watch;

pub(crate) fn round(pending: usize, tied: bool, holds: u64, seed: u64) {
    let mut stream = RandomStream::named(seed, 0, "hold", "times");
    let mut ahead = move || {
        let time = stream.exponential();
        (if tied { time * 4.0 } else { time * 1e6 }) as i64
    };
    let mut heap = QuaternaryHeap::with_capacity(pending);
    let mut sequence = 0_u64;
    for event in 0..pending {
        sequence += 1;
        heap.push(Reverse((ahead(), sequence, event as u32)));
    }
    let mut order = 0_u64;
    let watch = Watch::start();
    for _ in 0..holds {
        if let Some(Reverse((now, _, event))) = heap.pop() {
            order = order.wrapping_mul(31).wrapping_add(u64::from(event));
            sequence += 1;
            heap.push(Reverse((now + ahead(), sequence, event)));
        }
    }
    watch.print(
        holds,
        serde_json::json!({ "order": format!("{order:016x}") }),
    );
}
