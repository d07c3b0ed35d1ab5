//! A place.

/// A place: border station, junction, yard, terminal or port.
#[derive(Clone, Debug)]
pub struct Node {
    /// Identifier, such as `KZ-AKU`.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// Two-letter country code.
    pub country: String,
    /// UN/LOCODE, where one exists.
    pub unlocode: Option<String>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// Seconds that local standard time is ahead of UTC.
    pub utc_offset_s: i64,
    /// Metres by which the water at the port falls in a year.
    pub water_fall_m: f64,
}

/// Great-circle distance of two positions (degrees) in kilometres.
///
/// Haversine formula on a sphere of 6,371.0088 km, the mean radius of the International
/// Union of Geodesy and Geophysics; off by at most about 0.5 % against the ellipsoid.
pub fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    const RADIUS_KM: f64 = 6371.0088;
    let (lat_a, lat_b) = (from.0.to_radians(), to.0.to_radians());
    let half_lat = libm::sin((lat_b - lat_a) / 2.0);
    let half_lon = libm::sin((to.1 - from.1).to_radians() / 2.0);
    let h = half_lat * half_lat + libm::cos(lat_a) * libm::cos(lat_b) * half_lon * half_lon;
    2.0 * RADIUS_KM * libm::asin(libm::sqrt(h.min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_equator() {
        // 2 pi 6371.0088 / 4 = 10,007.557 km.
        assert!((great_circle_km((0.0, 0.0), (0.0, 90.0)) - 10_007.557).abs() < 0.001);
    }
}
