//! Money in whole minor units.

use std::fmt;

/// A currency, with the decimals of its minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

/// An amount in whole minor units: cents of a dollar, tetri of a lari.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// Minor units; below 0 for a credit.
    pub minor: i64,
    /// What they are units of.
    pub currency: Currency,
}

/// Currencies without a minor unit, and those with three decimals, by ISO 4217.
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF",
];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// The currency of an ISO 4217 code: three capital letters.
    pub fn of(code: &str) -> Option<Currency> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_uppercase)
            .then(|| Currency {
                code: letters,
                decimals: match code {
                    code if WHOLE.contains(&code) => 0,
                    code if THOUSANDTHS.contains(&code) => 3,
                    _ => 2,
                },
            })
    }

    /// Its code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Decimals of its minor unit.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Money {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = usize::from(self.currency.decimals);
        let unit = 10_u64.pow(u32::from(self.currency.decimals));
        let (sign, size) = (
            if self.minor < 0 { "-" } else { "" },
            self.minor.unsigned_abs(),
        );
        match digits {
            0 => write!(to, "{sign}{size}")?,
            _ => write!(to, "{sign}{}.{:0digits$}", size / unit, size % unit)?,
        }
        write!(to, " {}", self.currency.code())
    }
}

/// A decimal number as written: `digits / 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    decimals: u32,
}

impl Decimal {
    /// Reads `-12.50`; at most 15 digits on either side.
    pub fn read(text: &str) -> Option<Decimal> {
        let (sign, size) = match text.strip_prefix('-') {
            Some(size) => (-1, size),
            None => (1, text),
        };
        let (whole, part) = size.split_once('.').unwrap_or((size, ""));
        let is_sound =
            |digits: &str| digits.len() <= 15 && digits.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || !is_sound(whole) || !is_sound(part) || size.ends_with('.') {
            return None;
        }
        let digits = whole.bytes().chain(part.bytes());
        let digits = digits.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        Some(Decimal {
            digits: sign * digits,
            decimals: part.len() as u32,
        })
    }

    /// A product as money: exact, then rounded once to a whole minor unit, halves away from 0.
    ///
    /// `None` where it is more than money can hold.
    pub fn times(self, other: Decimal, currency: Currency) -> Option<Money> {
        let product = self.digits.checked_mul(other.digits)?;
        let decimals = self.decimals + other.decimals;
        let wanted = u32::from(currency.decimals);
        let minor = match decimals > wanted {
            true => {
                let unit = 10_i128.checked_pow(decimals - wanted)?;
                let (whole, rest) = (product / unit, product % unit);
                whole + rest.signum() * i128::from(2 * rest.abs() >= unit)
            }
            false => product.checked_mul(10_i128.checked_pow(wanted - decimals)?)?,
        };
        i64::try_from(minor)
            .ok()
            .map(|minor| Money { minor, currency })
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Decimal};

    #[test]
    fn half_a_cent_is_rounded_away_from_nothing() {
        let usd = Currency::of("USD").unwrap_or_else(|| unreachable!());
        let product = |a: &str, b: &str| {
            let (a, b) = (Decimal::read(a)?, Decimal::read(b)?);
            a.times(b, usd).map(|money| money.to_string())
        };
        // 2.5 * 0.33 = 0.825; 3 * 1.115 = 3.345.
        assert_eq!(product("2.5", "0.33").as_deref(), Some("0.83 USD"));
        assert_eq!(product("-2.5", "0.33").as_deref(), Some("-0.83 USD"));
        assert_eq!(product("3", "1.115").as_deref(), Some("3.35 USD"));
        assert_eq!(product("2", "1000").as_deref(), Some("2000.00 USD"));
        assert_eq!(Decimal::read("1e3"), None);
        assert_eq!(Decimal::read("1."), None);
    }
}
