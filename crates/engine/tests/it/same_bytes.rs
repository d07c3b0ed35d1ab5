//! The same names give the same bytes: on any thread, in any order, on any machine.

use crate::families::family;
use crate::queue_model::{Row, SERVICE, Station};
use kervan_engine::{Distribution, RandomStream, ServerStatistics};
use std::thread;

fn row() -> Row {
    Row {
        between_arrivals: family("exponential(60000)"),
        stations: vec![Station {
            places: 2,
            service: Distribution::lognormal(SERVICE, 0.6).unwrap(),
        }],
    }
}

#[test]
fn threads_change_nothing() {
    let alone: Vec<Vec<ServerStatistics>> = (0..8)
        .map(|replication| row().run(4, replication, 0, 2000))
        .collect();
    let side_by_side: Vec<Vec<ServerStatistics>> = (0..8)
        .rev()
        .map(|replication| thread::spawn(move || row().run(4, replication, 0, 2000)))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|run| run.join().unwrap())
        .collect();
    assert_eq!(alone, side_by_side);
}

#[test]
fn replications_differ() {
    assert_ne!(row().run(4, 0, 0, 100), row().run(4, 1, 0, 100));
}

#[test]
fn drawn_values_never_change_by_a_bit() {
    // A snapshot of the first 1000 values of each family, folded bit by bit (FNV-1a, 64
    // bits). It is not checked against theory here; `drawn_values` does that. It fails if a
    // machine or a new version of `libm` computes one bit differently.
    let snapshot = [
        ("exponential(3)", 0x03d6_6e72_8920_1ed4_u64),
        ("erlang(3, 24)", 0x2b82_03d6_ff44_a199),
        ("erlang(40, 24)", 0x6050_cddf_0605_b1da),
        ("triangular(0.8, 1, 5)", 0x176d_0705_6d10_24ba),
        ("normal(10, 2)", 0xc0be_ef12_c9e1_f838),
        ("normal(10, 2, 12, 15)", 0x0273_c5d3_493a_51db),
        ("lognormal(4, 0.5, 3)", 0xa31c_47f3_f8e8_0e7e),
        ("gamma(3, 0.5)", 0x35f7_5792_6c94_3f6a),
        ("weibull(2, 1.5)", 0xd654_0097_2f50_ccda),
        (
            "mixture(1 * 4 + 2 * empirical(1:3, 2.5:1))",
            0x6c97_ffb1_4a6e_81b1,
        ),
    ];
    let found = snapshot.map(|(text, _)| {
        let distribution = family(text);
        let mut stream = RandomStream::named(1, 0, text, "snapshot");
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for _ in 0..1000 {
            for byte in distribution.sample(&mut stream).to_bits().to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        (text, hash)
    });
    assert_eq!(found, snapshot);
}
