//! The format in words, made of the same rows that the reader uses.

use crate::quantity::{self, Word};
use crate::section::{Key, SECTIONS};

const HEAD: &str = "\
# Cases with known answers

`kervan verify --cases DIR` reads every case file of a folder and its folders; `--cases FILE` reads one. A case file is
TOML, or JSON with the same keys. This is version 1 of the format; it stays as it is.

```toml
version = 1
title = \"Two queues\"

[[case]]
name = \"two-priorities\"
title = \"Urgent and ordinary ships at one berth\"
source = \"Cobham 1954: the wait of class k is W0 / ((1 - s(k-1)) (1 - s(k)))\"

[[case.station]]
name = \"berth\"
servers = 1
service = \"exponential(1)\"
discipline = \"priority\"

[[case.class]]
name = \"urgent\"
arrivals = \"exponential(4)\"
priority = 1

[[case.class]]
name = \"ordinary\"
arrivals = \"exponential(2.5)\"

[[case.expect]]
quantity = \"mean wait\"
class = \"urgent\"
value = 0.8666666666666667

[[case.expect]]
quantity = \"mean wait\"
class = \"ordinary\"
value = 2.4761904761904763

[[case]]
name = \"gate-and-train\"
station = [
    { name = \"gate\", servers = 2, service = \"exponential(0.5)\" },
    { name = \"train\", departures = { headway = 6, room = 20, running = 9.5 } },
]
class = [{ name = \"boxes\", arrivals = \"exponential(0.333333333333333333)\", route = [\"gate\", \"train\"] }]
expect = [{ quantity = \"mean wait\", station = \"train\", value = 3.8657164500822967 }]
```

A case is a network of stations, a whole corridor, a file of numbers, a single track, a network with capacity, a network
whose edges fail, observed choices, paths over links that fill up, a series to be forecast, carriers in series who set
prices, or a game of coalitions, told by its keys. Times of a
network are in one unit of your choice, everywhere the same; those of a single track in minutes; those of a corridor in
the units of its result tables. An unknown key is an error, never passed over.
";

const DISTRIBUTIONS: &str = "
## Distributions

A number, or a text in the notation of a corridor's cells:

| text | meaning |
| --- | --- |
| `3.5` or `constant(3.5)` | always the same |
| `exponential(mean)` | with this mean, not this rate |
| `erlang(phases, mean)` | mean of the whole, not of a phase |
| `uniform(low, high)` | |
| `triangular(low, mode, high)` | |
| `normal(mean, sd)` | cut at 0: values below are drawn again |
| `normal(mean, sd, low, high)` | cut at low and high; mean and sd are those of the whole curve |
| `lognormal(mean, sigma)` | mean of the values, sigma of their logarithm: sigma^2 = ln(1 + scv) |
| `lognormal(mean, sigma, minimum)` | values below the minimum are drawn again |
| `gamma(mean, shape)` | scv = 1 / shape |
| `weibull(scale, shape)` | |
| `empirical(value:weight, value:weight)` | these values, by weight |
| `mixture(weight * part + weight * part)` | one of the parts, by weight, such as `mixture(0.8 * exponential(1) + 0.2 * 5)` |
";

const JUDGING: &str = "
## How it is run and judged

A network is simulated in independent replications. Where `length` is not given it grows, with fresh luck each time,
until half of every interval is at most `halfwidth` of the known answer, or `tolerance` or `narrow` if that is more; at
150 million events it stops, and the answer is marked `too wide`. Where `warm_up` is not given, it is a quarter of a first
run of some hundred thousand events, more if MSER-5 says so of pilot runs, and a twentieth of the length at least. What
counts begins after it: all counters start again then.

| verdict | meaning |
| --- | --- |
| `agrees` | the Student interval over replications, widened by `tolerance`, holds the known answer |
| `too wide` | it does, but is wider than asked for |
| `misses` | it does not; of 99 % intervals, one in a hundred misses by chance |
| `WRONG` | it misses, and not by chance; or an answer that is not left to chance differs |
| `NO ANSWER` | the case could not be run, or saw nothing of the kind |

An interval that misses is looked at again, with other luck and four times as long. The answer is wrong if even then
an interval misses whose confidence is 1 - 0.001 / n, where n answers of the set are simulated. Over the set, at most k
intervals may miss at the first look, where k is the least number that is exceeded with a chance of 0.1 % or less
(binomial; the quantities of one case move together, so the bound is approximate). No interval is taken for narrower
than 0.1 % of the known answer, and quantiles may be off by 0.4 % of their value, which is how finely they are counted.

The exit code is 1 if an answer is wrong or missing, or more than k miss; 2 if the case files themselves are at fault;
else 0. A station that is offered more than it can do is such a fault, unless `length` says how long to run.

## Other files that are read

Files of these shapes are read as they are; the shape shows in the content, not in the name. A file of JSON that is none
of them is named in a note.

| shape | what it holds |
| --- | --- |
| `cases` with `model`, `params`, `expected` | M/M/c, M/M/c/K, M/D/c, M/G/1, Erlang B and C; open networks by visits or routing; closed networks by visits, with think time |
| `scheduled_trains`, `saturated_lines` | trains with limited room; stations in series that block |
| a list with `flows`, `stations`, `trains` | gates and borders, then trains by chance |
| a list with `sections`, `crossing_minutes` | single tracks |
| names with `n`, `mean`, `variance` | series, in `NAME.csv` or `NAME.csv.gz` beside the file |
| CSV `berths,utilisation,mean_wait_over_mean_service` | M/E2/n |
| names with `max_concurrent_factor`, `max_flow_first_commodity` | networks with capacity, in `NAME.dow` beside the file |
| a list with `instance` of `nodes`, `arcs`, `ods` | networks with projects: what is carried without, with each, with all; the cheapest set that carries everything, over several periods too (`demand_multiplier`), the next one, and what taking one at a time costs |
| a list with `instance` of `NAME.dow`, `value` | the cheapest arcs to open, in `NAME.dow` beside the file: cost within 3 % of the best known, strong relaxation, bound |
| `demand`, `setup_cost`, `optimal_cost` | lots of one product: when to make how many |
| names with `parameters`, `log_likelihood` | conditional logits of observed choices (`subset` says of which rows), in `NAME.csv` or `NAME.csv.gz` beside the file; `mode_canada` is looked for as `ModeCanada` too, and a model without its table is skipped with a note |
| names with `times` | parallel routes that fill up: user equilibrium, stochastic equilibria at some dispersions |
| a list with `edges`, `terminals` or `edge_up_probability` | networks whose edges fail; `directed`, and a chance for each edge, are read too |
| names with `aicc` under `ets`; `HoltWinters_NAME_additive` | single series in `PREFIX_NAME.csv` beside `PREFIX_expected.json`: automatic exponential smoothing, AICc at most 2 above or the forecast within 5 %; Holt-Winters. ARIMA is skipped |
| `accuracy` with `sMAPE`, `MASE` by frequency and model | forecasts of many series, in `NAME.csv.gz` or `NAME.csv` beside `NAME_expected.json`: naive exact, SES within 1 %, Theta within 4 %, ETS at most 5 % worse |
| CSV with `id`, `smape_ets` | mean errors over some series of `NAME.csv.gz`, in `NAME_every_....csv` |
| a list with `demand_form`, `params` | carriers in series: prices, quantities and profits of `nash`, `joint` and `successive`, the gain from one tariff; `null` for no equilibrium |
| a list with `characteristic_function` | games of coalitions: Shapley value, nucleolus, core, least core |
| `.dat` that begins with `NIST/ITL StRD` | one-way analysis of variance, straight lines |
";

/// The documented format, as Markdown.
pub fn schema() -> String {
    let mut text = HEAD.to_owned();
    for section in SECTIONS {
        text += &format!("\n## {}\n\n{}\n\n", heading(section.heading), section.about);
        text += "| key | value | if left out | meaning |\n| --- | --- | --- | --- |\n";
        text.extend(section.keys.iter().map(key));
    }
    text += DISTRIBUTIONS;
    text += "\n## Quantities\n";
    text += "\nOf a network; `station` and `class` say of what:\n\n";
    text += &words(quantity::NETWORK);
    text += "\nOf a corridor, with the names of its tables and results:\n\n";
    text += &words(quantity::CORRIDOR);
    text += "\nOf a file of numbers; a series is the last column:\n\n";
    text += &words(quantity::SERIES);
    text += "\nOf a single track:\n\n";
    text += &words(quantity::LINE);
    text += "\nOf a network with capacity:\n\n";
    text += &words(quantity::CAPACITY);
    text += "\nOf a network whose edges fail:\n\n";
    text += &words(quantity::RELIABILITY);
    text += "\nOf observed choices:\n\n";
    text += &words(quantity::CHOICE);
    text += "\nOf paths over links that fill up:\n\n";
    text += &words(quantity::PATH);
    text += "\nOf carriers in series:\n\n";
    text += &words(quantity::TARIFF);
    text += "\nOf a game of coalitions:\n\n";
    text += &words(quantity::GAME);
    text + JUDGING
}

/// Headings of tables in code, others as they are.
fn heading(text: &str) -> String {
    match text.find('[') {
        Some(0) => format!("`{text}`"),
        Some(at) => format!("{}`{}`", &text[..at], &text[at..]),
        None => {
            let mut letters = text.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn key(key: &Key) -> String {
    let absent = match key.default {
        "" => "must be there",
        default => default,
    };
    format!(
        "| `{}` | {} | {} | {} |\n",
        key.name,
        cell(key.form),
        cell(absent),
        cell(key.meaning)
    )
}

fn words<T>(words: &[Word<T>]) -> String {
    let mut text = "| quantity | unit | meaning |\n| --- | --- | --- |\n".to_owned();
    for word in words {
        let mut needs: Vec<&str> = word.needs.to_vec();
        needs.extend(
            word.may_have
                .iter()
                .filter(|key| **key != "station" && **key != "class"),
        );
        let with = match needs.is_empty() {
            true => String::new(),
            false => format!("; with `{}`", needs.join("`, `")),
        };
        let meaning = cell(word.meaning);
        text += &format!("| `{}` | {} | {meaning}{with} |\n", word.name, word.unit);
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{HEAD, schema};

    #[test]
    fn the_example_is_a_case_file() {
        let example = HEAD.split("```toml\n").nth(1).unwrap();
        let example = example.split("```").next().unwrap();
        let file = crate::read("example.toml", example).unwrap().unwrap();
        assert_eq!(file.cases.len(), 2);
    }

    #[test]
    fn every_table_and_quantity_is_in_it() {
        let text = schema();
        for word in [
            "`headway`",
            "`mean left behind`",
            "`MSER-5 mean`",
            "`cause`",
        ] {
            assert!(text.contains(word), "{word}");
        }
    }
}
