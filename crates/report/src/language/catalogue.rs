//! Messages: one Fluent file for each subject and language, all of them part of the program.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::Language;

/// A file of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The one page, and what stands around it: in every language.
    Page,
    /// Words that page, charts and chapters share: in every language.
    Terms,
    /// What stands on charts: in every language.
    Charts,
    /// The chapters: in the complete languages.
    Chapters,
}

impl File {
    /// All of them.
    pub const ALL: [File; 4] = [File::Page, File::Terms, File::Charts, File::Chapters];

    /// Whether a language must have it.
    pub fn is_in(self, language: Language) -> bool {
        self != File::Chapters || language.is_complete()
    }

    /// Its text; empty where a language does not have it.
    fn text(self, language: Language) -> &'static str {
        macro_rules! texts {
            ($code:literal) => {
                [
                    include_str!(concat!("../../locales/", $code, "/page.ftl")),
                    include_str!(concat!("../../locales/", $code, "/terms.ftl")),
                    include_str!(concat!("../../locales/", $code, "/charts.ftl")),
                ]
            };
        }
        let [page, terms, charts] = match language {
            Language::English => texts!("en"),
            Language::Turkish => texts!("tr"),
            Language::Azerbaijani => texts!("az"),
            Language::Kazakh => texts!("kk"),
            Language::Georgian => texts!("ka"),
            Language::Russian => texts!("ru"),
            Language::Chinese => texts!("zh"),
        };
        let chapters = match language {
            Language::English => include_str!("../../locales/en/chapters.ftl"),
            Language::Turkish => include_str!("../../locales/tr/chapters.ftl"),
            _ => "",
        };
        match self {
            File::Page => page,
            File::Terms => terms,
            File::Charts => charts,
            File::Chapters => chapters,
        }
    }
}

/// The messages of one language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    pub(super) fn new(language: Language) -> Catalogue {
        let id = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks of direction around values serve right-to-left scripts; here they only spoil searches.
        bundle.set_use_isolating(false);
        for file in File::ALL {
            // A test reads every file; what a parser skips shows as a key in print.
            let resource = FluentResource::try_new(file.text(language).to_owned())
                .unwrap_or_else(|(partly, _)| partly);
            let _ = bundle.add_resource(resource);
        }
        Catalogue { bundle }
    }

    /// A message; nothing where there is none, or where a value that it names is missing.
    pub(super) fn message(&self, key: &str, arguments: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(arguments), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// Keys of a file in a language, each with the values that its message names, in order.
///
/// # Errors
///
/// What the parser says of the file.
pub fn keys(file: File, language: Language) -> Result<BTreeMap<String, Vec<String>>, String> {
    let resource = fluent_syntax::parser::parse(file.text(language))
        .map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let mut names = Vec::new();
            if let Some(pattern) = &message.value {
                in_pattern(pattern, &mut names);
            }
            names.sort();
            names.dedup();
            let key = message.id.name.to_owned();
            if keys.insert(key.clone(), names).is_some() {
                return Err(format!("`{key}` stands twice"));
            }
        }
    }
    Ok(keys)
}

fn in_pattern(pattern: &Pattern<&str>, names: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

fn in_expression(expression: &Expression<&str>, names: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, names),
        Expression::Select { selector, variants } => {
            in_inline(selector, names);
            for variant in variants {
                in_pattern(&variant.value, names);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, names: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } => names.push(id.name.to_owned()),
        InlineExpression::Placeable { expression } => in_expression(expression, names),
        _ => {}
    }
}
