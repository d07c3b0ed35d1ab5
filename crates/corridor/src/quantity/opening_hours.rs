//! Weekly opening hours in local time.

use super::distribution::NotationError;

/// Minutes of a week.
pub(super) const WEEK_MIN: u32 = 7 * 24 * 60;
const EXPECTED: &str = "`24/7`, or days and times such as `Mo-Fr 08:00-18:00; Sa 09:00-13:00`";

/// When something is open, as intervals of minutes after Monday 00:00 local time.
///
/// Intervals are sorted and do not touch; an empty list never occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    intervals: Vec<(u32, u32)>,
}

impl OpeningHours {
    /// Open all the time.
    pub fn always() -> OpeningHours {
        OpeningHours {
            intervals: vec![(0, WEEK_MIN)],
        }
    }

    /// Reads `24/7` or `Mo-Fr 08:00-18:00; Sa 09:00-13:00`. A closing time at or before
    /// the opening time is on the next day.
    ///
    /// # Errors
    ///
    /// Unknown days, times that are no times of a day.
    pub fn read(text: &str) -> Result<OpeningHours, NotationError> {
        if text.trim() == "24/7" {
            return Ok(OpeningHours::always());
        }
        let mut minutes = Vec::new();
        for item in text.split(';') {
            let (days, hours) = item.trim().split_once(' ').ok_or_else(|| {
                NotationError::new(format!("`{}` has no days and hours", item.trim()), EXPECTED)
            })?;
            let (open, close) = hours.split_once('-').ok_or_else(|| {
                NotationError::new(format!("`{hours}` has no closing time"), EXPECTED)
            })?;
            let (open, close) = (time_of_day(open, EXPECTED)?, time_of_day(close, EXPECTED)?);
            if open == 24 * 60 {
                return Err(NotationError::new("nothing opens at 24:00", EXPECTED));
            }
            let length = if close > open {
                close - open
            } else {
                close + 24 * 60 - open
            };
            for day in days_of(days, EXPECTED)? {
                minutes.push((day * 24 * 60 + open, day * 24 * 60 + open + length));
            }
        }
        Ok(OpeningHours {
            intervals: merged(minutes),
        })
    }

    /// The open intervals in minutes after Monday 00:00 local time.
    pub fn intervals(&self) -> &[(u32, u32)] {
        &self.intervals
    }

    /// Whether it never closes.
    pub fn is_always(&self) -> bool {
        self.intervals == [(0, WEEK_MIN)]
    }

    /// Hours open in a week.
    pub fn hours_per_week(&self) -> f64 {
        self.intervals
            .iter()
            .map(|(from, to)| f64::from(to - from))
            .sum::<f64>()
            / 60.0
    }
}

/// Days of the week named by `Mo`, `Mo-Fr` or `daily`, Monday being 0.
pub(super) fn days_of(text: &str, expected: &str) -> Result<Vec<u32>, NotationError> {
    const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let day = |name: &str| {
        DAYS.iter()
            .position(|known| *known == name)
            .map(|position| position as u32)
            .ok_or_else(|| {
                NotationError::new(
                    format!("`{name}` is no day of the week (Mo, Tu, We, Th, Fr, Sa, Su)"),
                    expected,
                )
            })
    };
    if text == "daily" {
        return Ok((0..7).collect());
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    let count = (last + 7 - first) % 7 + 1;
    Ok((0..count).map(|step| (first + step) % 7).collect())
}

/// Minutes after midnight of `08:30`; `24:00` is the end of the day.
pub(super) fn time_of_day(text: &str, expected: &str) -> Result<u32, NotationError> {
    let refuse = || NotationError::new(format!("`{text}` is no time of day"), expected);
    let (hours, minutes) = text.split_once(':').ok_or_else(refuse)?;
    if hours.len() > 2 || minutes.len() != 2 {
        return Err(refuse());
    }
    let (hours, minutes): (u32, u32) = (
        hours.parse().map_err(|_| refuse())?,
        minutes.parse().map_err(|_| refuse())?,
    );
    if minutes < 60 && hours * 60 + minutes <= 24 * 60 {
        Ok(hours * 60 + minutes)
    } else {
        Err(refuse())
    }
}

fn merged(intervals: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut inside: Vec<(u32, u32)> = Vec::new();
    for (from, to) in intervals {
        inside.push((from, to.min(WEEK_MIN)));
        if to > WEEK_MIN {
            inside.push((0, to - WEEK_MIN));
        }
    }
    inside.sort_unstable();
    let mut result: Vec<(u32, u32)> = Vec::new();
    for (from, to) in inside {
        match result.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => result.push((from, to)),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn night_shifts_run_into_the_next_day_and_week() {
        let hours = OpeningHours::read("Su 22:00-06:00").map(|hours| hours.intervals().to_vec());
        assert_eq!(hours, Ok(vec![(0, 360), (6 * 1440 + 1320, WEEK_MIN)]));
    }

    #[test]
    fn every_day_and_hour_is_always() {
        assert_eq!(
            OpeningHours::read("Mo-Su 00:00-24:00").map(|hours| hours.is_always()),
            Ok(true)
        );
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "always",
            "Mo",
            "Xx 08:00-10:00",
            "Mo 25:00-26:00",
            "Mo 8-10",
        ] {
            assert!(OpeningHours::read(text).is_err(), "{text}");
        }
    }
}
