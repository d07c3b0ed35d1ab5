//! How to repeat it: version, seed, inputs, command.

use crate::briefing::{Block, Chapter, Text};
use crate::print::Print;

pub(super) fn chapter(print: Print) -> Chapter {
    let (words, about) = (print.words, &print.answers.about);
    let mut blocks = vec![
        print.paragraph("repeat-text", &[]),
        Block::Paragraph {
            text: Text(vec![crate::briefing::Span {
                is_strong: true,
                ..crate::briefing::Span::plain(&about.command)
            }]),
        },
    ];
    let mut table = print
        .table("repeat", print.say("repeat-table"))
        .text("column-what", 1)
        .text("column-given", 2);
    table.row([
        print.say("repeat-version"),
        format!("kervan {}", about.version),
    ]);
    table.row([print.say("repeat-corridor"), about.name.clone()]);
    table.row([print.say("repeat-checksum"), about.checksum.clone()]);
    for (name, _, checksum) in &about.scenarios {
        let what = words.tell("repeat-scenario", &[("name", name.as_str().into())]);
        table.row([what, checksum.clone()]);
    }
    table.row([print.say("repeat-seed"), about.seed.to_string()]);
    let edition = if about.is_quick { "quick" } else { "full" };
    let edition = print.say(&format!("repeat-edition-{edition}"));
    table.row([print.say("repeat-edition"), edition]);
    for (chapter, years, replications) in &about.sizes {
        let chapter = print.say(&format!("{chapter}-title"));
        table.row([
            words.tell("repeat-size", &[("chapter", chapter.into())]),
            words.tell(
                "repeat-size-value",
                &[
                    ("years", years.to_string().into()),
                    ("replications", replications.to_string().into()),
                ],
            ),
        ]);
    }
    blocks.extend(table.done());
    super::chapter(print, "repeat", blocks)
}
