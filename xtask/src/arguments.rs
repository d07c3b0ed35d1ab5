//! The words a command was called with.

use crate::failure::Failure;

/// What is left of the command line: words, and what stands after `--`.
pub(crate) struct Arguments {
    words: Vec<String>,
    passed_on: Vec<String>,
}

impl Arguments {
    /// The words given to this process, without the program's name.
    pub(crate) fn from_process() -> Self {
        let words = std::env::args_os().skip(1);
        Self::new(words.map(|word| word.to_string_lossy().into_owned()))
    }

    /// Splits the words at the first `--`.
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.into_iter().collect();
        let passed_on = match words.iter().position(|word| word == "--") {
            Some(at) => words.split_off(at).into_iter().skip(1).collect(),
            None => Vec::new(),
        };
        Self { words, passed_on }
    }

    /// Takes the first word that is not a flag or is `--help` or `-h`.
    pub(crate) fn take_word(&mut self) -> Option<String> {
        let is_word = |word: &String| !word.starts_with('-') || word == "--help" || word == "-h";
        let at = self.words.iter().position(is_word)?;
        Some(self.words.remove(at))
    }

    /// Takes the flag, and says whether it was there.
    pub(crate) fn take_flag(&mut self, flag: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != flag);
        self.words.len() < before
    }

    /// Takes what stands after `--`, to be handed to another program.
    pub(crate) fn take_passed_on(&mut self) -> Vec<String> {
        std::mem::take(&mut self.passed_on)
    }

    /// Every word that no one has taken, to be read by another program.
    pub(crate) fn into_all(self) -> impl Iterator<Item = String> {
        self.words.into_iter().chain(self.passed_on)
    }

    /// Refuses whatever no one has taken.
    pub(crate) fn finish(self, usage: &'static str) -> Result<(), Failure> {
        match self.words.into_iter().chain(self.passed_on).next() {
            None => Ok(()),
            Some(word) => Err(Failure::UnexpectedWord { word, usage }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn words_after_two_dashes_are_passed_on() {
        let mut given = arguments("demo --no-install -- --seed 7");
        assert_eq!(given.take_word(), Some("demo".to_owned()));
        assert!(given.take_flag("--no-install"));
        assert_eq!(given.take_passed_on(), ["--seed", "7"]);
        assert!(given.finish("").is_ok());
    }

    #[test]
    fn a_word_nobody_takes_is_refused() {
        assert!(arguments("--no-instal").finish("").is_err());
        assert!(arguments("-- --seed").finish("").is_err());
    }
}
