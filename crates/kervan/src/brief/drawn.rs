//! The pictures of a briefing.

use kervan_report::{Picture, Words};
use kervan_results::Results;

use super::Found;
use crate::pictures::{self, Draw, PictureError};
use crate::study::Study;

/// Week of the Marey diagram, from 1, after the first warm-up.
const WEEK: u32 = 1;

impl Study {
    /// All pictures of the answers, in one language.
    pub(super) fn brief_pictures(
        &self,
        found: &Found,
        logged: &Results,
        words: &Words,
    ) -> Result<Vec<Picture>, PictureError> {
        let draw = Draw::new(self, words, &found.today.run)?;
        let mut drawn: Vec<_> = draw.page_map(&found.today)?.into_iter().collect();
        drawn.extend(draw.simulation(&found.today, logged, WEEK)?);
        if let Some(bottlenecks) = found.bottlenecks.given() {
            drawn.extend(draw.bottlenecks(bottlenecks)?);
        }
        if let Some(planned) = found.plan.given() {
            drawn.extend(draw.plan(planned)?);
        }
        if let Some(tariff) = found.tariff.given() {
            drawn.extend(draw.tariff(tariff)?);
        }
        if let Some(stress) = found.stress.given() {
            drawn.extend(draw.stress(stress)?);
        }
        if let Some(forecast) = found.forecast.given() {
            drawn.extend(draw.forecast(forecast)?);
        }
        Ok(drawn.into_iter().map(picture).collect())
    }
}

fn picture(drawn: pictures::Picture) -> Picture {
    let figure = drawn.figure;
    Picture {
        name: drawn.name.to_owned(),
        svg: figure.svg(),
        title: figure.title,
        summary: figure.summary,
        width: figure.width,
        height: figure.height,
    }
}
