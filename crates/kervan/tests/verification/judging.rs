//! What a set of cases comes to.
//!
//! All runs have seed 1. A right answer is refused by chance in one set of a thousand.

use std::sync::atomic::AtomicBool;

use kervan::{CaseVerdict, Cases, Files, Progress, Verification, VerificationSettings};

fn of(text: &str) -> Cases {
    let entries = [("case.toml".to_owned(), text.as_bytes().to_vec())];
    Cases::from_files(Files::from_memory("cases", entries)).expect("the cases are sound")
}

fn run(cases: Cases, threads: usize) -> Verification {
    let settings = VerificationSettings {
        seed: None,
        threads,
    };
    let progress = Progress {
        report: &|_, _| {},
        stop: &AtomicBool::new(false),
    };
    cases.verify(&settings, &progress).expect("it runs")
}

/// M/M/1 at load 0.5, whose mean wait is 1, with this known answer.
fn berth(name: &str, known: f64) -> String {
    format!(
        "[[case]]\nname = \"{name}\"\nrun = {{ seed = {seed} }}\n\
         station = [{{ name = \"berth\", service = \"exponential(1)\" }}]\n\
         class = [{{ name = \"ships\", arrivals = \"exponential(2)\" }}]\n\
         expect = [{{ quantity = \"mean wait\", value = {known} }}]\n",
        seed = name.bytes().map(u64::from).sum::<u64>()
    )
}

#[test]
fn one_wrong_answer_is_found_alone_and_among_many() {
    for others in [0, 30] {
        let mut text = "version = 1\n".to_owned();
        for other in 0..others {
            text += &berth(&format!("right-{other:03}"), 1.0);
        }
        text += &berth("wrong", 1.06);
        let found = run(of(&text), 0);
        assert!(!found.judgement.agrees());
        assert_eq!(found.judgement.wrong, 1, "among {others}");
        let last = found.outcomes.last().unwrap();
        assert_eq!(last.rows[0].verdict, CaseVerdict::Wrong);
        assert!(last.rows[0].second.is_some());
    }
}

#[test]
fn right_answers_agree_and_their_intervals_are_narrow() {
    let found = run(of(&format!("version = 1\n{}", berth("right", 1.0))), 0);
    assert!(found.judgement.agrees());
    let row = &found.outcomes[0].rows[0];
    assert!(row.halfwidth.unwrap() <= 0.03);
    assert_eq!((row.known, row.confidence), (1.0, Some(0.99)));
}

#[test]
fn an_answer_that_is_not_left_to_chance_must_be_exact() {
    let text = "version = 1\n[[case]]\nname = \"line\"\n\
        line = { sections = [{ up = 40, down = 50 }], crossing = 5 }\n\
        expect = [{ quantity = \"cycle\", value = 100.0001 }]\n";
    let found = run(of(text), 0);
    assert_eq!(found.judgement.wrong, 1);
    assert_eq!(found.judgement.simulated, 0);
    let found = run(of(&text.replace("100.0001", "100")), 0);
    assert!(found.judgement.agrees());
}

#[test]
fn a_case_that_comes_to_rest_has_no_answer_and_says_why() {
    // Two stations with one place each, and two customers that each wait for the other's place.
    let text = "version = 1\n[[case]]\nname = \"ring\"\nstation = [\n\
        { name = \"a\", service = 1, room = 1, when_full = \"blocks\" },\n\
        { name = \"b\", service = 1, room = 1, when_full = \"blocks\" },\n]\n\
        class = [{ name = \"c\", population = 2, routing = { a = { b = 1 }, b = { a = 1 } }, entry = { a = 0.5, b = 0.5 } }]\n\
        expect = [{ quantity = \"throughput\", value = 1 }]\n";
    let found = run(of(text), 0);
    assert_eq!(found.judgement.unanswered, 1);
    assert!(!found.judgement.agrees());
    let remark = found.outcomes[0].rows[0].remark.clone().unwrap();
    assert!(remark.contains("waits for ever"), "{remark}");
}

#[test]
fn a_network_without_chance_agrees_although_its_intervals_have_no_width() {
    // D/D/1: nobody ever waits, half of the time nobody is there.
    let text = "version = 1\n[[case]]\nname = \"clockwork\"\n\
        station = [{ name = \"gate\", service = 1 }]\nclass = [{ name = \"c\", arrivals = 2 }]\n\
        expect = [\n{ quantity = \"mean wait\", value = 0 },\n{ quantity = \"utilisation\", value = 0.5 },\n\
        { quantity = \"mean time\", value = 1 },\n{ quantity = \"throughput\", value = 0.5 },\n]\n";
    assert!(run(of(text), 0).judgement.agrees());
}

#[test]
fn the_example_of_the_format_agrees() {
    let schema = kervan::case_schema();
    let example = schema.split("```toml\n").nth(1).unwrap();
    let found = run(of(example.split("```").next().unwrap()), 0);
    assert!(found.judgement.agrees());
    assert_eq!((found.judgement.simulated, found.judgement.misses), (3, 0));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let words = ["breakdowns".to_owned(), "blocking".to_owned()];
    let shown = |threads| {
        let cases = Cases::built_in().unwrap().only(&words).unwrap();
        let found = run(cases, threads);
        let rows: Vec<_> = found
            .outcomes
            .iter()
            .map(|outcome| (&outcome.rows, outcome.spent))
            .collect();
        format!("{rows:?} {:?}", found.judgement)
    };
    let one = shown(1);
    assert_eq!(one, shown(2));
    assert_eq!(one, shown(5));
}

/// The built-in cases but those that take longest: the textbook queues, the berths, the trains, the
/// coverage and two-flows corridors are left to `kervan verify` itself, which takes about a minute.
const QUICK: [&str; 9] = [
    "priorities",
    "breakdowns",
    "batches",
    "blocking",
    "classes",
    "waits.toml",
    "output-analysis",
    "corridor-end-to-end",
    "steppe",
];

#[test]
fn built_in_cases_agree() {
    let words = QUICK.map(str::to_owned);
    let found = run(Cases::built_in().unwrap().only(&words).unwrap(), 0);
    let off: Vec<String> = found
        .outcomes
        .iter()
        .flat_map(|outcome| outcome.rows.iter().map(|row| (&outcome.case.name, row)))
        .filter(|(_, row)| row.verdict != CaseVerdict::Agrees)
        .map(|(name, row)| format!("{name}: {row:?}"))
        .collect();
    assert!(found.judgement.agrees(), "{off:#?}");
    assert_eq!(found.judgement.wide, 0, "{off:#?}");
    assert!(found.judgement.simulated > 100 && found.judgement.exact > 50);
}
