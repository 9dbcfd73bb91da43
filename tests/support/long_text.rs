//! A made-up statute as long as the Civil Code: 1,260 articles, about 110,000 characters.
//!
//! Its sentences say nothing; its shape is that of a real code: 编, 分编, 章, 节, articles of several 款, 项 with a 款
//! after them, 目, and references of every form. It is the same text in every run. Benches and tests share it, so that
//! neither needs a file from outside the repository.

use kaimen::law::number::to_chinese;
use std::fmt::Write as _;

/// Articles in [`long_statute`].
pub const ARTICLES: u16 = 1260;

const SUBJECTS: &[&str] = &[
    "市人民政府",
    "县级以上人民政府有关部门",
    "乡镇人民政府和街道办事处",
    "自然人、法人和非法人组织",
    "利害关系人",
    "负有照看义务的人",
    "登记机构",
    "权利人及其代理人",
    "相邻各方当事人",
    "出租人",
    "承租人",
    "受委托的组织",
];
const DUTIES: &[&str] = &[
    "应当遵循公平、诚信的原则，在合理期限内履行通知、协助、保密等义务",
    "应当自收到申请之日起十五个工作日内作出决定，并书面说明理由",
    "可以根据实际需要委托具有相应条件的组织办理，但是法律、行政法规另有规定的除外",
    "不得以任何方式增加对方的负担，不得附加不合理的条件",
    "应当将有关事项及时记入登记簿，并向社会公布查询的途径和方法",
    "应当妥善保管有关资料，保管期限不得少于五年",
    "因过错造成他人损害的，应当承担相应的赔偿责任",
    "有权要求停止侵害、排除妨碍、消除危险或者恢复原状",
];
const SECOND: &[&str] = &[
    "前款规定的期限，自有关当事人知道或者应当知道之日起计算。",
    "当事人对结果有异议的，可以自收到通知之日起三十日内向原办理机关申请复核。",
    "法律对前款规定的情形另有规定的，依照其规定；没有规定的，可以适用习惯，但是不得违背公序良俗。",
    "有关机关应当及时予以答复；因情况复杂需要延长的，延长的期限不得超过十日。",
];
const ITEMS: &[&str] = &[
    "当事人的姓名或者名称和住所",
    "标的的名称、数量、质量和所在位置",
    "履行的期限、地点和方式",
    "依法应当提交的证明文件及其复印件",
    "争议的解决办法",
    "法律、行政法规规定的其他事项",
];
const SUBITEMS: &[&str] =
    &["由本人签名或者盖章", "由代理人签名的，应当附具授权委托书", "以电子方式提交的，应当能够有形地表现所载内容"];
const BOOKS: &[&str] = &["总则", "物权", "合同", "人格权", "婚姻家庭", "继承", "侵权责任"];
const CHAPTERS: &[&str] = &["一般规定", "设立和变更", "权利的内容", "义务的履行", "登记和公示", "保护和救济", "终止"];

/// The text, in the Markdown that `kaimen parse --format md` also prints.
#[must_use]
pub fn long_statute() -> String {
    let mut out = String::with_capacity(400_000);
    out.push_str("# 示例法典\n\n（示例文本，用于测量和测试）\n");
    let (per_book, per_chapter, per_section) = (ARTICLES / 7, 20, 10);
    let (mut chapter, mut section) = (0, 0);
    for n in 1..=ARTICLES {
        let in_book = (n - 1) % per_book;
        let book = (n - 1) / per_book;
        if in_book == 0 {
            chapter = 0;
            let _ = write!(out, "\n## 第{}编　{}\n", to_chinese(book + 1), BOOKS[usize::from(book) % BOOKS.len()]);
        }
        if in_book.is_multiple_of(per_chapter) {
            section = 0;
            let name = CHAPTERS[usize::from(chapter) % CHAPTERS.len()];
            chapter += 1;
            let _ = write!(out, "\n### 第{}章　{name}\n", to_chinese(chapter));
        }
        if chapter.is_multiple_of(2) && in_book.is_multiple_of(per_section) {
            section += 1;
            let _ = write!(
                out,
                "\n#### 第{}节　{}\n",
                to_chinese(section),
                CHAPTERS[usize::from(section + chapter) % CHAPTERS.len()]
            );
        }
        article(&mut out, n);
    }
    out
}

fn pick<'a>(list: &[&'a str], n: u16) -> &'a str {
    list[usize::from(n) % list.len()]
}

fn article(out: &mut String, n: u16) {
    let _ = write!(out, "\n**第{}条**　{}{}", to_chinese(n), pick(SUBJECTS, n * 5 / 2), pick(DUTIES, n * 3));
    match n % 7 {
        0 => items(out, n),
        1 | 4 => {
            let _ = writeln!(
                out,
                "；依照本法第{}条第一款的规定办理的，适用本章的规定。",
                to_chinese(n.saturating_sub(3).max(1))
            );
        }
        2 => {
            let _ = write!(out, "。\n\n{}\n", pick(SECOND, n));
        }
        3 => {
            let other = to_chinese((n + 11).min(ARTICLES));
            let _ =
                writeln!(out, "，并参照本法第{other}条、第{}条的规定执行。", to_chinese(n.saturating_sub(20).max(1)));
        }
        5 => {
            let _ = write!(out, "。\n\n{}\n\n{}\n", pick(SECOND, n + 1), pick(SECOND, n + 2));
        }
        _ => out.push_str("。\n"),
    }
}

/// A list of 项, in every third article with 目, in every second one followed by a further 款.
fn items(out: &mut String, n: u16) {
    out.push_str("，并载明下列事项：\n");
    let many = 3 + n % 4;
    for i in 1..=many {
        let end = if i == many { '。' } else { '；' };
        if i == 2 && n.is_multiple_of(3) {
            let _ = write!(out, "\n（{}）{}：\n", to_chinese(i), pick(ITEMS, n + i));
            for (j, words) in SUBITEMS.iter().enumerate() {
                let _ = write!(out, "\n{}. {words}{}\n", j + 1, if j + 1 == SUBITEMS.len() { end } else { '；' });
            }
        } else {
            let _ = write!(out, "\n（{}）{}{end}\n", to_chinese(i), pick(ITEMS, n + i));
        }
    }
    if n.is_multiple_of(2) {
        let _ = write!(out, "\n有前款第一项规定情形的，{}。\n", pick(DUTIES, n + 1));
    }
}
