//! K504: the effective date is said as 本条例自2026年1月1日起施行, lies after 批准 and leaves time to prepare.

use super::clause;
use crate::law::problem::Severity;
use crate::law::span::Span;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{PRACTICE, Rule};

pub(super) static RULE: Rule = Rule {
    code: "K504",
    name: "effective_date_form",
    title: "施行日期的表述不规范",
    severity: Severity::Warning,
    source: PRACTICE,
    page: include_str!("effective_date_form.md"),
    triggers: &["施行"],
    check,
    ..Rule::PLAIN
};

/// Fewer days than this between 批准 and the effective date leave little time to prepare.
const DAYS_TO_PREPARE: i64 = 30;

/// A date as days since year 0 of the calendar, and as it stands in the text.
#[derive(Clone, Copy)]
struct Date<'t> {
    days: i64,
    words: &'t str,
}

fn check(ctx: &Context<'_>, out: &mut Findings) {
    let Some(own) = clause::rules_of(ctx) else { return };
    let last = clause::last_index(ctx);
    let clauses = ctx.hits(&RULE).filter(|it| it.unit.article_index == last && ends_clause(it));
    let Some((hit, begins)) = clauses.filter_map(|it| when(&it, own).map(|at| (it, at))).next() else { return };
    let said = &hit.unit.text[begins.range()];
    let place = hit.unit.place(begins);
    if said.contains("批准之日") {
        out.report(place, "批准的日期事先不能确定，公众无法得知从哪一天起施行。")
            .suggest(format!("写明具体日期：本{own}自×年×月×日起施行。"));
    } else if ["公布", "发布", "通过"].iter().any(|it| said.contains(it)) {
        out.report(place, format!("“{said}”没有留出宣传和准备的时间。"))
            .suggest(format!("一般写明公布以后的具体日期：本{own}自×年×月×日起施行。"))
            .at_most(Severity::Info);
    } else if let Some(date) = dates(said).last().copied() {
        form(ctx, own, &hit, begins, date, out);
        timing(ctx, place, date, out);
    }
}

/// 施行 at the end of its clause, not 施行前, 施行情况.
fn ends_clause(hit: &Hit<'_, '_>) -> bool {
    hit.after().is_empty() || hit.after().starts_with(['。', '，', '；', '\n'])
}

/// The words from 本条例 or 自 to 施行.
fn when(hit: &Hit<'_, '_>, own: &str) -> Option<Span> {
    let clause = hit.unit.clause_around(hit.span.start);
    let words = hit.unit.text.get(clause.start..hit.span.end)?;
    let named = words.rfind(&format!("本{own}"));
    let at = named.or_else(|| words.find(['自', '于', '从']))?;
    Some(Span::new(clause.start + at, hit.span.end))
}

/// 自…起施行, and not 于…施行.
fn form(ctx: &Context<'_>, own: &str, hit: &Hit<'_, '_>, span: Span, date: Date<'_>, out: &mut Findings) {
    let said = &hit.unit.text[span.range()];
    let right = format!("本{own}自{}起施行", date.words);
    let tail = format!("自{}起施行", date.words);
    if said != right && (!said.ends_with(&tail) || said == tail) {
        out.report(hit.unit.place(span), "施行日期的表述不规范。")
            .suggest(format!("改为“{right}”。"))
            .offer(hit.unit.edit(ctx.source, span, right));
    }
}

/// The date against those of 通过 and 批准 in the 题注.
fn timing(ctx: &Context<'_>, place: Span, date: Date<'_>, out: &mut Findings) {
    let Some(note) = &ctx.statute.title_note else { return };
    // Later amendments have their own dates; the first 批准, or else the first 通过, is that of the text.
    let note = note.as_str();
    let made = ["批准", "通过"].iter().find_map(|it| dates(&note[..note.find(it)?]).last().copied());
    let Some(made) = made else { return };
    if date.days < made.days {
        out.report(place, format!("施行日期早于题注中的{}。", made.words)).suggest("施行日期应当在通过、批准以后。");
    } else if date.days - made.days < DAYS_TO_PREPARE {
        out.report(place, format!("距题注中的{}不足三十日，宣传和准备的时间较短。", made.words))
            .suggest("核对是否需要推迟施行日期。")
            .at_most(Severity::Info);
    }
}

/// The dates 2026年1月1日 among the words.
fn dates(words: &str) -> Vec<Date<'_>> {
    let year_at = words.match_indices('年').map(|it| it.0);
    year_at.filter_map(|at| date_around(words, at)).collect()
}

fn date_around(words: &str, at: usize) -> Option<Date<'_>> {
    let digits = |it: char| it.is_ascii_digit();
    let start =
        words[..at].rfind(|c| !digits(c)).map_or(0, |it| it + words[it..].chars().next().map_or(1, char::len_utf8));
    let year: i64 = words[start..at].parse().ok().filter(|it| (1900..3000).contains(it))?;
    let (month, rest) = words[at + '年'.len_utf8()..].split_once('月')?;
    let (day, after) = rest.split_once('日')?;
    let (month, day): (i64, i64) = (month.parse().ok()?, day.parse().ok()?);
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| Date { days: days(year, month, day), words: &words[start..words.len() - after.len()] })
}

/// Days of the Gregorian calendar, counted so that differences are right.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::{RULE, days};

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(days(2026, 3, 1) - days(2026, 2, 28), 1);
        assert_eq!(days(2024, 3, 1) - days(2024, 2, 28), 2);
        assert_eq!(days(2027, 1, 1) - days(2026, 1, 1), 365);
    }

    fn dated(note: &str, words: &str) -> String {
        format!("# ××市示例条例\n\n（{note}）\n\n第一条　为了示例，根据法律，制定本条例。\n\n第二条　{words}\n")
    }

    #[test]
    fn odd_cases() {
        RULE.flags(&dated("2026年5月1日通过", "自2026年10月1日起施行。"));
        RULE.flags(&dated("2026年5月1日通过", "本条例2026年10月1日起施行。"));
        RULE.flags(&dated("2026年5月1日通过　2026年12月1日批准", "本条例自2026年10月1日起施行。"));
        RULE.accepts(&dated("2026年5月1日通过", "本条例自2026年10月1日起施行，《某规定》同时废止。"));
        RULE.accepts(&dated("2026年5月1日通过", "本条例自    年  月  日起施行。"));
        RULE.accepts(&dated("2026年5月1日通过", "本条例施行前的行为，依照当时的规定。本条例自2026年10月1日起施行。"));
    }
}
