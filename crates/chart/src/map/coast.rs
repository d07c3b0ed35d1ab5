//! Coasts and borders of Natural Earth, 1:50m; `data/README.md` says how they were made.

use std::sync::LazyLock;

/// What the data cover: west, east, south, north, degrees.
pub const COVERED: (f64, f64, f64, f64) = (18.0, 95.0, 32.0, 58.0);
/// What a map that shows them must say.
pub const SOURCE: &str = "Coasts and borders: Natural Earth 1:50m, public domain; borders as held in fact, no \
                          statement on any claim.";

/// A line through places, degrees east and north.
pub type Line = Vec<(f64, f64)>;

/// Land and borders.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ground {
    /// Rings of land; those within others are water.
    pub land: Vec<Line>,
    /// Lines between countries.
    pub borders: Vec<Line>,
}

/// The ground as it is embedded.
static GROUND: LazyLock<Ground> = LazyLock::new(|| read(include_str!("../../data/coast.txt")));

/// Land and borders.
#[must_use]
pub fn ground() -> &'static Ground {
    &GROUND
}

/// Whether a place, degrees east and north, is on land; by counting how often a line to the east meets a coast.
#[must_use]
pub fn is_land((longitude, latitude): (f64, f64)) -> bool {
    let sides = ground().land.iter().flat_map(|ring| ring.windows(2));
    let met = sides.filter(|side| {
        let (a, b) = (side[0], side[1]);
        let is_beside = (a.1 > latitude) != (b.1 > latitude);
        is_beside && longitude < a.0 + (latitude - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    !met.count().is_multiple_of(2)
}

/// Whether a side of a ring is the edge of what the data cover, and not a coast.
#[must_use]
pub fn is_edge(a: (f64, f64), b: (f64, f64)) -> bool {
    let (west, east, south, north) = COVERED;
    let on = |a: f64, b: f64, edge: f64| (a - edge).abs() < 1e-9 && (b - edge).abs() < 1e-9;
    on(a.0, b.0, west) || on(a.0, b.0, east) || on(a.1, b.1, south) || on(a.1, b.1, north)
}

/// Reads `land` and `border` lines of steps in hundredths of a degree; what is neither is left out.
fn read(text: &str) -> Ground {
    let mut ground = Ground::default();
    for line in text.lines() {
        let mut words = line.split(' ');
        let into = match words.next() {
            Some("land") => &mut ground.land,
            Some("border") => &mut ground.borders,
            _ => continue,
        };
        let steps: Vec<i32> = words.filter_map(|word| word.parse().ok()).collect();
        let mut at = (0, 0);
        into.push(
            steps
                .chunks_exact(2)
                .map(|step| {
                    at = (at.0 + step[0], at.1 + step[1]);
                    (f64::from(at.0) / 100.0, f64::from(at.1) / 100.0)
                })
                .collect(),
        );
    }
    ground
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_data_is_read() {
        let text = include_str!("../../data/coast.txt");
        for line in text.lines() {
            let (kind, steps) = line.split_once(' ').expect("a kind and steps");
            assert!(kind == "land" || kind == "border", "{kind}");
            let steps: Vec<&str> = steps.split(' ').collect();
            assert!(steps.len() >= 4 && steps.len().is_multiple_of(2));
            assert!(steps.iter().all(|step| step.parse::<i32>().is_ok()));
        }
        let (west, east, south, north) = COVERED;
        let ground = ground();
        let all = ground.land.iter().chain(&ground.borders).flatten();
        for (longitude, latitude) in all {
            assert!((west..=east).contains(longitude) && (south..=north).contains(latitude));
        }
        assert!(ground.land.iter().all(|ring| ring.first() == ring.last()));
    }

    #[test]
    fn seas_are_water_and_plains_are_land() {
        let water = [
            ("Caspian", (50.8, 41.5)),
            ("north Caspian", (50.5, 45.2)),
            ("Black Sea", (34.0, 43.0)),
        ];
        for (name, place) in water {
            assert!(!is_land(place), "{name}");
        }
        let land = [
            ("Astana", (71.43, 51.13)),
            ("Tbilisi", (44.79, 41.72)),
            ("Beyneu", (55.2, 45.32)),
            ("Ankara", (32.86, 39.93)),
        ];
        for (name, place) in land {
            assert!(is_land(place), "{name}");
        }
    }

    #[test]
    fn ports_lie_at_the_shore() {
        // Within 0.15 degrees, about 15 km, of a port there are both land and water.
        let ports = [
            ("Aktau", (51.2, 43.6)),
            ("Baku", (49.87, 40.37)),
            ("Poti", (41.65, 42.15)),
            ("Turkmenbashi", (53.0, 40.0)),
        ];
        for (name, (longitude, latitude)) in ports {
            let around = (-3..=3)
                .flat_map(|x| (-3..=3).map(move |y| (f64::from(x) * 0.05, f64::from(y) * 0.05)));
            let land: Vec<bool> = around
                .map(|(x, y)| is_land((longitude + x, latitude + y)))
                .collect();
            assert!(land.contains(&true) && land.contains(&false), "{name}");
        }
    }
}
