//! Weekly departures in local time.

use super::distribution::NotationError;
use super::opening_hours::{days_of, time_of_day};

const EXPECTED: &str = "departures such as `Tu 08:00; Fr 20:30` or `daily 06:00`";

/// Departures of a service, in minutes after Monday 00:00 local time, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    departures: Vec<u32>,
}

impl Timetable {
    /// Reads `Tu 08:00; Fr 20:30` or `daily 06:00`.
    ///
    /// # Errors
    ///
    /// Unknown days, times that are no times of a day.
    pub fn read(text: &str) -> Result<Timetable, NotationError> {
        let mut departures = Vec::new();
        for item in text.split(';') {
            let (days, time) = item.trim().split_once(' ').ok_or_else(|| {
                NotationError::new(format!("`{}` has no day and time", item.trim()), EXPECTED)
            })?;
            let minute = time_of_day(time.trim(), EXPECTED)?;
            departures.extend(
                days_of(days, EXPECTED)?
                    .into_iter()
                    .map(|day| day * 24 * 60 + minute),
            );
        }
        departures.sort_unstable();
        departures.dedup();
        Ok(Timetable { departures })
    }

    /// The departures in minutes after Monday 00:00 local time.
    pub fn departures(&self) -> &[u32] {
        &self.departures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn daily_is_seven_departures() {
        assert_eq!(
            Timetable::read("daily 06:00").map(|table| table.departures().len()),
            Ok(7)
        );
        assert_eq!(
            Timetable::read("Fr 20:30; Tu 08:00").map(|table| table.departures().to_vec()),
            Ok(vec![1920, 6990])
        );
        assert!(Timetable::read("hourly").is_err());
    }
}
