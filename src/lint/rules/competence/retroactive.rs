//! K613: words that apply the ordinance to what was done before it.

use super::hint::hint;
use super::maker::is_local;
use crate::lint::context::{Context, Hit};
use crate::lint::finding::Findings;
use crate::lint::rule::{Rule, clause};

pub(super) static RULE: Rule = Rule {
    code: "K613",
    name: "retroactive",
    title: "溯及既往的规定",
    source: clause!(LL "一百零四"),
    page: include_str!("retroactive.md"),
    triggers: &["施行前", "施行之前", "施行以前", "溯及既往", "追溯适用", "实施前"],
    guards: &[],
    check,
    ..Rule::PLAIN
};

fn check(ctx: &Context<'_>, out: &mut Findings) {
    if !is_local(ctx) {
        return;
    }
    for hit in ctx.hits(&RULE).filter(is_retroactive) {
        hint(out, hit.place(), "条文把施行前的行为纳入适用范围", "是否溯及既往")
            .suggest("删去；为了更好地保护公民、法人和其他组织的权利和利益而作特别规定的，在说明中写明。");
    }
}

/// Whether the sentence applies the ordinance to the past. To put something right within a term from now on is no
/// judgement on the past.
fn is_retroactive(hit: &Hit<'_, '_>) -> bool {
    let after = hit.after();
    let sentence = &after[..after.find('。').unwrap_or(after.len())];
    let own = ["本条例", "本规定", "本办法", "本细则"];
    let backwards = hit.word.starts_with('溯') || hit.word.starts_with('追');
    if backwards {
        return !hit.before().ends_with(['不', '得']);
    }
    let before = hit.before();
    let subject = own.iter().any(|it| before.ends_with(it));
    let applied = ["适用", "依照", "按照", "依据"].iter().any(|verb| {
        own.iter().any(|it| sentence.contains(&format!("{verb}{it}")) && !sentence.contains(&format!("不{verb}{it}")))
    });
    let onwards = [
        "日内",
        "个月内",
        "年内",
        "期限",
        "之日起",
        "继续",
        "逐步",
        "限期",
        "补办",
        "重新",
        "改造",
        "移交",
        "备案",
        "办理",
        "转让",
        "尚未",
    ];
    subject && applied && !onwards.iter().any(|it| sentence.contains(it))
}

#[cfg(test)]
mod tests {
    use super::RULE;

    #[test]
    fn odd_cases() {
        for text in [
            "本条例施行前已经建成的，应当自本条例施行之日起一年内按照本条例的规定改造。",
            "本条例施行前已经办理登记的，继续有效。",
            "本条例施行前的行为，不适用本条例。",
            "本条例不溯及既往。",
        ] {
            RULE.accepts(text);
        }
    }
}
