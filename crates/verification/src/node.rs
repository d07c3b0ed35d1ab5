//! A TOML or JSON text as one kind of tree, each value with its place.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use toml_edit::{Document, Item, TableLike};

/// Tables inside tables that are followed.
const DEEPEST: usize = 32;

/// A value with its bytes in the text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Table(Vec<Entry>),
    List(Vec<Node>),
    Number(f64),
    Text(String),
    Flag(bool),
    /// A date, or JSON's null.
    Other,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node,
}

/// Why a text is no tree.
#[derive(Debug)]
pub(crate) struct NotRead {
    pub(crate) span: Option<Range<usize>>,
    pub(crate) reason: String,
}

impl Node {
    /// The value of a key of a table.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries()?.iter().find(|entry| entry.key == key)
    }

    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A list of numbers.
    pub(crate) fn numbers(&self) -> Option<Vec<f64>> {
        self.list()?.iter().map(Node::number).collect()
    }

    /// What it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Table(_) => "a table",
            Value::List(_) => "a list",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Flag(_) => "true or false",
            Value::Other => "a date or nothing",
        }
    }

    /// Reads a TOML text.
    pub(crate) fn from_toml(text: &str) -> Result<Node, NotRead> {
        let document = Document::parse(text).map_err(|error| NotRead {
            span: error.span(),
            reason: error
                .message()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
        })?;
        Ok(Node {
            span: 0..0,
            value: Value::Table(toml_entries(document.as_table(), &(0..0))),
        })
    }

    /// Reads a JSON text.
    pub(crate) fn from_json(text: &str) -> Result<Node, NotRead> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| NotRead {
            span: Some(at(text, error.line(), error.column())),
            reason: error
                .to_string()
                .split(" at line")
                .next()
                .unwrap_or_default()
                .to_owned(),
        })?;
        json(text, raw, 0)
    }
}

fn toml_entries(table: &dyn TableLike, within: &Range<usize>) -> Vec<Entry> {
    table
        .iter()
        .map(|(key, item)| {
            let key_span = table
                .key(key)
                .and_then(toml_edit::Key::span)
                .or(item.span())
                .unwrap_or_else(|| within.clone());
            Entry {
                key: key.to_owned(),
                node: toml_item(item, &key_span),
                key_span,
            }
        })
        .collect()
}

fn toml_item(item: &Item, key: &Range<usize>) -> Node {
    let span = item.span().unwrap_or_else(|| key.clone());
    let value = match item {
        Item::Value(value) => return toml_value(value, key),
        Item::Table(table) => Value::Table(toml_entries(table, &span)),
        Item::ArrayOfTables(tables) => {
            let one = |table: &toml_edit::Table| {
                let span = table.span().unwrap_or_else(|| span.clone());
                Node {
                    value: Value::Table(toml_entries(table, &span)),
                    span,
                }
            };
            Value::List(tables.iter().map(one).collect())
        }
        Item::None => Value::Other,
    };
    Node { span, value }
}

fn toml_value(value: &toml_edit::Value, key: &Range<usize>) -> Node {
    use toml_edit::Value as Toml;
    let span = value.span().unwrap_or_else(|| key.clone());
    let value = match value {
        Toml::String(text) => Value::Text(text.value().clone()),
        Toml::Integer(whole) => Value::Number(*whole.value() as f64),
        Toml::Float(number) => Value::Number(*number.value()),
        Toml::Boolean(flag) => Value::Flag(*flag.value()),
        Toml::Datetime(_) => Value::Other,
        Toml::Array(array) => {
            Value::List(array.iter().map(|value| toml_value(value, &span)).collect())
        }
        Toml::InlineTable(table) => Value::Table(toml_entries(table, &span)),
    };
    Node { span, value }
}

/// The byte at a line and column, both from 1.
fn at(text: &str, line: usize, column: usize) -> Range<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let offset = start + column.saturating_sub(1);
    let here = (0..=offset.min(text.len()))
        .rev()
        .find(|offset| text.is_char_boundary(*offset))
        .unwrap_or(0);
    here..here
}

/// The members of an object, in order, each as it is written.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'a>, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object).map(Members)
    }
}

/// A value, which is a slice of the text.
fn json(text: &str, raw: &RawValue, depth: usize) -> Result<Node, NotRead> {
    let written = raw.get();
    // `raw` is borrowed from `text`, so its place is the distance between the two.
    let start = (written.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let span = start..start + written.len();
    let wrong = |reason: &str| NotRead {
        span: Some(span.clone()),
        reason: reason.to_owned(),
    };
    if depth > DEEPEST {
        return Err(wrong("lists and objects stand too deep in one another"));
    }
    let value = match written.as_bytes().first() {
        Some(b'{') => {
            let Members(members) =
                serde_json::from_str(written).map_err(|error| wrong(&error.to_string()))?;
            let mut entries: Vec<Entry> = Vec::new();
            let mut from = start + 1;
            for (key, raw) in members {
                let node = json(text, raw, depth + 1)?;
                // The key stands in quotes between the value before and this one.
                let between = text.get(from..node.span.start).unwrap_or_default();
                let key_span = match (between.find('"'), between.rfind('"')) {
                    (Some(first), Some(last)) if first < last => from + first..from + last + 1,
                    _ => node.span.clone(),
                };
                if entries.iter().any(|entry| entry.key == key) {
                    return Err(NotRead {
                        span: Some(key_span),
                        reason: format!("the key `{key}` stands twice"),
                    });
                }
                from = node.span.end;
                entries.push(Entry {
                    key,
                    key_span,
                    node,
                });
            }
            Value::Table(entries)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> =
                serde_json::from_str(written).map_err(|error| wrong(&error.to_string()))?;
            let items: Result<Vec<Node>, NotRead> = items
                .into_iter()
                .map(|raw| json(text, raw, depth + 1))
                .collect();
            Value::List(items?)
        }
        Some(b'"') => {
            Value::Text(serde_json::from_str(written).map_err(|error| wrong(&error.to_string()))?)
        }
        Some(b't') => Value::Flag(true),
        Some(b'f') => Value::Flag(false),
        Some(b'n') => Value::Other,
        _ => match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Number(number),
            _ => return Err(wrong("this is no number that can be held")),
        },
    };
    Ok(Node { span, value })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Node;

    #[test]
    fn toml_and_json_give_the_same_tree_with_places() {
        let toml = "a = 1\n[[b]]\nc = \"x\"\nd = [true, 2.5]\n";
        let json = "{\"a\": 1, \"b\": [{\"c\": \"x\", \"d\": [true, 2.5]}]}";
        for (text, tree) in [
            (toml, Node::from_toml(toml).unwrap()),
            (json, Node::from_json(json).unwrap()),
        ] {
            assert_eq!(tree.get("a").unwrap().number(), Some(1.0));
            let b = &tree.get("b").unwrap().list().unwrap()[0];
            let c = b.entry("c").unwrap();
            assert_eq!(c.key_span.len(), text[c.key_span.clone()].len());
            assert_eq!(text[c.key_span.clone()].trim_matches('"'), "c");
            assert_eq!(&text[c.node.span.clone()], "\"x\"");
            let d = b.get("d").unwrap().list().unwrap();
            assert_eq!(&text[d[1].span.clone()], "2.5");
        }
    }

    #[test]
    fn what_is_no_text_of_the_kind_says_where() {
        assert_eq!(Node::from_json("{\"a\": }").unwrap_err().span, Some(6..6));
        assert!(Node::from_json("{\"a\": 1, \"a\": 2}").is_err());
        assert!(Node::from_json("[1e999]").is_err());
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Node::from_json(&deep).is_err());
        assert!(Node::from_toml("a = \n").unwrap_err().span.is_some());
    }
}
