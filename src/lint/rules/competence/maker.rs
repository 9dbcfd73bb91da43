//! Who makes the text. The rules of this family speak to local ordinances; a national law, an administrative regulation
//! or a judicial interpretation must not be told what a city may not decide.
//!
//! Asked are, in this order: the head of the file (`enactor`), the title, the 题注 and the first articles. Ordinances of
//! an economic zone may differ from laws on authorization, and a text that amends others quotes them: both are left out.

use crate::lint::context::Context;

/// Whose text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    /// 设区的市, 自治州.
    City,
    /// 省, 自治区, 直辖市.
    Province,
    /// Everybody else, and where it cannot be told.
    Other,
}

/// 直辖市 make ordinances as provinces do.
const MUNICIPALITIES: [&str; 4] = ["北京", "上海", "天津", "重庆"];
/// How titles of the nation begin.
const NATIONAL: [&str; 6] = ["中华人民共和国", "全国", "国务院", "最高人民", "中国人民", "中央"];
/// Words that end before 市 without being a place: 上市, 超市.
const NO_PLACES: [char; 6] = ['上', '超', '股', '夜', '集', '各'];
/// Characters of the longest place name that is believed: 克孜勒苏柯尔克孜.
const LONGEST: usize = 8;

/// Whose text it is.
pub(super) fn maker(ctx: &Context<'_>) -> Maker {
    if ctx.is_amendment() || ctx.statute.title.as_str().contains("经济特区") {
        return Maker::Other;
    }
    let head = ctx.statute.front_matter.as_ref();
    let named = ["enactor", "author", "jurisdiction"].iter().find_map(|it| of_place(head?.get(it)?));
    named.or_else(|| of_place(ctx.statute.title.as_str())).or_else(|| of_note(ctx)).unwrap_or_else(|| of_words(ctx))
}

/// Whether the text is a local ordinance.
pub(super) fn is_local(ctx: &Context<'_>) -> bool {
    maker(ctx) != Maker::Other
}

/// By the place at the start of a title or of an organ's name.
fn of_place(words: &str) -> Option<Maker> {
    if NATIONAL.iter().any(|it| words.starts_with(it)) {
        return Some(Maker::Other);
    }
    if MUNICIPALITIES.iter().any(|it| words.strip_prefix(it).is_some_and(|rest| rest.starts_with('市'))) {
        return Some(Maker::Province);
    }
    let before = |unit: &str| {
        let prefix = &words[..words.find(unit)?];
        let length = prefix.chars().count();
        (2..=LONGEST).contains(&length).then_some(prefix)
    };
    if before("自治县").is_some() {
        return Some(Maker::Other);
    }
    if let Some(unit) = ["省", "自治区"].into_iter().find(|it| before(it).is_some_and(is_name)) {
        // ××省××市人民代表大会 is the city's.
        let rest = words.split_once(unit).map_or("", |it| it.1);
        let city = || of_place(rest).filter(|it| *it == Maker::City);
        return words.contains("人民代表大会").then(city).flatten().or(Some(Maker::Province));
    }
    let city = before("市").filter(|it| is_name(it) && !words[it.len()..].starts_with("市场"));
    let city = city.or_else(|| before("自治州")).or_else(|| before("盟").filter(|it| it.chars().count() > 2));
    city.map(|_| Maker::City)
}

/// Whether the words before 市 or 省 can be a place.
fn is_name(prefix: &str) -> bool {
    let verbs = ["关于", "加强", "规范", "管理", "促进"];
    !prefix.ends_with(NO_PLACES)
        && !prefix.contains(['、', '（', '《', '的', '和'])
        && !verbs.iter().any(|it| prefix.contains(it))
}

/// 2020年1月1日××市第三届人民代表大会…通过: the organ that passed the text.
fn of_note(ctx: &Context<'_>) -> Option<Maker> {
    let note = ctx.statute.title_note.as_ref()?.as_str();
    let passed = &note[..note.find("通过").unwrap_or(note.len())];
    let organ = passed.rfind("日").map_or(passed, |at| &passed[at + "日".len()..]).trim_start();
    if !organ.contains("人民代表大会") {
        return Some(Maker::Other);
    }
    of_place(organ)
}

/// By the words of the first articles: 本市行政区域.
fn of_words(ctx: &Context<'_>) -> Maker {
    let first = || ctx.units.iter().take(8).map(|it| it.text);
    if !ctx.statute.title.is_empty() && !first().any(|it| it.contains("结合本") || it.contains("行政区域")) {
        return Maker::Other;
    }
    if first().any(|it| it.contains("本市") || it.contains("全市")) {
        Maker::City
    } else if first().any(|it| it.contains("本省") || it.contains("本自治区")) {
        Maker::Province
    } else {
        Maker::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::parse::parse;
    use crate::lint::context::Inputs;
    use crate::lint::rule::Stage;
    use crate::lint::settings::Settings;

    fn of(source: &str) -> Maker {
        let parsed = parse(source);
        maker(&Context::new(source, &parsed, Stage::Draft, &Settings::default(), Inputs::default()))
    }

    fn titled(title: &str) -> Maker {
        of(&format!("# {title}\n\n第一条　为了规范管理，制定本条例。\n"))
    }

    #[test]
    fn the_title_tells_whose_text_it_is() {
        for title in ["××市养犬管理条例", "某某市市容条例", "盐城市停车场管理条例", "某某自治州湿地保护条例"]
        {
            assert_eq!(titled(title), Maker::City, "{title}");
        }
        for title in ["某某省消防条例", "上海市消防条例", "某某自治区消防条例"] {
            assert_eq!(titled(title), Maker::Province, "{title}");
        }
        for title in [
            "中华人民共和国城市房地产管理法",
            "城市供水条例",
            "市场主体登记管理条例",
            "境内上市公司管理条例",
            "建筑市场管理条例",
            "某某自治县自治条例",
            "某某经济特区物业管理条例",
            "国务院关于城市规划的规定",
            "××市人民代表大会常务委员会关于修改《××市养犬管理条例》的决定",
        ] {
            assert_eq!(titled(title), Maker::Other, "{title}");
        }
    }

    #[test]
    fn head_note_and_first_articles_tell_it_too() {
        let head = "---\nenactor: ××市人民代表大会常务委员会\n---\n\n# 湿地保护条例\n\n第一条　甲。\n";
        assert_eq!(of(head), Maker::City);
        let both = "---\nenactor: 某某省某某市人民代表大会常务委员会\n---\n\n# 湿地保护条例\n\n第一条　甲。\n";
        assert_eq!(of(both), Maker::City);
        let nation = "---\nauthor: 全国人民代表大会常务委员会\n---\n\n# 湿地保护法\n\n第一条　甲。\n";
        assert_eq!(of(nation), Maker::Other);
        let note = "# 西湖保护条例\n\n（2020年1月1日××市第三届人民代表大会常务委员会第五次会议通过）\n\n第一条　甲。\n";
        assert_eq!(of(note), Maker::City);
        assert_eq!(of("第一条　本市行政区域内的活动，适用本条例。\n"), Maker::City);
        assert_eq!(of("第一条　甲。\n"), Maker::Other);
        assert_eq!(of(""), Maker::Other);
    }
}
