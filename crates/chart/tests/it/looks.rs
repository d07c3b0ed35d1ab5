//! Colours: apart in grey, and for readers who do not see red or green.

use kervan_chart::style::{self, luminance};

/// The lightness L* of CIELAB, 0 to 100, from the relative luminance.
fn lightness(colour: &str) -> f64 {
    116.0 * bent(luminance(colour)) - 16.0
}

/// The curve of CIELAB.
fn bent(t: f64) -> f64 {
    let edge = 6.0_f64 / 29.0;
    if t > edge.powi(3) {
        t.cbrt()
    } else {
        t / (3.0 * edge * edge) + 4.0 / 29.0
    }
}

/// Linear red, green and blue.
fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("digits")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// What a matrix makes of a colour.
fn times(matrix: [[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum())
}

/// A linear colour in CIELAB, D65.
fn lab(colour: [f64; 3]) -> [f64; 3] {
    let to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ];
    let [x, y, z] = times(to_xyz, colour);
    let [x, y, z] = [x / 0.95047, y, z / 1.08883].map(bent);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How readers see who lack red and who lack green cones (Machado, Oliveira and Fernandes 2009, severity 1).
const EYES: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "no red cones",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "no green cones",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
];

/// The least distance of two colours of a palette, for each kind of eyes.
fn are_apart(name: &str, palette: &[&str], least: f64) {
    for (eyes, matrix) in EYES {
        let seen: Vec<[f64; 3]> = palette
            .iter()
            .map(|colour| lab(times(matrix, linear(colour)).map(|part| part.clamp(0.0, 1.0))))
            .collect();
        for (position, a) in seen.iter().enumerate() {
            for (other, b) in seen[..position].iter().enumerate() {
                let distance = a
                    .iter()
                    .zip(b)
                    .map(|(a, b)| (a - b) * (a - b))
                    .sum::<f64>()
                    .sqrt();
                assert!(
                    distance >= least,
                    "{name}, {eyes}: {} and {}: {distance:.1}",
                    palette[position],
                    palette[other]
                );
            }
        }
    }
}

/// Neighbours by lightness differ by a step.
fn step_in_grey(name: &str, palette: &[&str], least: f64) {
    let mut all: Vec<f64> = palette.iter().map(|colour| lightness(colour)).collect();
    all.sort_by(f64::total_cmp);
    for pair in all.windows(2) {
        assert!(pair[1] - pair[0] >= least, "{name}: {all:?}");
    }
}

#[test]
fn lightness_is_that_of_the_standard() {
    assert_eq!(luminance("#000000"), 0.0);
    assert!((luminance("#FFFFFF") - 1.0).abs() < 1e-9);
    assert!(
        (lightness("#777777") - 50.03).abs() < 0.02,
        "{}",
        lightness("#777777")
    );
}

#[test]
fn kinds_of_hours_are_apart_for_all_eyes_and_in_grey() {
    let mut palette = vec![style::MOVING, style::WORKING];
    palette.extend(style::WAITING.map(|(colour, _)| colour));
    // A distance of 2.3 in CIELAB can just be seen; 15 cannot be missed side by side.
    are_apart("hours", &palette, 15.0);
    step_in_grey("hours", &palette, 8.0);
}

#[test]
fn lines_are_apart_for_all_eyes_and_in_grey_or_dashed() {
    let colours = style::LINES.map(|(colour, _)| colour);
    are_apart("lines", &colours, 15.0);
    step_in_grey("lines", &colours, 8.0);
    let mut dashes = style::LINES.map(|(_, dashes)| dashes);
    dashes.sort_unstable();
    assert!(dashes.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn series_are_apart_for_all_eyes_and_in_grey() {
    let colours = style::SERIES.map(|(colour, _)| colour);
    are_apart("series", &colours, 15.0);
    step_in_grey("series", &colours, 8.0);
    // Neighbours in lightness differ in their hatch too.
    assert!(style::SERIES.windows(2).all(|pair| pair[0].1 != pair[1].1));
}

#[test]
fn bands_are_apart_for_all_eyes_and_in_grey() {
    let mut bands = style::BANDS.to_vec();
    bands.push(style::MOVING);
    are_apart("bands", &bands, 15.0);
    step_in_grey("bands", &bands, 8.0);
}

#[test]
fn better_and_worse_are_apart() {
    are_apart("effects", &[style::GAIN, style::LOSS, style::GROUND], 30.0);
    step_in_grey("effects", &[style::GAIN, style::LOSS, style::GROUND], 8.0);
    are_apart("flows", &[style::MOVING, style::LOSS], 30.0);
}

#[test]
fn the_ramp_only_darkens_and_its_numbers_can_be_read() {
    let shares: Vec<f64> = (0..=100)
        .map(|percent| f64::from(percent) / 100.0)
        .collect();
    for pair in shares.windows(2) {
        assert!(
            lightness(&style::ramp(pair[1])) < lightness(&style::ramp(pair[0])),
            "{pair:?}"
        );
    }
    for share in shares {
        let (a, b) = (
            luminance(&style::ramp(share)),
            luminance(style::on_ramp(share)),
        );
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contrast >= 4.5, "{share}: {contrast:.2}");
    }
}

#[test]
fn land_can_be_told_from_water_in_grey() {
    assert!(lightness(style::LAND) - lightness(style::WATER) >= 8.0);
}
