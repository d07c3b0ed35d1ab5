//! The Wright omega function.

/// The solution `w > 0` of `w + ln w = y`: Lambert's W at `e^y`, without the overflow.
///
/// # Source
///
/// R. M. Corless and D. J. Jeffrey, The Wright omega function, 2002. Found by Newton's method
/// on the logarithm of `w`, which is monotone and convex there.
pub(crate) fn omega(y: f64) -> f64 {
    // In u = ln w the equation is e^u + u = y: increasing and convex, so Newton from above the
    // solution falls to it without overshooting.
    let mut u = if y > 1.0 { libm::log(y) } else { y };
    for _ in 0..60 {
        let w = libm::exp(u);
        let step = (w + u - y) / (w + 1.0);
        u -= step;
        if step.abs() <= 1e-16 * u.abs().max(1.0) {
            break;
        }
    }
    libm::exp(u)
}

#[cfg(test)]
mod tests {
    use super::omega;

    #[test]
    fn it_solves_its_equation_from_tiny_to_huge() {
        // W(1) = 0.567143290409783..., the omega constant.
        assert!((omega(0.0) - 0.567_143_290_409_783_8).abs() < 1e-15);
        for y in [-700.0, -20.0, -1.0, 0.3, 1.0, 5.0, 80.0, 1e6] {
            let w = omega(y);
            assert!(
                (w + libm::log(w) - y).abs() <= 1e-12 * y.abs().max(1.0),
                "{y}"
            );
        }
    }
}
