//! All that Typst may see: the template, the briefing, its pictures and our fonts.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::briefing::Briefing;
use crate::error::ReportError;
use crate::fonts::fonts;

const TEMPLATE: &str = include_str!("../../template/briefing.typ");

/// The world of one briefing.
pub(super) struct BriefingWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl BriefingWorld {
    pub(super) fn new(briefing: &Briefing) -> Result<BriefingWorld, ReportError> {
        let fonts: Vec<Font> = fonts()
            .into_iter()
            .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
            .collect();
        let mut files = BTreeMap::new();
        files.insert(
            "/briefing.json".to_owned(),
            Bytes::new(serde_json::to_vec(briefing)?),
        );
        for figure in briefing.figures().chain(&briefing.page.map) {
            let name = format!("/figures/{}.svg", figure.id);
            files.insert(name, Bytes::new(figure.svg.clone().into_bytes()));
        }
        let path = VirtualPath::new("/briefing.typ")
            .map_err(|error| ReportError::Typeset(format!("{error:?}")))?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Ok(BriefingWorld {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(id, TEMPLATE.to_owned()),
            files,
        })
    }
}

impl World for BriefingWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.main.id() {
            true => Ok(self.main.clone()),
            false => Err(FileError::Other(None)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_with_slash();
        let file = self.files.get(path).cloned();
        file.ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
