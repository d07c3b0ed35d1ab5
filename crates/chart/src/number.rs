//! Numbers in print: thousands apart, no more digits than say something.

use crate::figure::Interval;

/// A number with thousands apart and so many digits after the point.
pub(crate) fn thousands(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out = format!("{out}.{rest}");
    }
    let is_zero = text.chars().all(|letter| letter == '0' || letter == '.');
    if value < 0.0 && !is_zero {
        format!("-{out}")
    } else {
        out
    }
}

/// Digits after the point that a number of this size deserves: three significant ones, or none from 100 up.
pub(crate) fn digits(value: f64) -> usize {
    match value.abs() {
        size if size >= 99.95 || size == 0.0 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.095 => 2,
        _ => 3,
    }
}

/// A number with the digits that its size deserves.
pub(crate) fn readable(value: f64) -> String {
    thousands(value, digits(value))
}

/// `12.3 ± 0.4`, or `12.3 (11.9 to 13.1)` where the interval leans to one side, or the number alone.
pub(crate) fn interval(of: Interval, is_signed: bool) -> String {
    let digits = digits(of.mean.abs().max(of.high - of.low));
    let signed = |value: f64| {
        let text = thousands(value, digits);
        let plus = if is_signed && value > 0.0 { "+" } else { "" };
        format!("{plus}{text}")
    };
    let (below, above) = (of.mean - of.low, of.high - of.mean);
    if below <= 0.0 && above <= 0.0 {
        signed(of.mean)
    } else if (below - above).abs() <= 0.02 * (below + above) {
        format!(
            "{} ± {}",
            signed(of.mean),
            thousands((below + above) / 2.0, digits)
        )
    } else {
        format!(
            "{} ({} to {})",
            signed(of.mean),
            signed(of.low),
            signed(of.high)
        )
    }
}

/// A length in an SVG file: two digits after the point at most, no `-0`.
pub(crate) fn length(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart_and_zero_has_no_sign() {
        assert_eq!(thousands(1_234_567.0, 0), "1,234,567");
        assert_eq!(thousands(-1234.56, 1), "-1,234.6");
        assert_eq!(thousands(-0.04, 1), "0.0");
        assert_eq!(thousands(999.0, 0), "999");
    }

    #[test]
    fn an_interval_is_said_by_its_half_width_where_it_is_even() {
        let even = Interval {
            mean: 12.0,
            low: 11.5,
            high: 12.5,
        };
        assert_eq!(interval(even, false), "12.0 ± 0.5");
        assert_eq!(interval(even, true), "+12.0 ± 0.5");
        let leaning = Interval {
            mean: 12.0,
            low: 11.5,
            high: 14.0,
        };
        assert_eq!(interval(leaning, false), "12.0 (11.5 to 14.0)");
        assert_eq!(interval(Interval::exact(0.0), true), "0");
    }

    #[test]
    fn lengths_have_two_digits_at_most() {
        assert_eq!(length(1.0), "1");
        assert_eq!(length(-0.001), "0");
        assert_eq!(length(2.505), "2.5");
        assert_eq!(length(100.0), "100");
    }
}
