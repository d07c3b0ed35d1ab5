//! The multinomial logit: shares, the logsum, and the constants that reproduce given shares.

/// Shares of alternatives with these utilities: `exp(v_i) / sum exp(v_j)`.
///
/// Utilities are taken from the greatest, so none overflows; a utility of minus infinity is an
/// alternative that is not there. With no alternative there at all, every share is 0.
pub fn shares(utilities: &[f64]) -> Vec<f64> {
    let most = greatest(utilities);
    if most == f64::NEG_INFINITY {
        return vec![0.0; utilities.len()];
    }
    let weights: Vec<f64> = utilities.iter().map(|v| (v - most).exp()).collect();
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}

/// The logsum `ln sum exp(v_j)`: the utility that the best of the alternatives is expected to
/// have, up to a constant. Minus infinity where there is no alternative.
pub fn logsum(utilities: &[f64]) -> f64 {
    let most = greatest(utilities);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + utilities.iter().map(|v| (v - most).exp()).sum::<f64>().ln()
}

/// The constants that give alternatives of these utilities the shares of these volumes, the first
/// constant being 0. Volumes must be above 0.
///
/// With constants alone the logit fits any shares exactly: `c_i = ln s_i - ln s_1 - (v_i - v_1)`.
pub fn constants(utilities: &[f64], volumes: &[f64]) -> Vec<f64> {
    let (Some(first), Some(most)) = (utilities.first(), volumes.first()) else {
        return Vec::new();
    };
    utilities
        .iter()
        .zip(volumes)
        .map(|(utility, volume)| (volume / most).ln() - (utility - first))
        .collect()
}

fn greatest(utilities: &[f64]) -> f64 {
    utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_utilities_share_alike_however_large_they_are() {
        for utility in [-1e6, 0.0, 1e6] {
            assert_eq!(shares(&[utility; 4]), [0.25; 4]);
            assert!((logsum(&[utility; 4]) - utility - 4f64.ln()).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_not_there_has_no_share() {
        assert_eq!(shares(&[0.0, f64::NEG_INFINITY]), [1.0, 0.0]);
        assert_eq!(shares(&[f64::NEG_INFINITY; 2]), [0.0; 2]);
        assert_eq!(logsum(&[f64::NEG_INFINITY]), f64::NEG_INFINITY);
    }

    #[test]
    fn constants_reproduce_the_shares() {
        let utilities = [-4.0, -1.0, -2.5];
        let fitted = constants(&utilities, &[35.0, 60.0, 5.0]);
        let with: Vec<f64> = utilities.iter().zip(&fitted).map(|(v, c)| v + c).collect();
        for (found, wanted) in shares(&with).into_iter().zip([0.35, 0.60, 0.05]) {
            assert!((found - wanted).abs() < 1e-15);
        }
    }
}
