//! What the rules of this family ask of a text: whether it is an ordinance at all, and which words are its last article's.

use crate::lint::context::Context;
use crate::lint::unit::TextUnit;

/// The name a text that lays down rules of its own calls itself by, without 本: 条例, 规定, 办法 … None for texts that
/// amend, repeal, interpret or answer, and for texts without articles.
pub(super) fn rules_of(ctx: &Context<'_>) -> Option<&'static str> {
    let title = ctx.statute.title.as_str();
    let other = ["决定", "解释", "批复", "答复", "通知", "决议", "意见", "宪法", "方案", "修正案", "废止"];
    let own = !ctx.is_amendment() && !ctx.articles.is_empty() && !other.iter().any(|it| title.contains(it));
    ctx.title_type().filter(|_| own && !title.ends_with('》'))
}

/// The 款, 项 and 目 of the first article.
pub(super) fn of_first<'s, 'a>(ctx: &'s Context<'a>) -> impl Iterator<Item = &'s TextUnit<'a>> {
    ctx.units.iter().take_while(|it| it.article_index == 0)
}

/// The place of the last article.
pub(super) fn last_index(ctx: &Context<'_>) -> usize {
    ctx.articles.len().saturating_sub(1)
}

/// Whether the title begins with the name of a province, city, county or zone: ××市, 河南省, 深圳经济特区.
pub(super) fn is_local(ctx: &Context<'_>) -> bool {
    let title = ctx.statute.title.as_str();
    // 城市, 地区, 超市, 景区 … are no names.
    let words = ["城", "地", "胜", "超", "上", "景", "园", "辖", "社", "灾", "牧", "矿", "港", "国家", "保税"];
    let at = title.char_indices().take(12).find(|(_, c)| "省市州县旗区盟".contains(*c)).map(|(at, _)| &title[..at]);
    at.is_some_and(|name| !name.is_empty() && !name.contains("中国") && !words.iter().any(|it| name.ends_with(it)))
        && !title.starts_with("中华人民共和国")
}
