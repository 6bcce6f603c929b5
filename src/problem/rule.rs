//! The stable ids of the rules: what `--format json` prints and the writers' guide explains.

/// A rule that content, theme or usage can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The theme names an asset that it does not have.
    Asset,
    /// A style sheet or script holds what its engine cannot read.
    AssetSyntax,
    /// Block Markdown stands where only inline Markdown fits.
    BlockMarkdown,
    /// A body has a heading of the first level.
    BodyHeading,
    /// A link leads to a page, file or fragment that does not exist.
    BrokenLink,
    /// A cause has a name that is not its own, or none.
    CauseName,
    /// A number is not a code from 100 to 699 (RFC 3261 §7.2).
    CodeRange,
    /// A text holds a control character or a mark that turns the direction of writing.
    ControlCharacter,
    /// Blocks or marks stand in each other more than 64 deep.
    DeepNesting,
    /// A file or folder cannot be read or written.
    Disk,
    /// Two files are about the same code.
    DuplicateCode,
    /// A page has the same id twice.
    DuplicateId,
    /// A static file or a redirect takes an address of the site's own.
    DuplicateOutput,
    /// A text is empty.
    EmptyText,
    /// `ends_call` says other than the registry, or than the code's class.
    EndsCall,
    /// A file's name is not its code.
    FileName,
    /// A file that the tool did not write, or kept since it was edited, is in the way of an output.
    ForeignFile,
    /// A link has a scheme that content may not use.
    ForbiddenScheme,
    /// A Markdown file does not open with front matter between two `+++` lines.
    FrontMatter,
    /// A name is not what the name of a header can be (RFC 3261 §25.1).
    HeaderName,
    /// A key says nothing beside another.
    IdleKey,
    /// An image is no file of `content/static/`.
    ImageTarget,
    /// A date is no day, has a time, or lies before March 1999, when SIP was published (RFC 2543).
    InvalidDate,
    /// An id has letters that an id may not have.
    InvalidId,
    /// A language tag has not its form.
    InvalidLanguage,
    /// An address or a path has not its form.
    InvalidUrl,
    /// A list has too few or too many items.
    ListLength,
    /// Marks of Markdown would be shown as they stand, or a block has no end.
    Markup,
    /// A file holds the marks of a merge that is not done.
    MergeConflict,
    /// A file that every project or theme has is not there.
    MissingFile,
    /// A key that must be there is not.
    MissingKey,
    /// A file is not UTF-8.
    NotUtf8,
    /// A number is out of its range.
    NumberRange,
    /// The site must not be written to that folder.
    OutputFolder,
    /// Content holds HTML.
    RawHtml,
    /// An example shows an address or a number that may be somebody's.
    RealAddress,
    /// A reason phrase is not the one of IANA's registry.
    ReasonPhrase,
    /// `registered` says other than IANA's registry.
    Registered,
    /// A related code has no page, is the page's own, or stands twice.
    RelatedCode,
    /// Something stands twice where it may stand once.
    Repeated,
    /// An exchange of messages is no valid SIP, or not about its page's code.
    SipExchange,
    /// A symbolic link leads out of the project or nowhere, or something is no file.
    SpecialFile,
    /// A file lies where files of another kind are read, or none.
    StrayFile,
    /// Structured data on a page is not JSON.
    StructuredData,
    /// A template cannot be compiled or rendered.
    Template,
    /// A verdict's words have more than 24 characters.
    TextLength,
    /// A file is not valid TOML.
    TomlSyntax,
    /// A file, content, theme or pages together, a table, or the links, headings or mistakes of a text
    /// are beyond their bound.
    TooLarge,
    /// A badge is not in `site.toml`.
    UnknownBadge,
    /// The landing page names a code that has no page.
    UnknownCode,
    /// A badge names a filter that is not in `site.toml`.
    UnknownFilter,
    /// A key has no meaning here.
    UnknownKey,
    /// A named link is not in `site.toml`.
    UnknownLink,
    /// A statement's source is not in `sources.toml`.
    UnknownSource,
    /// There is no such folder in `themes/`.
    UnknownTheme,
    /// A tone is none of the six.
    UnknownTone,
    /// An issue type is not in `site.toml`.
    UnknownType,
    /// A word is none of those that its key knows.
    UnknownWord,
    /// A code of a translation is not in IANA's registry.
    UnregisteredCode,
    /// The command line asks for what cannot be, or the network refuses the preview.
    Usage,
    /// A key holds another type of value than it must.
    WrongType,
}

impl Rule {
    /// The id, in kebab case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::AssetSyntax => "asset-syntax",
            Self::BlockMarkdown => "block-markdown",
            Self::BodyHeading => "body-heading",
            Self::BrokenLink => "broken-link",
            Self::CauseName => "cause-name",
            Self::CodeRange => "code-range",
            Self::ControlCharacter => "control-character",
            Self::DeepNesting => "deep-nesting",
            Self::Disk => "disk",
            Self::DuplicateCode => "duplicate-code",
            Self::DuplicateId => "duplicate-id",
            Self::DuplicateOutput => "duplicate-output",
            Self::EmptyText => "empty-text",
            Self::EndsCall => "ends-call",
            Self::FileName => "file-name",
            Self::ForeignFile => "foreign-file",
            Self::ForbiddenScheme => "forbidden-scheme",
            Self::FrontMatter => "front-matter",
            Self::HeaderName => "header-name",
            Self::IdleKey => "idle-key",
            Self::ImageTarget => "image-target",
            Self::InvalidDate => "invalid-date",
            Self::InvalidId => "invalid-id",
            Self::InvalidLanguage => "invalid-language",
            Self::InvalidUrl => "invalid-url",
            Self::ListLength => "list-length",
            Self::Markup => "markup",
            Self::MergeConflict => "merge-conflict",
            Self::MissingFile => "missing-file",
            Self::MissingKey => "missing-key",
            Self::NotUtf8 => "not-utf-8",
            Self::NumberRange => "number-range",
            Self::OutputFolder => "output-folder",
            Self::RawHtml => "raw-html",
            Self::RealAddress => "real-address",
            Self::ReasonPhrase => "reason-phrase",
            Self::Registered => "registered",
            Self::RelatedCode => "related-code",
            Self::Repeated => "repeated",
            Self::SipExchange => "sip-exchange",
            Self::SpecialFile => "special-file",
            Self::StrayFile => "stray-file",
            Self::StructuredData => "structured-data",
            Self::Template => "template",
            Self::TextLength => "text-length",
            Self::TomlSyntax => "toml-syntax",
            Self::TooLarge => "too-large",
            Self::UnknownBadge => "unknown-badge",
            Self::UnknownCode => "unknown-code",
            Self::UnknownFilter => "unknown-filter",
            Self::UnknownKey => "unknown-key",
            Self::UnknownLink => "unknown-link",
            Self::UnknownSource => "unknown-source",
            Self::UnknownTheme => "unknown-theme",
            Self::UnknownTone => "unknown-tone",
            Self::UnknownType => "unknown-type",
            Self::UnknownWord => "unknown-word",
            Self::UnregisteredCode => "unregistered-code",
            Self::Usage => "usage",
            Self::WrongType => "wrong-type",
        }
    }
}
