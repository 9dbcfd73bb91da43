//! How long a comparison takes from two strings to the finished rows, on one thread. Targets and results:
//! docs/performance.md.
//!
//! `KAIMEN_BENCH_PAIR=folder cargo bench --bench compare` measures `old.md` and `new.md` of a folder besides.

use divan::Bencher;
use kaimen::law::compare::{Comparison, compare};
use kaimen::law::parse::parse;
use std::path::PathBuf;
use std::sync::LazyLock;

#[path = "../tests/support/long_text.rs"]
mod long_text;

fn main() {
    divan::main();
}

fn finished(texts: &(String, String)) -> Comparison {
    compare(&parse(divan::black_box(&texts.0)).statute, &parse(divan::black_box(&texts.1)).statute)
}

fn read(folder: PathBuf, old: &str, new: &str) -> (String, String) {
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a text");
    (text(old), text(new))
}

/// Two readings of a sample draft: about as long as the median city ordinance, and 63 articles revised nearly throughout.
#[divan::bench(args = ["civility", "business-environment"])]
fn city_ordinance(bencher: Bencher<'_, '_>, name: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("drafts").join(name);
    let texts = read(folder, "v1.md", "v2.md");
    bencher.bench(|| finished(&texts));
}

/// 1,260 articles with other words in every seventh line, a part moved and some articles gone.
static LONG: LazyLock<(String, String)> = LazyLock::new(|| {
    let old = long_text::long_statute();
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().filter(|it| !it.starts_with('#')).step_by(7) {
        *line = line.replace("应当", "可以").replace("十日", "十五日").replace("规定", "要求");
    }
    let moved: Vec<String> = lines.splice(400..430, Vec::new()).collect();
    lines.extend(moved);
    (old, lines.join("\n"))
});

#[divan::bench]
fn civil_code_length(bencher: Bencher<'_, '_>) {
    let texts = &*LONG;
    bencher.bench(|| finished(texts));
}

/// Ten thousand equal articles against one fewer.
#[divan::bench(sample_count = 5)]
fn equal_articles(bencher: Bencher<'_, '_>) {
    let text =
        |n: u16| (1..=n).map(|it| format!("第{}条　同样的一条。\n", kaimen::law::number::to_chinese(it))).collect();
    let texts: (String, String) = (text(9_999), text(9_998));
    bencher.bench(|| finished(&texts));
}

/// One article of a megabyte, every tenth sentence of it changed.
#[divan::bench(sample_count = 5)]
fn megabyte_article(bencher: Bencher<'_, '_>) {
    let text = |word: &str| {
        let sentence = |n: usize| {
            let verb = if n.is_multiple_of(10) { word } else { "办理" };
            format!("第{n}项工作由第{n}组{verb}并公布结果；")
        };
        format!("第一条　{}\n", (0..22_000).map(sentence).collect::<String>())
    };
    let texts = (text("办理"), text("督办"));
    bencher.bench(|| finished(&texts));
}

/// A pair of one's own.
#[divan::bench]
fn pair_of_the_environment(bencher: Bencher<'_, '_>) {
    let texts = std::env::var_os("KAIMEN_BENCH_PAIR").map(|it| read(PathBuf::from(it), "old.md", "new.md"));
    let texts = texts.unwrap_or_default();
    bencher.bench(|| finished(&texts));
}
