//! A title broken by sense: no line over what fits, no word, no 《》 torn apart.

/// Characters of 二号 that fit in a line of an upright page.
pub(super) const LINE_CHARS: usize = 19;
/// What a break inside 《》 costs, as squares of characters of unevenness.
const INSIDE_NAME: usize = 300;
/// What a break between 关于 and its object costs.
const AFTER_ABOUT: usize = 100;
/// Titles longer than that are left to Word.
const MAX_TITLE_CHARS: usize = 80;

/// The lines of a title, none longer than so many characters if its sense allows.
pub(super) fn broken(title: &str, line: usize) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    if chars.len() <= line || chars.len() > MAX_TITLE_CHARS {
        return vec![title.to_owned()];
    }
    let places = places(&chars);
    // The fewest lines that fit; among them the ones most alike in length.
    for lines in 2..=4 {
        if let Some(best) = best(&chars, &places, 0, (lines, line), chars.len().div_ceil(lines)) {
            return best.1.into_iter().map(|(from, to)| chars[from..to].iter().collect()).collect();
        }
    }
    vec![title.to_owned()]
}

/// Where a line may end and what that costs: after an organ, around 关于, before 《 and after 》; at need also inside a
/// name, after 市 and before （.
fn places(chars: &[char]) -> Vec<(usize, usize)> {
    let text: String = chars.iter().collect();
    let mut places = Vec::new();
    let mut offset = 0;
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = text.split_at(offset);
        let inside_name = before.matches('《').count() > before.matches('》').count();
        let organ = ["委员会", "人民政府", "办公厅", "办公室", "法院", "检察院"].iter().any(|it| before.ends_with(it));
        let phrase = after.starts_with("关于") || after.starts_with('《') || before.ends_with("关于");
        let name = before.ends_with('》');
        let in_name = inside_name && (before.ends_with('市') || before.ends_with('省') || after.starts_with('（'));
        if at > 0 && !inside_name && (organ || phrase || name) {
            // 关于 belongs to what follows.
            places.push((at, if before.ends_with("关于") { AFTER_ABOUT } else { 0 }));
        } else if at > 0 && in_name {
            places.push((at, INSIDE_NAME));
        }
        offset += c.len_utf8();
    }
    places
}

/// The best way to break `chars[from..]` into `lines` of at most `line` characters: the unevenness and the pieces.
fn best(
    chars: &[char],
    places: &[(usize, usize)],
    from: usize,
    (lines, line): (usize, usize),
    ideal: usize,
) -> Option<(usize, Vec<(usize, usize)>)> {
    let left = chars.len() - from;
    if lines <= 1 {
        return (left <= line).then(|| (left.abs_diff(ideal).pow(2), vec![(from, chars.len())]));
    }
    let candidates = places.iter().filter(|(place, _)| *place > from && place - from <= line);
    candidates
        .filter_map(|&(place, extra)| {
            let (cost, rest) = best(chars, places, place, (lines - 1, line), ideal)?;
            let mut pieces = vec![(from, place)];
            pieces.extend(rest);
            Some((cost + extra + (place - from).abs_diff(ideal).pow(2), pieces))
        })
        .min_by_key(|(cost, _)| *cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_broken_where_its_sense_breaks() {
        for (title, lines) in [
            ("××市优化营商环境条例", vec!["××市优化营商环境条例"]),
            (
                "××市人民代表大会法制委员会关于《××市养老服务条例（草案）》修改情况的汇报",
                vec!["××市人民代表大会法制委员会", "关于《××市养老服务条例（草案）》", "修改情况的汇报"],
            ),
            ("关于《××市优化营商环境条例（草案）》的说明", vec!["关于《××市优化营商环境条例（草案）》", "的说明"]),
            (
                "关于《××市义务教育优质均衡发展条例（草案）》的说明",
                vec!["关于《××市义务教育优质均衡发展条例", "（草案）》的说明"],
            ),
        ] {
            assert_eq!(broken(title, LINE_CHARS), lines);
        }
    }

    #[test]
    fn no_title_loses_a_character() {
        for title in ["", "甲", &"条".repeat(200), &"关于《".repeat(20), "《".repeat(40).as_str()] {
            assert_eq!(broken(title, LINE_CHARS).concat(), *title);
        }
    }
}
