//! A bounded walk over an XML file: elements by local name, words with their entities resolved.
//!
//! A document type is refused, so that no entity of a file's own is ever expanded; depth is bounded.

use super::Unreadable;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The deepest nesting that is followed.
const MAX_DEPTH: usize = 256;
/// The most attributes of one element; the root of a Word file declares some forty names.
const MAX_ATTRIBUTES: usize = 500;

/// Whether the inside of an element is of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Walk through its children, then close it.
    Into,
    /// Leave out its children; it is not closed.
    Over,
}

/// What a walk tells.
pub(super) trait Visitor {
    /// An element opens.
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Step;
    /// An element that was walked into closes.
    fn close(&mut self, name: &str);
    /// Words in the innermost element. One run of words may come in several parts.
    fn words(&mut self, words: &str);
    /// Why nothing more is read, once a bound of the visitor's own is reached.
    fn refusal(&self) -> Option<Unreadable> {
        None
    }
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the first attribute with that local name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        // Checking for repeated names would take the square of their number.
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|it| it.key.local_name().as_ref() == name.as_bytes())?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// A switch as Word writes it: there means on, unless its value says off.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks through `xml`.
///
/// # Errors
/// When the file is no well-formed XML, nests too deeply, or declares a document type.
pub(super) fn walk(xml: &str, visitor: &mut dyn Visitor) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    let mut over: Option<usize> = None; // the depth of the element that is left out
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Unreadable::new("内部结构嵌套过深", "请用 Word 或者 WPS 打开，另存为新文件后再试"));
                }
                if start.attributes_raw().iter().filter(|it| **it == b'=').take(MAX_ATTRIBUTES + 1).count()
                    > MAX_ATTRIBUTES
                    && start.attributes().with_checks(false).take(MAX_ATTRIBUTES + 1).count() > MAX_ATTRIBUTES
                {
                    return Err(Unreadable::new("内部标记的属性过多", "请用 Word 或者 WPS 打开，另存为新文件后再试"));
                }
                if let Some(refusal) = visitor.refusal() {
                    return Err(refusal);
                }
                if over.is_none() {
                    let local = start.local_name();
                    let name = std::str::from_utf8(local.as_ref()).unwrap_or_default();
                    if visitor.open(name, &Attributes(&start)) == Step::Over {
                        over = Some(depth);
                    }
                }
            }
            Event::End(end) => {
                if over.is_none() {
                    let local = end.local_name();
                    visitor.close(std::str::from_utf8(local.as_ref()).unwrap_or_default());
                } else if over == Some(depth) {
                    over = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(words) if over.is_none() => visitor.words(&words.decode().map_err(|_| damaged())?),
            Event::CData(words) if over.is_none() => visitor.words(&words.decode().map_err(|_| damaged())?),
            Event::GeneralRef(reference) if over.is_none() => visitor.words(&resolve(&reference)?),
            Event::DocType(_) => {
                return Err(Unreadable::new("含有文档类型声明", "为安全起见不予读取，请删去 <!DOCTYPE …> 一行后再试"));
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, Unreadable> {
    if let Some(c) = reference.resolve_char_ref().map_err(|_| damaged())? {
        return Ok(c.to_string());
    }
    let name = reference.decode().map_err(|_| damaged())?;
    let words = match name.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(damaged()),
    };
    Ok(words.to_owned())
}

fn damaged() -> Unreadable {
    Unreadable::new("已经损坏或者不完整（XML 格式有误）", "请重新获取该文件，或者打开后另存为新文件再试")
}
