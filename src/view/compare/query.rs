//! What a reader wants to see of a comparison, as it stands in the address. Everything odd falls back to everything.

use crate::export::comparison::Rows;
use crate::law::compare::{Row, RowKind};
use crate::view::link;

/// More parameters than any form of ours sends are not read.
const MAX_PARAMETERS: usize = 40;
/// The longest heading that is looked for, in characters.
const MAX_CHAPTER_CHARS: usize = 100;

/// How changes are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// 对照表: side by side.
    #[default]
    Table,
    /// 花脸稿: one column with everything marked.
    Redline,
    /// 逐条说明: sentences.
    List,
}

impl Layout {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Table, Self::Redline, Self::List];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Redline => "redline",
            Self::List => "list",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Table => "对照表",
            Self::Redline => "花脸稿",
            Self::List => "逐条说明",
        }
    }
}

/// How much of it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    /// Every article.
    #[default]
    All,
    /// What changed or moved.
    Changed,
    /// What changed in substance.
    Substance,
}

impl Only {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Changed, Self::Substance];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Changed => "changed",
            Self::Substance => "substance",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "全部条文",
            Self::Changed => "只看修改",
            Self::Substance => "只看实质",
        }
    }

    /// The rows of a file that is taken away with this choice.
    #[must_use]
    pub fn rows(self) -> Rows {
        match self {
            Self::All => Rows::All,
            Self::Changed => Rows::Changed,
            Self::Substance => Rows::Substantial,
        }
    }

    fn admits(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Changed => row.is_changed() || row.moved,
            Self::Substance => row.is_substantial(),
        }
    }
}

/// A kind of row that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 改.
    Changed,
    /// 增.
    Added,
    /// 删.
    Removed,
    /// 拆.
    Split,
    /// 并.
    Merged,
    /// 重组.
    Regrouped,
    /// 移.
    Moved,
    /// 随改.
    Consequential,
    /// 仅改序号.
    Renumbered,
    /// 未改.
    Same,
}

impl Kind {
    /// All, in the order of the summary.
    pub const ALL: [Self; 10] = [
        Self::Changed,
        Self::Added,
        Self::Removed,
        Self::Split,
        Self::Merged,
        Self::Regrouped,
        Self::Moved,
        Self::Consequential,
        Self::Renumbered,
        Self::Same,
    ];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
            Self::Moved => "moved",
            Self::Consequential => "consequential",
            Self::Renumbered => "renumbered",
            Self::Same => "same",
        }
    }

    /// The word of the summary.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Changed => "改",
            Self::Added => "增",
            Self::Removed => "删",
            Self::Split => "拆",
            Self::Merged => "并",
            Self::Regrouped => "重组",
            Self::Moved => "移",
            Self::Consequential => "随改",
            Self::Renumbered => "仅改序号",
            Self::Same => "未改",
        }
    }

    /// What it means, for those who see the word for the first time.
    #[must_use]
    pub fn long_label(self) -> &'static str {
        match self {
            Self::Changed => "修改的条文",
            Self::Added => "新增的条文",
            Self::Removed => "删除的条文",
            Self::Split => "拆分的条文",
            Self::Merged => "合并的条文",
            Self::Regrouped => "重组的条文",
            Self::Moved => "移动位置的条文",
            Self::Consequential => "只随序号改了引用的条文",
            Self::Renumbered => "只改了序号的条文",
            Self::Same => "没有改动的条文",
        }
    }

    /// Whether a row is of this kind.
    #[must_use]
    pub fn admits(self, row: &Row) -> bool {
        match self {
            Self::Changed => row.kind == RowKind::Changed,
            Self::Added => row.kind == RowKind::Added,
            Self::Removed => row.kind == RowKind::Removed,
            Self::Split => row.kind == RowKind::Split,
            Self::Merged => row.kind == RowKind::Merged,
            Self::Regrouped => row.kind == RowKind::Regrouped,
            Self::Moved => row.moved,
            Self::Consequential => row.consequential,
            Self::Renumbered => row.is_renumbered_only(),
            Self::Same => row.kind == RowKind::Same && !row.renumbered,
        }
    }
}

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// How it is laid out.
    pub layout: Layout,
    /// How much is shown.
    pub only: Only,
    /// Of these kinds only; none means all.
    pub kinds: Vec<Kind>,
    /// Below this heading of the new text only.
    pub chapter: Option<String>,
}

impl Query {
    /// Reads the parameters of an address. Of a parameter given twice the last counts, but kinds add up.
    pub fn read<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in parameters.into_iter().take(MAX_PARAMETERS) {
            match name {
                "view" => query.layout = found(&Layout::ALL, value, Layout::as_str),
                "only" => query.only = found(&Only::ALL, value, Only::as_str),
                "kind" => query.add_kinds(value),
                "chapter" => {
                    let cut = value.chars().count() > MAX_CHAPTER_CHARS;
                    query.chapter = Some(value.to_owned()).filter(|it| !cut && !it.trim().is_empty());
                }
                _ => {}
            }
        }
        query
    }

    fn add_kinds(&mut self, list: &str) {
        for kind in list.split(',').filter_map(|word| Kind::ALL.into_iter().find(|it| it.as_str() == word)) {
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
    }

    /// The address of this view of the comparison at `base`.
    #[must_use]
    pub fn href(&self, base: &str) -> String {
        let mut parameters = Vec::new();
        if self.layout != Layout::default() {
            parameters.push(format!("view={}", self.layout.as_str()));
        }
        if self.only != Only::All {
            parameters.push(format!("only={}", self.only.as_str()));
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<&str> = self.kinds.iter().map(|it| it.as_str()).collect();
            parameters.push(format!("kind={}", kinds.join(",")));
        }
        if let Some(chapter) = &self.chapter {
            parameters.push(format!("chapter={}", link::encoded(chapter)));
        }
        if parameters.is_empty() { base.to_owned() } else { format!("{base}?{}", parameters.join("&")) }
    }

    /// Whether a row is shown, wherever it stands.
    #[must_use]
    pub fn admits(&self, row: &Row) -> bool {
        self.only.admits(row) && (self.kinds.is_empty() || self.kinds.iter().any(|it| it.admits(row)))
    }

    /// Whether something may be left out.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.only != Only::All || !self.kinds.is_empty() || self.chapter.is_some()
    }

    /// The same in another layout.
    #[must_use]
    pub fn laid_out(&self, layout: Layout) -> Self {
        Self { layout, ..self.clone() }
    }
}

fn found<T: Copy + Default>(all: &[T], word: &str, name: impl Fn(T) -> &'static str) -> T {
    all.iter().copied().find(|it| name(*it) == word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parameters: &[(&str, &str)]) -> String {
        Query::read(parameters.iter().copied()).href("/c")
    }

    #[test]
    fn an_address_is_read_and_written_in_one_form() {
        assert_eq!(read(&[]), "/c");
        assert_eq!(read(&[("view", "table"), ("only", ""), ("chapter", "")]), "/c");
        assert_eq!(
            read(&[("chapter", "总 则"), ("kind", "moved"), ("kind", "added,moved"), ("view", "list")]),
            "/c?view=list&kind=moved,added&chapter=%E6%80%BB%20%E5%88%99"
        );
    }

    #[test]
    fn what_is_odd_shows_everything() {
        assert_eq!(read(&[("view", "VIEW"), ("only", "x"), ("kind", "x,,"), ("other", "y")]), "/c");
        assert_eq!(read(&[("chapter", &"长".repeat(MAX_CHAPTER_CHARS + 1))]), "/c");
        let many = vec![("other", ""); MAX_PARAMETERS];
        let parameters = many.into_iter().chain([("only", "changed")]);
        assert_eq!(Query::read(parameters), Query::default());
    }
}
