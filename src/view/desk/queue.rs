//! 待复核: what a person said, and what the text says now.

use super::Local;
use super::table::DeskTable;
use crate::procedure::correction::{CorrectionId, Named, Pending, Place, Refusal, Side, article_label};
use crate::view::{chinese_time, link};

/// Why a form of the queue was not accepted, and what was typed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueTrouble {
    /// Which one.
    pub id: CorrectionId,
    /// Why.
    pub refusal: Refusal,
}

/// One that waits.
pub(super) struct QueueCard {
    pub(super) id: CorrectionId,
    pub(super) said: String,
    pub(super) kind: &'static str,
    pub(super) by: String,
    pub(super) on: String,
    pub(super) note: Option<String>,
    pub(super) articles: Vec<QueueArticle>,
    /// Whether it can be confirmed as the texts are now.
    pub(super) again: bool,
    pub(super) again_href: String,
    pub(super) withdraw_href: String,
    /// Where other articles can be chosen; nothing if one of the texts is gone.
    pub(super) relink_href: Option<String>,
    pub(super) seen: String,
    pub(super) trouble: Option<String>,
}

/// An article of one that waits.
pub(super) struct QueueArticle {
    /// 草案修改稿第七条.
    pub(super) label: String,
    /// 文字已改 …; nothing if it is as it was.
    pub(super) why: Option<&'static str>,
    pub(super) then: String,
    /// Where it is now, if its number moved.
    pub(super) moved: Option<String>,
    /// What stands at its address now, if that is not what was said.
    pub(super) now: Option<String>,
}

/// What the cards of a pair share.
pub(super) struct CardContext<'a> {
    pub(super) table: &'a DeskTable,
    pub(super) labels: (&'a str, &'a str),
    /// Whether both texts are there.
    pub(super) complete: bool,
    pub(super) trouble: Option<&'a QueueTrouble>,
    pub(super) local: Local<'a>,
}

impl QueueCard {
    pub(super) fn of(pending: &Pending<'_>, ctx: &CardContext<'_>) -> Self {
        let it = pending.correction;
        let trouble = ctx.trouble.filter(|trouble| trouble.id == it.id);
        Self {
            id: it.id,
            said: DeskTable::said(it),
            kind: it.kind.label(),
            by: format!("{}（{}）", it.by.name(), it.by.organ()),
            on: chinese_time(&(ctx.local)(it.made_at)),
            note: it.note.clone(),
            articles: articles(pending, ctx),
            again: ctx.complete && pending.again().is_some(),
            again_href: link::desk_again(it.id),
            withdraw_href: link::desk_withdraw(it.id),
            relink_href: ctx.complete.then(|| link::desk_pair(&it.pair)),
            seen: ctx.table.seen.clone(),
            trouble: trouble.map(|trouble| trouble.refusal.to_string()),
        }
    }
}

fn articles(pending: &Pending<'_>, ctx: &CardContext<'_>) -> Vec<QueueArticle> {
    let of = |side: Side, named: &[Named], places: &[Place]| -> Vec<QueueArticle> {
        named.iter().zip(places).map(|(it, place)| QueueArticle::of(side, it, *place, ctx)).collect()
    };
    let mut all = of(Side::Old, &pending.correction.old, &pending.old);
    all.extend(of(Side::New, &pending.correction.new, &pending.new));
    all
}

impl QueueArticle {
    fn of(side: Side, named: &Named, place: Place, ctx: &CardContext<'_>) -> Self {
        let (label, articles) = match side {
            Side::Old => (ctx.labels.0, &ctx.table.old),
            Side::New => (ctx.labels.1, &ctx.table.new),
        };
        let at = |index: usize| articles.list().get(index);
        Self {
            label: format!("{label}{}", article_label(named.path())),
            why: place.why().map(|it| it.label()),
            then: named.words().to_owned(),
            moved: match place {
                Place::Followed(now) => at(now).map(|it| article_label(it.path())),
                _ => None,
            },
            now: match place {
                Place::Changed(now) => at(now).map(|it| it.words().to_owned()),
                _ => None,
            },
        }
    }
}
