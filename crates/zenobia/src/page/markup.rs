//! Markup made safe to hand to a parser.
//!
//! A page that nests 100,000 elements makes a parser quadratic and a recursive reader of its tree
//! overflow the stack; scripts, styles and comments are most of a page's bytes and none of its
//! prose. Both go here, before any tree is built.

/// Deepest nesting kept. Real pages stay below 100; trees this deep are safe to recurse into.
const MAX_DEPTH: usize = 256;

/// Most formatting elements open at once: a parser opens all of them again in each new block.
const MAX_FORMATTING: usize = 24;

/// Longest tag kept whole; a longer one holds pictures or program state in an attribute.
const MAX_TAG: usize = 16 * 1024;

/// How far the end of a tag is looked for.
const MAX_TAG_SCAN: usize = 8 * 1024 * 1024;

/// Most tags kept: readers of trees take some microseconds for each.
const MAX_TAGS: usize = 60_000;

/// Markup without what no reader sees.
#[derive(Debug)]
pub(crate) struct Markup {
    /// The markup.
    pub html: String,
    /// What was cut, in words for a person.
    pub notes: Vec<String>,
}

/// Elements that never hold prose. Scripts of type `application/ld+json` are kept.
const DROPPED: &[&str] = &[
    "script", "style", "svg", "math", "template", "iframe", "canvas",
];

/// Elements that have no end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end where the next of their kind starts.
const SELF_CLOSING: &[&str] = &[
    "p", "li", "td", "th", "tr", "option", "dt", "dd", "tbody", "thead", "tfoot",
];

/// Elements that a parser opens again in the next block if they were not closed
/// (HTML standard, 13.2.4.3).
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements whose end tag closes what is open inside them, and that no end tag of an element like
/// `span` reaches across (HTML standard, 13.2.4.2, "special").
const SPECIAL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "pre",
    "section",
    "select",
    "summary",
    "textarea",
    "title",
    "ul",
];

/// Special elements that no other end tag reaches across.
const BARRIERS: &[&str] = &["applet", "caption", "marquee", "object", "table"];

/// Takes scripts, styles, comments, and tags nested too deep out of markup.
///
/// `max_len` bounds the bytes that are given.
pub(crate) fn tidy(html: &str, max_len: usize) -> Markup {
    let mut tidying = Tidying {
        kept: String::with_capacity(html.len().min(max_len) / 2),
        ..Tidying::default()
    };
    let mut at = 0;
    while at < html.len() {
        let tag_at = html[at..]
            .find('<')
            .map_or(html.len(), |offset| at + offset);
        let room = max_len.saturating_sub(tidying.kept.len());
        if tag_at - at > room || tidying.n_tags > MAX_TAGS {
            let end = floor_char_boundary(html, (at + room).min(tag_at));
            tidying.kept.push_str(&html[at..end]);
            tidying.cut_at = Some(end);
            break;
        }
        tidying.kept.push_str(&html[at..tag_at]);
        at = tag_at + tidying.take(&html[tag_at..], max_len);
    }
    let notes = tidying.notes(html.len());
    Markup {
        html: tidying.kept,
        notes,
    }
}

#[derive(Default)]
struct Tidying<'a> {
    kept: String,
    /// Names of the elements that a parser would have open here.
    open: Vec<&'a str>,
    n_formatting: usize,
    n_tags: usize,
    too_deep: usize,
    too_long: usize,
    cut_at: Option<usize>,
}

impl<'a> Tidying<'a> {
    /// Takes what stands at the `<` that opens `rest`; gives how many bytes that was.
    fn take(&mut self, rest: &'a str, max_len: usize) -> usize {
        match Piece::read(rest) {
            Piece::Nothing => 0,
            Piece::Text => {
                // A stray `<`: escaped, so that no tag comes of it.
                self.kept.push_str("&lt;");
                1
            }
            Piece::Unseen(len) => len,
            Piece::Declaration(len) => {
                if len <= MAX_TAG {
                    self.kept.push_str(&rest[..len]);
                }
                len
            }
            Piece::End { name, len } => {
                self.end(name);
                len
            }
            Piece::Start { name, len } if is_one_of(name, DROPPED) => {
                let inside = if rest[..len].ends_with("/>") && name.eq_ignore_ascii_case("svg") {
                    0
                } else {
                    end_of(&rest[len..], name)
                };
                let whole = len + inside;
                let is_structured = name.eq_ignore_ascii_case("script") && is_json_ld(&rest[..len]);
                if is_structured && self.kept.len() + whole <= max_len {
                    self.kept.push_str(&rest[..whole]);
                }
                whole
            }
            Piece::Start { name, len } => {
                self.start(name, &rest[..len]);
                len
            }
        }
    }

    fn start(&mut self, name: &'a str, tag: &str) {
        let nests = !is_one_of(name, VOID) && !is_one_of(name, SELF_CLOSING);
        if nests {
            let is_formatting = is_one_of(name, FORMATTING);
            if self.open.len() >= MAX_DEPTH
                || (is_formatting && self.n_formatting >= MAX_FORMATTING)
            {
                self.too_deep += 1;
                return;
            }
            self.n_formatting += usize::from(is_formatting);
            self.open.push(name);
        }
        self.n_tags += 1;
        if tag.len() > MAX_TAG {
            self.too_long += 1;
            self.kept.push('<');
            self.kept.push_str(name);
            self.kept.push('>');
        } else {
            self.kept.push_str(tag);
        }
    }

    /// Closes an element as a parser would, and the formatting elements left open inside it.
    fn end(&mut self, name: &str) {
        if is_one_of(name, SELF_CLOSING) {
            self.close(name);
            return;
        }
        let is_formatting = is_one_of(name, FORMATTING);
        let is_barrier = is_one_of(name, BARRIERS);
        let is_special = is_one_of(name, SPECIAL);
        for depth in (0..self.open.len()).rev() {
            let it = self.open[depth];
            if it.eq_ignore_ascii_case(name) {
                if is_formatting {
                    self.open.remove(depth);
                    self.n_formatting -= 1;
                } else {
                    for index in (depth + 1..self.open.len()).rev() {
                        let inner = self.open[index];
                        if is_one_of(inner, FORMATTING) {
                            self.n_formatting -= 1;
                            self.close(inner);
                        }
                    }
                    self.open.truncate(depth);
                }
                self.close(name);
                return;
            }
            let stops = match (is_barrier, is_special || is_formatting) {
                (true, _) => false,
                (false, true) => is_one_of(it, BARRIERS),
                (false, false) => is_one_of(it, BARRIERS) || is_one_of(it, SPECIAL),
            };
            if stops {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.kept.push_str("</");
        self.kept.push_str(name);
        self.kept.push('>');
    }

    fn notes(&self, len: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(at) = self.cut_at {
            notes.push(format!(
                "the page was cut after {} of its {} KB of markup",
                at / 1024,
                len / 1024
            ));
        }
        if self.too_deep > 0 {
            notes.push(format!(
                "{} tags nested too deep were passed over, their text kept",
                self.too_deep
            ));
        }
        if self.too_long > 0 {
            notes.push(format!(
                "the attributes of {} overlong tags were passed over",
                self.too_long
            ));
        }
        notes
    }
}

/// What stands at a `<`.
enum Piece<'a> {
    /// The end of the page.
    Nothing,
    /// Only a `<`.
    Text,
    /// Comments, and tags that never end.
    Unseen(usize),
    /// `<!doctype ...>`, `<?xml ...?>`.
    Declaration(usize),
    Start {
        name: &'a str,
        len: usize,
    },
    End {
        name: &'a str,
        len: usize,
    },
}

impl<'a> Piece<'a> {
    fn read(rest: &'a str) -> Piece<'a> {
        let bytes = rest.as_bytes();
        if bytes.is_empty() {
            return Piece::Nothing;
        }
        match bytes.get(1) {
            Some(b'!') if rest.starts_with("<!--") => {
                let len = rest[4..].find("-->").map_or(rest.len(), |end| 4 + end + 3);
                Piece::Unseen(len)
            }
            Some(b'!') if rest.starts_with("<![CDATA[") => {
                let len = rest.find("]]>").map_or(rest.len(), |end| end + 3);
                Piece::Unseen(len)
            }
            Some(b'!' | b'?') => {
                Piece::Declaration(rest.find('>').map_or(rest.len(), |end| end + 1))
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => Piece::End {
                name: tag_name(&rest[2..]),
                len: rest.find('>').map_or(rest.len(), |end| end + 1),
            },
            Some(byte) if byte.is_ascii_alphabetic() => match tag_len(bytes) {
                Some(len) => Piece::Start {
                    name: tag_name(&rest[1..len - 1]),
                    len,
                },
                None => Piece::Unseen(floor_char_boundary(rest, MAX_TAG_SCAN)),
            },
            _ => Piece::Text,
        }
    }
}

/// Bytes up to and with the `>` that ends a start tag; a `>` inside quotation marks does not, but
/// a mark that is never closed must not swallow the page.
fn tag_len(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut first_close = None;
    let mut previous = b' ';
    for (index, &byte) in tag.iter().enumerate().take(MAX_TAG_SCAN).skip(1) {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) if byte == b'>' => {
                first_close.get_or_insert(index + 1);
            }
            Some(_) => {}
            None if byte == b'>' => return Some(index + 1),
            None if previous == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    first_close
}

fn tag_name(rest: &str) -> &str {
    let end = rest
        .bytes()
        .position(|byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>')
        .unwrap_or(rest.len());
    &rest[..end]
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(name))
}

fn is_json_ld(tag: &str) -> bool {
    tag.to_ascii_lowercase().contains("ld+json")
}

/// Bytes up to and with the end tag of `name`; all if there is none.
fn end_of(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(offset) = rest[at..].find("</") {
        let name_at = at + offset + 2;
        let ends = bytes
            .get(name_at..name_at + name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        if ends {
            return rest[name_at..]
                .find('>')
                .map_or(rest.len(), |end| name_at + end + 1);
        }
        at = name_at;
    }
    rest.len()
}

/// The last character boundary at or before `index`.
pub(crate) fn floor_char_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(tidy(html, 1 << 20).html, expected);
    }

    #[test]
    fn scripts_styles_and_comments_go() {
        check(
            "<p>a<script>if (a < b) { x('</p>') }</script><!-- <p> --><style>p{}</style>b</p>",
            "<p>ab</p>",
        );
    }

    #[test]
    fn json_ld_stays() {
        check(
            "<script type='application/ld+json'>{\"a\": \"<b>\"}</script>",
            "<script type='application/ld+json'>{\"a\": \"<b>\"}</script>",
        );
    }

    #[test]
    fn quoted_angle_bracket_does_not_end_a_tag() {
        check("<a title=\"x > y\">z</a>", "<a title=\"x > y\">z</a>");
        check("<a title=\"x>y</a>", "<a title=\"x>y</a>");
    }

    #[test]
    fn stray_angle_brackets_are_text() {
        check("3 < 4 <3", "3 &lt; 4 &lt;3");
    }

    #[test]
    fn depth_is_bounded_and_the_note_says_so() {
        let markup = tidy(&("<div>".repeat(100_000) + "deep"), 1 << 20);
        assert_eq!(markup.html.matches("<div>").count(), MAX_DEPTH);
        assert!(markup.html.ends_with("deep"));
        assert_eq!(markup.notes.len(), 1, "{:?}", markup.notes);
    }

    #[test]
    fn formatting_left_open_ends_with_its_block() {
        check(
            "<div><font size=1>x</div>",
            "<div><font size=1>x</font></div>",
        );
    }

    #[test]
    fn misnested_end_tags_do_not_hide_depth() {
        for unit in ["<b><div></b>", "<span><div></span>", "<div><table></div>"] {
            let html = tidy(&unit.repeat(2_000), 1 << 20).html;
            let opened = html.matches("<div>").count() + html.matches("<table>").count();
            assert!(opened <= MAX_DEPTH, "{unit}: {opened}");
        }
    }

    #[test]
    fn length_is_bounded_and_the_note_says_so() {
        let markup = tidy(&"é".repeat(1_000), 101);
        assert_eq!(markup.html, "é".repeat(50));
        assert_eq!(
            markup.notes,
            ["the page was cut after 0 of its 1 KB of markup"]
        );
    }
}
