//! Cases with known answers, built in or from a folder, through the code that a user runs.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use kervan_choice::{ChoiceColumns, ChoiceTable, choices_named};
use kervan_corridor::finding::{sort, suggestion};
use kervan_corridor::{Finding, Origin, code};
use kervan_forecast::{Series, period_of};
use kervan_format::Files;
use kervan_results::{Cause, Estimate, Results};
use kervan_simulation::{Progress, Settings, SimulationError};
use kervan_stations::StationsError;
use kervan_verification::{
    Answer, Capacity, Case, CorridorQuantity, Data, Expectation, Followed, Forecast, Judgement,
    Kind, Luck, ObservedChoices, Panel, Quantity, Row, Spent, Verdict, answer, has_second_look,
    judge, look_again,
};
use rayon::prelude::*;

use crate::builtin::{builtin_cases, builtin_files};
use crate::study::Study;

/// Cases that were read, ready to be run.
#[derive(Debug)]
pub struct Cases {
    /// What they are called: the folder or file, or the built-in cases.
    pub name: String,
    cases: Vec<Case>,
    /// The corridor of each case that has one.
    studies: Vec<Option<Study>>,
    /// What was seen beside the cases, and left alone.
    pub notes: Vec<String>,
}

/// Cases that cannot be used: all findings, and the files for their excerpts.
#[derive(Debug, thiserror::Error)]
#[error("the cases have {} findings", findings.len())]
pub struct CasesError {
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// The files, where they could be read.
    pub files: Option<Files>,
}

/// With which luck, and on how many threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct VerificationSettings {
    /// Seed of all cases, in place of their own and of 1.
    pub seed: Option<u64>,
    /// Threads; 0 for one per processor. Never changes an answer.
    pub threads: usize,
}

/// Why a verification came to no end.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It was told to stop.
    #[error("interrupted")]
    Interrupted,
    /// The system has no threads to give.
    #[error("the threads cannot be started: {reason}")]
    Threads {
        /// The system's reason.
        reason: String,
    },
}

/// What was found for a set of cases.
#[derive(Debug)]
pub struct Verification {
    /// What the cases are called.
    pub name: String,
    /// One for each case, in order.
    pub outcomes: Vec<Outcome>,
    /// What they come to.
    pub judgement: Judgement,
    /// What was seen beside the cases, and left alone.
    pub notes: Vec<String>,
    /// Seed of cases without one of their own.
    pub seed: u64,
}

/// A case with its answers.
#[derive(Debug)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// Its answers beside the known ones.
    pub rows: Vec<Row>,
    /// What the simulation took, where there was one; years for a corridor.
    pub spent: Option<Spent>,
}

/// Seed where neither the case nor the user gives one.
const SEED: u64 = 1;
/// A second look is so many times as long as the first.
const LONGER: f64 = 4.0;
/// Half-width asked of a corridor's answer, as a share of the known one.
const HALFWIDTH: f64 = 0.03;
/// Years of a corridor's first run, and the most that a run is made longer to.
const YEARS: u32 = 5;
const MOST_YEARS: u32 = 200;
/// Added to the seed for the second look at a corridor.
const SECOND_LUCK: u64 = 1 << 32;

impl Cases {
    /// The cases that are part of the program.
    ///
    /// # Errors
    ///
    /// None, unless the program was built from faulty cases.
    pub fn built_in() -> Result<Cases, CasesError> {
        Cases::from_files(builtin_cases())
    }

    /// Reads the cases of a file, or of a folder and its folders.
    ///
    /// # Errors
    ///
    /// All findings of all files; a file, or a folder, without any case.
    pub fn open(path: &str) -> Result<Cases, CasesError> {
        match Files::of_cases(Path::new(path)) {
            Ok(files) => Cases::from_files(files),
            Err(findings) => Err(CasesError {
                findings,
                files: None,
            }),
        }
    }

    /// Reads the cases of files at hand.
    ///
    /// # Errors
    ///
    /// As [`Cases::open`].
    pub fn from_files(mut files: Files) -> Result<Cases, CasesError> {
        let (mut cases, mut notes, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        let names: Vec<String> = files.iter().map(|(name, _)| name.to_owned()).collect();
        let is_single = names.len() == 1;
        let mut unread: Vec<&String> = Vec::new();
        for name in names.iter().filter(|name| is_looked_at(name, &names)) {
            let may_be_data = !name.ends_with(".toml") && !name.ends_with(".json");
            let text = match files.text(name) {
                Ok(text) => text,
                Err(_) if may_be_data && !is_single => continue,
                Err(finding) => {
                    findings.push(finding);
                    continue;
                }
            };
            match kervan_verification::read(name, text) {
                Ok(Some(file)) => {
                    cases.extend(file.cases);
                    notes.extend(file.notes);
                }
                Ok(None) if is_single => findings.push(no_cases(name)),
                Ok(None) if may_be_data => {}
                Ok(None) => unread.push(name),
                Err(more) => findings.extend(more),
            }
        }
        // A scenario of a case is no file of cases, and nothing to wonder about.
        let scenarios: Vec<String> = cases.iter().flat_map(scenario_files).collect();
        unread.retain(|name| !scenarios.contains(name));
        notes.extend(
            unread
                .iter()
                .map(|name| format!("{name}: holds no cases, left alone")),
        );
        let mut studies = Vec::new();
        let mut skipped = Vec::new();
        cases.retain(|case| {
            let note = is_absent(case, &files);
            skipped.extend(note.clone());
            note.is_none()
        });
        if cases.is_empty() && findings.is_empty() {
            let mut finding = no_cases(&files.name);
            if !skipped.is_empty() {
                finding.expected = skipped.join("; ");
            }
            findings.push(finding);
        }
        notes.extend(skipped);
        for case in &mut cases {
            let (data, network, corridor) = (
                load_numbers(case, &mut files),
                load_network(case, &mut files),
                open_corridor(case, &mut files),
            );
            findings.extend(data.err().map(|finding| *finding));
            findings.extend(network.err().unwrap_or_default());
            findings.extend(load_series(case, &mut files).err().unwrap_or_default());
            findings.extend(load_choices(case, &mut files).err().unwrap_or_default());
            match corridor {
                Ok(study) => studies.push(study),
                Err(more) => findings.extend(more),
            }
        }
        if findings.is_empty() {
            return Ok(Cases {
                name: files.name,
                cases,
                studies,
                notes,
            });
        }
        sort(&mut findings);
        Err(CasesError {
            findings,
            files: Some(files),
        })
    }

    /// The cases, in order.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Only the cases whose name or file has one of these words in it.
    ///
    /// # Errors
    ///
    /// A sentence with the nearest names, where a word is in none.
    pub fn only(mut self, words: &[String]) -> Result<Cases, String> {
        let has = |case: &Case, word: &str| {
            case.name.contains(word) || case.file.contains(word) || case.family.contains(word)
        };
        for word in words {
            if !self.cases.iter().any(|case| has(case, word)) {
                let names = self.cases.iter().map(|case| case.name.as_str());
                let nearest = suggestion(word, names, &self.name);
                return Err(format!(
                    "no case has `{word}` in its name or file; {nearest}"
                ));
            }
        }
        let mut studies = self.studies.into_iter();
        let mut kept = Vec::new();
        self.cases.retain(|case| {
            let study = studies.next().flatten();
            let is_kept = words.iter().any(|word| has(case, word));
            if is_kept {
                kept.push(study);
            }
            is_kept
        });
        self.studies = kept;
        Ok(self)
    }

    /// Runs the cases and judges their answers.
    ///
    /// Cases run side by side, and the replications of one too; a corridor by itself, as in
    /// [`Study::simulate`]. The answers do not depend on the number of threads.
    ///
    /// # Errors
    ///
    /// An interruption. A case that cannot be run has no answers, and the others have theirs.
    pub fn verify(
        self,
        settings: &VerificationSettings,
        progress: &Progress,
    ) -> Result<Verification, VerifyError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads)
            .build()
            .map_err(|error| VerifyError::Threads {
                reason: error.to_string(),
            })?;
        let all = self.cases.len() as u32;
        let counter = Counter {
            progress,
            done: AtomicU32::new(0),
            all: AtomicU32::new(all),
        };
        let seed = |case: &Case| settings.seed.or(case.run.seed).unwrap_or(SEED);
        let mut looks: Vec<Option<Look>> = pool.install(|| {
            self.cases
                .par_iter()
                .map(|case| match case.kind {
                    Kind::Corridor { .. } => Ok(None),
                    _ => {
                        let luck = Luck {
                            seed: seed(case),
                            again: None,
                        };
                        look(case, luck, progress.stop, &counter).map(Some)
                    }
                })
                .collect::<Result<_, VerifyError>>()
        })?;
        for ((case, study), look) in self.cases.iter().zip(&self.studies).zip(&mut looks) {
            if let Some(study) = study {
                let found = of_corridor(case, study, seed(case), settings, progress.stop)?;
                *look = Some(found);
                counter.one_more();
            }
        }
        let mut outcomes: Vec<Outcome> = self
            .cases
            .into_iter()
            .zip(looks)
            .map(|(case, look)| {
                let (answers, spent) = look.unwrap_or_default();
                let halfwidth = spent.map_or(HALFWIDTH, |spent| spent.halfwidth);
                Outcome {
                    rows: judge(&case, &answers, halfwidth),
                    case,
                    spent,
                }
            })
            .collect();
        let unlucky: Vec<usize> = (0..outcomes.len())
            .filter(|position| {
                let outcome = &outcomes[*position];
                let misses = outcome
                    .rows
                    .iter()
                    .any(|row| row.verdict == Verdict::Misses);
                misses && has_second_look(&outcome.case)
            })
            .collect();
        counter
            .all
            .fetch_add(unlucky.len() as u32, Ordering::Relaxed);
        let again: Vec<Option<Look>> = pool.install(|| {
            unlucky
                .par_iter()
                .map(|position| {
                    let outcome = &outcomes[*position];
                    match (outcome.spent, &outcome.case.kind) {
                        (None, _) | (_, Kind::Corridor { .. }) => Ok(None),
                        (Some(first), _) => {
                            let luck = Luck {
                                seed: seed(&outcome.case),
                                again: Some((LONGER, first)),
                            };
                            look(&outcome.case, luck, progress.stop, &counter).map(Some)
                        }
                    }
                })
                .collect::<Result<_, VerifyError>>()
        })?;
        for (position, again) in unlucky.into_iter().zip(again) {
            let Outcome { case, rows, spent } = &mut outcomes[position];
            let again = match (again, &self.studies[position], &spent) {
                (Some(again), _, _) => again,
                (None, Some(study), Some(first)) => {
                    let longer = Case {
                        run: kervan_verification::Run {
                            length: Some((first.length * LONGER).ceil()),
                            ..case.run
                        },
                        ..case.clone()
                    };
                    let luck = seed(case).wrapping_add(SECOND_LUCK);
                    counter.one_more();
                    of_corridor(&longer, study, luck, settings, progress.stop)?
                }
                _ => continue,
            };
            let halfwidth = spent.map_or(HALFWIDTH, |spent| spent.halfwidth);
            look_again(case, rows, &again.0, halfwidth);
        }
        let judgement = Judgement::of(outcomes.iter_mut().flat_map(|outcome| &mut outcome.rows));
        Ok(Verification {
            name: self.name,
            outcomes,
            judgement,
            notes: self.notes,
            seed: settings.seed.unwrap_or(SEED),
        })
    }
}

type Look = (Vec<Answer>, Option<Spent>);

/// Tells how many cases are done.
struct Counter<'a> {
    progress: &'a Progress<'a>,
    done: AtomicU32,
    all: AtomicU32,
}

impl Counter<'_> {
    fn one_more(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.progress.report)(done, self.all.load(Ordering::Relaxed));
    }
}

/// The answers to a case that is no corridor.
fn look(
    case: &Case,
    luck: Luck,
    stop: &AtomicBool,
    counter: &Counter,
) -> Result<Look, VerifyError> {
    let found = match answer(case, luck, stop) {
        Ok(found) => found,
        Err(StationsError::Interrupted) => return Err(VerifyError::Interrupted),
        Err(error) => (nothing(case, &error.to_string()), None),
    };
    counter.one_more();
    Ok(found)
}

fn nothing(case: &Case, reason: &str) -> Vec<Answer> {
    let none = || Answer::None(reason.to_owned());
    case.expects.iter().map(|_| none()).collect()
}

/// Files that are looked at for cases: not those inside a corridor.
fn is_looked_at(name: &str, names: &[String]) -> bool {
    let is_in_corridor = name
        .match_indices('/')
        .any(|(at, _)| names.contains(&format!("{}/corridor.toml", &name[..at])));
    !is_in_corridor
        && [".toml", ".json", ".csv", ".dat"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn no_cases(name: &str) -> Finding {
    Finding::new(
        code::BAD_CASE_FILE,
        &Origin::file(name),
        format!("`{name}` holds no cases"),
        "neither Kervan's own format nor another shape that is read",
        "`kervan verify --schema` describes the format, and the other shapes",
    )
}

/// A path that stands in a case, seen from where its file stands.
fn beside(case: &Case, path: &str) -> String {
    if Path::new(path).is_absolute() {
        return path.to_owned();
    }
    match case.file.rfind(['/', '\\']) {
        Some(at) => format!("{}{path}", &case.file[..=at]),
        None => path.to_owned(),
    }
}

/// The scenario files that a case names.
fn scenario_files(case: &Case) -> Vec<String> {
    let Kind::Corridor { scenarios, .. } = &case.kind else {
        return Vec::new();
    };
    let files = scenarios
        .iter()
        .filter(|scenario| scenario.ends_with(".toml"));
    files.map(|scenario| beside(case, scenario)).collect()
}

/// Puts the numbers of a file in place of its name.
fn load_numbers(case: &mut Case, files: &mut Files) -> Result<(), Box<Finding>> {
    let Kind::Series(Data::File(file)) = &case.kind else {
        return Ok(());
    };
    let name = attached_or_packed(case, file, files)?;
    case.kind = Kind::Series(Data::Rows(numbers_of(&name, files)?));
    Ok(())
}

/// By which name a file that a case names can be read, where it may be packed.
fn attached_or_packed(case: &Case, file: &str, files: &mut Files) -> Result<String, Box<Finding>> {
    let path = beside(case, file);
    let packed = format!("{path}.gz");
    let path = match !files.is_there(&path) && files.is_there(&packed) {
        true => packed,
        false => path,
    };
    attached(files, &path, &case.names)
}

fn numbers_of(name: &str, files: &Files) -> Result<Vec<Vec<f64>>, Box<Finding>> {
    let text = files.text(name)?;
    kervan_verification::rows(name, text).map_err(|(line, problem)| {
        let origin = Origin {
            line,
            ..Origin::file(name)
        };
        Box::new(Finding::new(
            code::BAD_CASE,
            &origin,
            format!("`{name}` is no file of numbers: {problem}"),
            "a header, then one or two numbers a line",
            "write one column for a series, or two: group and value, or x and y",
        ))
    })
}

/// Puts the series of a file in place of its name.
fn load_series(case: &mut Case, files: &mut Files) -> Result<(), Vec<Finding>> {
    let one = |finding: Box<Finding>| vec![*finding];
    match &case.kind {
        Kind::Forecast(Forecast::File(file)) => {
            let name = attached_or_packed(case, file, files).map_err(one)?;
            let rows = numbers_of(&name, files).map_err(one)?;
            let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
            let is_timed = rows.iter().all(|row| row.len() == 2);
            let values = rows.iter().filter_map(|row| row.last().copied()).collect();
            let period = if is_timed { period_of(&times) } else { 1 };
            let known = Series::new(values, period).map_err(|error| {
                let origin = Origin::file(&name);
                let help = "write times in years and values, one of each a line";
                let message = format!("`{name}` is no series: {error}");
                vec![Finding::new(
                    code::BAD_CASE,
                    &origin,
                    message,
                    "a series",
                    help,
                )]
            })?;
            case.kind = Kind::Forecast(Forecast::Series(Followed {
                id: String::new(),
                frequency: String::new(),
                known,
                after: Vec::new(),
            }));
        }
        Kind::Panel(Panel::File(file)) => {
            let name = attached_or_packed(case, file, files).map_err(one)?;
            let text = files.text(&name).map_err(|finding| vec![finding])?;
            case.kind = Kind::Panel(Panel::Series(kervan_verification::panel(&name, text)?));
        }
        _ => {}
    }
    Ok(())
}

/// Puts the network of a file in place of its name.
fn load_network(case: &mut Case, files: &mut Files) -> Result<(), Vec<Finding>> {
    let Kind::Capacity(Capacity::File(file)) = &case.kind else {
        return Ok(());
    };
    let path = beside(case, file);
    let name = attached(files, &path, &case.names).map_err(|finding| vec![*finding])?;
    let text = files.text(&name).map_err(|finding| vec![finding])?;
    let network = kervan_verification::dow(&name, text)?;
    case.kind = Kind::Capacity(Capacity::Network(network));
    Ok(())
}

/// The file of a table of choices, as it is or packed, where it is there.
fn choices_file(case: &Case, files: &Files, names: &[String]) -> Option<String> {
    let paths = names.iter().map(|name| beside(case, name));
    let mut found = paths.flat_map(|path| [path.clone(), format!("{path}.gz")]);
    found.find(|path| files.is_there(path))
}

/// A note on a case of somebody else whose table is not there.
fn is_absent(case: &Case, files: &Files) -> Option<String> {
    let Kind::Choices(ObservedChoices::File {
        files: names,
        may_be_absent: true,
        ..
    }) = &case.kind
    else {
        return None;
    };
    let is_there = choices_file(case, files, names).is_some();
    let (file, name) = (&case.file, &case.name);
    (!is_there).then(|| {
        let names = names.join("`, `");
        format!("{file}: {name} is skipped, as there is no `{names}`, packed (.gz) or not")
    })
}

/// Puts the choices of a table in place of its name.
fn load_choices(case: &mut Case, files: &mut Files) -> Result<(), Vec<Finding>> {
    let Kind::Choices(ObservedChoices::File {
        files: names,
        columns,
        keep,
        terms,
        ..
    }) = &case.kind
    else {
        return Ok(());
    };
    let path = choices_file(case, files, names);
    let path = path.unwrap_or_else(|| beside(case, names.first().map_or("", String::as_str)));
    let name = attached(files, &path, &case.names).map_err(|finding| vec![*finding])?;
    let text = files.text(&name).map_err(|finding| vec![finding])?;
    let faulty = |faults: Vec<kervan_choice::Fault>| -> Vec<Finding> {
        let finding = |fault: kervan_choice::Fault| {
            let origin = Origin {
                line: fault.line,
                ..Origin::file(&name)
            };
            let help = "see `kervan verify --schema` on tables of observed choices";
            Finding::new(code::BAD_CASE, &origin, fault.problem, fault.expected, help)
        };
        faults.into_iter().map(finding).collect()
    };
    let table = ChoiceTable::read(text).map_err(faulty)?;
    let columns = columns.clone();
    let columns = columns.unwrap_or_else(|| ChoiceColumns::usual(table.header()));
    let (choices, terms) = choices_named(&table, &columns, keep, terms).map_err(faulty)?;
    case.kind = Kind::Choices(ObservedChoices::Here(choices, terms));
    Ok(())
}

/// A file that a case names, and by which name it can be read.
fn attached(files: &mut Files, path: &str, origin: &Origin) -> Result<String, Box<Finding>> {
    let is_there = files.is_there(path);
    files.attach_beside(path).map_err(|finding| {
        Box::new(Finding {
            origin: Some(origin.clone()),
            code: code::UNKNOWN_CASE_NAME,
            expected: match is_there {
                true => finding.expected.clone(),
                false => "there is no such file".to_owned(),
            },
            ..*finding
        })
    })
}

/// Opens the corridor of a case, as a user's is opened.
fn open_corridor(case: &Case, files: &mut Files) -> Result<Option<Study>, Vec<Finding>> {
    let Kind::Corridor {
        corridor,
        scenarios,
    } = &case.kind
    else {
        return Ok(None);
    };
    let cannot = |code, message: String, help: String| {
        vec![Finding::new(
            code,
            &case.names,
            message,
            "a corridor that can be simulated",
            help,
        )]
    };
    let path = beside(case, corridor);
    let own = match builtin_files(corridor) {
        Some(files) => files,
        None => match inside(files, &path) {
            Some(files) => files,
            None => Files::open(Path::new(&path)).map_err(|findings| {
                let reason = findings.first().map_or("", |finding| &finding.expected);
                let message = format!("there is no corridor `{corridor}`: {reason}");
                let help = "name a built-in one, or a folder relative to the case file";
                cannot(code::UNKNOWN_CASE_NAME, message, help.to_owned())
            })?,
        },
    };
    let mut own = own;
    let mut names = Vec::new();
    for scenario in scenarios {
        if !scenario.ends_with(".toml") {
            names.push(scenario.clone());
            continue;
        }
        let path = beside(case, scenario);
        let name = attached(files, &path, &case.names).map_err(|finding| vec![*finding])?;
        own.hold(&name, files.bytes(&name).unwrap_or_default().to_vec());
        names.push(name);
    }
    let study = Study::from_files_with(own, &names).map_err(|error| {
        let first = error
            .findings
            .first()
            .map_or("", |finding| &finding.message);
        let count = error.findings.len();
        let message = format!("the corridor of case `{}` is not sound: {first}", case.name);
        let help = format!("`kervan check {path}` shows all {count} findings");
        cannot(code::BAD_CASE, message, help)
    })?;
    let findings = names_of(case, &study);
    if findings.is_empty() {
        Ok(Some(study))
    } else {
        Err(findings)
    }
}

/// A corridor among files at hand.
fn inside(files: &Files, folder: &str) -> Option<Files> {
    let start = format!("{folder}/");
    let entries: Vec<(String, Vec<u8>)> = files
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&start)?.to_owned(), bytes.to_vec())))
        .collect();
    let is_corridor = entries.iter().any(|(name, _)| name == "corridor.toml");
    is_corridor.then(|| Files::from_memory(folder, entries))
}

/// Findings on flows and causes that a corridor does not have.
fn names_of(case: &Case, study: &Study) -> Vec<Finding> {
    let corridor = study.corridor();
    let mut flows: Vec<&str> = corridor
        .flows
        .rows()
        .iter()
        .map(|flow| flow.id.as_str())
        .collect();
    flows.extend(
        corridor
            .transit
            .as_ref()
            .map(|transit| transit.name.as_str()),
    );
    let causes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    let mut findings = Vec::new();
    for asked in &case.expects {
        let Quantity::Corridor { flow, cause, .. } = &asked.quantity else {
            continue;
        };
        for (what, name, known) in [("flow", flow, &flows), ("cause", cause, &causes)] {
            if !name.is_empty() && !known.contains(&name.as_str()) {
                findings.push(Finding::new(
                    code::UNKNOWN_CASE_NAME,
                    &asked.origin,
                    format!("there is no {what} `{name}`"),
                    format!("not a {what} of the corridor `{}`", study.name()),
                    suggestion(name, known.iter().copied(), "the corridor"),
                ));
            }
        }
    }
    findings
}

/// The answers to a corridor, simulated as a user would.
fn of_corridor(
    case: &Case,
    study: &Study,
    seed: u64,
    verification: &VerificationSettings,
    stop: &AtomicBool,
) -> Result<Look, VerifyError> {
    let progress = Progress {
        report: &|_, _| {},
        stop,
    };
    let halfwidth = case.run.halfwidth.unwrap_or(HALFWIDTH);
    let mut settings = Settings {
        years: case.run.length.map_or(YEARS, |years| years as u32),
        replications: case.run.replications,
        seed,
        threads: verification.threads,
        warm_up_years: case.run.warm_up.map(|years| years as u32),
        ..Settings::default()
    };
    loop {
        let results = match study.simulate(&settings, &progress) {
            Ok(results) => results,
            Err(SimulationError::Interrupted) => return Err(VerifyError::Interrupted),
            Err(error) => return Ok((nothing(case, &error.to_string()), None)),
        };
        let asked = case.expects.iter();
        let answers: Vec<Answer> = asked
            .map(|asked| of_results(asked, &results, settings.replications))
            .collect();
        let rows = judge(case, &answers, halfwidth);
        let is_wide = rows.iter().any(|row| {
            row.halfwidth
                .is_some_and(|half| half > halfwidth * row.known.abs())
                && row.known != 0.0
        });
        if is_wide && case.run.length.is_none() && settings.years < MOST_YEARS {
            settings.years = (settings.years * 4).min(MOST_YEARS);
            continue;
        }
        let spent = Spent {
            replications: settings.replications,
            warm_up: f64::from(results.warm_up.years),
            length: f64::from(settings.years),
            events: f64::NAN,
            halfwidth,
        };
        return Ok((answers, Some(spent)));
    }
}

/// One answer out of the result tables.
fn of_results(asked: &Expectation, results: &Results, replications: u32) -> Answer {
    let Quantity::Corridor {
        what,
        flow,
        place,
        cause,
        server,
    } = &asked.quantity
    else {
        return Answer::None("it is no quantity of a corridor".to_owned());
    };
    let found: Result<Option<Estimate>, String> = match what {
        CorridorQuantity::Hours => {
            let own = || results.hours.iter().filter(|row| row.flow == *flow);
            let row = own().find(|row| row.place == *place && row.cause.as_str() == cause);
            let places = own().map(|row| row.place.as_str());
            row.map(|row| Some(row.hours)).ok_or_else(|| {
                let known = suggestion(place, places, "the way of the flow");
                format!("`{flow}` has no hours of `{cause}` at `{place}`; {known}")
            })
        }
        CorridorQuantity::Occupancy => {
            let years = || results.servers.iter().filter(|row| row.month == 0);
            let row = years().find(|row| row.server == *server);
            row.map(|row| Some(row.occupancy)).ok_or_else(|| {
                let names = years().map(|row| row.server.as_str());
                let known = suggestion(server, names, "the corridor");
                format!("there is no server `{server}`; {known}")
            })
        }
        _ => {
            let row = results.flows.iter().find(|row| row.flow == *flow);
            let row = row.ok_or_else(|| format!("nothing is known of the flow `{flow}`"));
            row.map(|row| match what {
                CorridorQuantity::MeanTransitTime => row.mean_d,
                CorridorQuantity::TransitTimeP10 => row.p10_d,
                CorridorQuantity::TransitTimeP50 => row.p50_d,
                CorridorQuantity::TransitTimeP90 => row.p90_d,
                CorridorQuantity::Entered => Some(row.entered),
                CorridorQuantity::Arrived => Some(row.arrived),
                _ => Some(row.arrived_t),
            })
        }
    };
    match found {
        Ok(Some(estimate)) => Answer::Estimate {
            mean: estimate.mean,
            halfwidth: estimate.halfwidth().unwrap_or(f64::NAN),
            replications,
        },
        Ok(None) => Answer::None("no unit arrived".to_owned()),
        Err(reason) => Answer::None(reason),
    }
}
