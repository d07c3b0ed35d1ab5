//! The earth laid flat: Lambert's conformal conic projection with two standard parallels.
//!
//! Shapes stay true, and between the parallels 38 and 50 degrees, where the corridors of Eurasia run, lengths are within
//! 1 %. On a sphere: Snyder, *Map Projections: A Working Manual* (USGS 1987), equations 15-1 to 15-5.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// The standard parallels, degrees.
const PARALLELS: (f64, f64) = (38.0, 50.0);

/// A conic projection around a meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conic {
    /// The meridian that is upright, radians.
    meridian: f64,
    /// The sine of the cone.
    cone: f64,
    /// What the radii are multiples of.
    scale: f64,
}

impl Conic {
    /// A projection whose upright meridian lies at a longitude, degrees.
    #[must_use]
    pub fn around(longitude: f64) -> Conic {
        let (a, b) = (PARALLELS.0 * PI / 180.0, PARALLELS.1 * PI / 180.0);
        let stretch = |latitude: f64| libm::tan(FRAC_PI_4 + latitude / 2.0);
        let cone = libm::log(libm::cos(a) / libm::cos(b)) / libm::log(stretch(b) / stretch(a));
        Conic {
            meridian: longitude * PI / 180.0,
            cone,
            scale: libm::cos(a) * libm::pow(stretch(a), cone) / cone,
        }
    }

    /// A place, degrees east and north, on the plane: x to the east, y to the north, in radii of the earth.
    #[must_use]
    pub fn at(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        let latitude = (latitude * PI / 180.0).clamp(-FRAC_PI_2 + 1e-6, FRAC_PI_2 - 1e-6);
        let radius = self.scale / libm::pow(libm::tan(FRAC_PI_4 + latitude / 2.0), self.cone);
        let angle = self.cone * (longitude * PI / 180.0 - self.meridian);
        (radius * libm::sin(angle), -radius * libm::cos(angle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Length of a small step on the plane over its length on the sphere.
    fn stretch(latitude: f64, (east, north): (f64, f64)) -> f64 {
        let conic = Conic::around(50.0);
        let (a, b) = (
            conic.at((60.0, latitude)),
            conic.at((60.0 + east, latitude + north)),
        );
        let plane = libm::hypot(b.0 - a.0, b.1 - a.1);
        let wide = east * libm::cos(latitude * PI / 180.0);
        plane / (libm::hypot(wide, north) * PI / 180.0)
    }

    #[test]
    fn lengths_are_true_on_the_standard_parallels() {
        for latitude in [38.0, 50.0] {
            assert!(
                (stretch(latitude, (1e-5, 0.0)) - 1.0).abs() < 1e-6,
                "{latitude}"
            );
        }
        for latitude in [38.0, 41.0, 44.0, 47.0, 50.0] {
            assert!(
                (stretch(latitude, (1e-5, 0.0)) - 1.0).abs() < 0.01,
                "{latitude}"
            );
        }
    }

    #[test]
    fn shapes_are_true_everywhere() {
        for latitude in [33.0, 40.0, 46.0, 57.0] {
            let (east, north) = (
                stretch(latitude, (1e-5, 0.0)),
                stretch(latitude, (0.0, 1e-5)),
            );
            assert!(
                (east / north - 1.0).abs() < 1e-4,
                "{latitude}: {east} {north}"
            );
        }
    }

    #[test]
    fn the_cone_is_as_by_hand() {
        // ln(cos 38 / cos 50) / ln(tan 70 / tan 64), with the functions from a table.
        let cone = libm::log(0.788_010_753_6 / 0.642_787_609_7)
            / libm::log(2.747_477_419_5 / 2.050_303_841_6);
        assert!((Conic::around(0.0).cone - cone).abs() < 1e-8);
    }
}
