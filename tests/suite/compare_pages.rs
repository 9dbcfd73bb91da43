//! 看改了什么 and 条文身世, asked for as a browser asks, without one.

use crate::made_up_text::long_text;
use crate::support::site::{Answer, TestSite};
use axum::http::StatusCode;
use kaimen::law::number::to_chinese;

const PLAN: &str = "市人民政府应当编制公共停车设施专项规划，报市人民代表大会常务委员会备案。";
const FEES: &str = "停车收费实行政府定价的，应当每三年评估一次收费标准，并向社会公开评估结果。";
const NIGHT: &str = "医院周边道路可以设置夜间限时停车泊位，由公安机关交通管理部门公布开放时段。";
const CHARGE: &str = "新建居住区应当按照不低于百分之三十的比例建设电动汽车充电桩。";
const FINE: &str = "违反停车秩序管理规定，占用消防通道停放车辆的，处五百元罚款。";
const START: &str = "本条例自2027年7月1日起施行。";

/// A statute with these articles, below two headings.
fn text(articles: &[&str]) -> String {
    let mut out = "# ××市停车条例\n\n## 第一章　总则\n\n".to_owned();
    for (n, words) in articles.iter().enumerate() {
        if n + 1 == articles.len() {
            out.push_str("## 第二章　附则\n\n");
        }
        out.push_str(&format!("第{}条　{words}\n\n", to_chinese(n as u16 + 1)));
    }
    out
}

/// Three readings in which something of every kind happens: the plan and the fees are parted, the night moves, the
/// fine changes, the charge comes and goes again.
async fn parking() -> TestSite {
    let site = TestSite::empty().await;
    let both = format!("{PLAN}{FEES}");
    let higher = FINE.replace("五百元", "一千元");
    let texts = [
        text(&[&both, NIGHT, FINE, CHARGE, START]),
        text(&[PLAN, FEES, &higher, NIGHT, START]),
        text(&[PLAN, FEES, &higher, NIGHT, START]).replace("停车设施", "停车场地"),
    ];
    site.add_bill("parking", "××市停车条例", &texts).await;
    site
}

async fn page(site: &TestSite, path: &str) -> String {
    let answer: Answer = site.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body
}

#[tokio::test]
async fn the_table_shows_each_kind_of_change_in_its_way() {
    let site = parking().await;
    let table = page(&site, "/bills/parking/compare/v1..v2").await;
    for part in [
        "<tbody id=\"a1\" class=\"is-changed\"><tr><td rowspan=\"2\"><p><b>第一条</b>",
        "<tr class=\"is-more\"><td id=\"a2\"><p><ins><b>第二条</b></ins>",
        "<del>五百</del>",
        "<ins>一千</ins>",
        "<tbody id=\"old-a4\" class=\"is-changed\"",
        "<i>（删除）</i>",
        "<p><i>同左</i></p>",
        "第一条拆分为第一条、第二条",
        "类别：数额、期限、日期",
        "对应依据：",
        "href=\"/bills/parking/biography/a3?version=v2\">条文身世</a>",
    ] {
        assert!(table.contains(part), "{part}\n{table}");
    }
    let back = page(&site, "/bills/parking/compare/v2..v1").await;
    for part in ["<i>（新增）</i>", "第一条、第二条合并为第一条", "左边的文本比右边的晚", "<td><p><b>第一条</b>"]
    {
        assert!(back.contains(part), "{part}");
    }
}

#[tokio::test]
async fn what_moved_is_found_from_its_old_place() {
    let site = parking().await;
    let table = page(&site, "/bills/parking/compare/v1..v2").await;
    let pointer = table.split("class=\"is-pointer\"").nth(1).expect("a pointer");
    let pointer = pointer.split("</tbody>").next().expect("its end");
    let target = pointer.split("href=\"#").nth(1).and_then(|it| it.split('"').next()).expect("a target");
    let row = table.split(&format!("<tbody id=\"{target}\"")).nth(1).expect("its row");
    let row = row.split("</tbody>").next().expect("its end");
    assert!(pointer.contains("（移至<a") && row.contains("移至此"), "{pointer}\n{row}");
}

#[tokio::test]
async fn the_redline_is_one_column_and_the_list_is_sentences() {
    let site = parking().await;
    let redline = page(&site, "/bills/parking/compare/v1..v2?view=redline").await;
    assert!(redline.contains("<del>五百</del><ins>一千</ins>"), "{redline}");
    assert!(redline.contains("<div id=\"old-a4\" class=\"is-changed\"><p><del><b>第四条</b></del>"));
    assert!(!redline.contains("<table"));
    let list = page(&site, "/bills/parking/compare/v1..v2?view=list").await;
    for part in ["<h4>第一条拆分为第一条、第二条", "五百", "href=\"/bills/parking/compare/v1..v2#a1\">对照表</a>"]
    {
        assert!(list.contains(part), "{part}");
    }
}

#[tokio::test]
async fn each_count_leads_to_exactly_those_rows() {
    let site = parking().await;
    let all = page(&site, "/bills/parking/compare/v1..v2").await;
    let counts: Vec<&str> = all
        .split("<ul class=\"km-counts\">")
        .nth(1)
        .unwrap()
        .split("</ul>")
        .next()
        .unwrap()
        .split("<li>")
        .skip(1)
        .collect();
    assert!(counts.len() >= 4, "{counts:?}");
    for count in counts {
        let href = count.split("href=\"").nth(1).and_then(|it| it.split('"').next()).expect("a link");
        let n: usize =
            count.split('<').nth(1).and_then(|it| it.rsplit(' ').next()).and_then(|it| it.parse().ok()).expect(count);
        let rows = page(&site, href).await.matches("<tbody id=").count();
        assert_eq!(rows, n, "{href}");
    }
}

#[tokio::test]
async fn filters_are_a_form_and_plain_addresses() {
    let site = parking().await;
    let base = "/bills/parking/compare/v1..v2";
    let rows = async |query: &str| page(&site, &format!("{base}{query}")).await.matches("<tbody id=").count();
    let all = rows("").await;
    let changed = rows("?view=table&only=changed&chapter=").await;
    assert!(changed < all && changed > 0);
    let chapter = "%E7%AC%AC%E4%BA%8C%E7%AB%A0%E3%80%80%E9%99%84%E5%88%99";
    assert_eq!(rows(&format!("?chapter={chapter}")).await, 1);
    assert_eq!(rows("?kind=removed&kind=split").await, rows("?kind=removed,split").await);
    let form = page(&site, &format!("{base}?view=redline&kind=removed&chapter={chapter}")).await;
    for part in [
        "<input type=\"hidden\" name=\"view\" value=\"redline\">",
        "value=\"removed\" checked",
        "value=\"第二章　附　则\" selected",
        "没有符合条件的条文",
        "<details class=\"govuk-details km-filter km-no-print\" open>",
    ] {
        assert!(form.contains(part), "{part}");
    }
    assert!(form.contains(&format!("全部{all}行中的0行")));
    for odd in ["?view=%ff", "?only=x&kind=%00,%E4", "?chapter=no", "?%%%", "?kind=", "?view=table&view=x"] {
        assert_eq!(rows(odd).await, all, "{odd}");
    }
    let script = page(&site, &format!("{base}?chapter=%3Cscript%3E&only=%22%3E")).await;
    assert!(!script.contains("<script>"));
}

#[tokio::test]
async fn substance_hides_what_only_follows_and_the_terms_are_told_once() {
    let site = TestSite::empty().await;
    let duty = |who: &str, n: usize| format!("{who}应当在第{}号窗口办理登记，并公示办理结果。", to_chinese(n as u16));
    let of = |who: &str| {
        text(&(1..=6).map(|n| duty(who, n)).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
    };
    site.add_bill("terms", "××市登记条例", &[of("市场主体"), of("经营主体")]).await;
    let table = page(&site, "/bills/terms/compare/v1..v2").await;
    assert!(table.contains("“市场主体”统一改为“经营主体”6处"), "{table}");
    let substance = page(&site, "/bills/terms/compare/v1..v2?only=substance").await;
    assert!(substance.contains("没有符合条件的条文"));
}

#[tokio::test]
async fn three_texts_stand_in_one_table() {
    let site = parking().await;
    let table = page(&site, "/bills/parking/compare/v1..v2..v3").await;
    for part in
        ["<tbody id=\"old1-a4\"", "<i>（无）</i>", "<i>（删除）</i>", "<del>设施</del><ins>场地</ins>", "<i>同左</i>"]
    {
        assert!(table.contains(part), "{part}\n{table}");
    }
    let heads = table.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
    assert_eq!(heads.matches("<th scope=\"col\">").count(), 3);
    let changed = page(&site, "/bills/parking/compare/v1..v2..v3?only=changed&view=redline").await;
    assert!(changed.contains("km-compare--many"), "several texts have one layout");
    assert!(changed.matches("<tbody id=").count() < table.matches("<tbody id=").count());
}

#[tokio::test]
async fn the_same_text_twice_is_said_and_shown() {
    let site = parking().await;
    let same = page(&site, "/bills/parking/compare/v1..v1").await;
    assert!(same.contains("选的是同一稿") && same.matches("同左").count() >= 5);
    assert!(!same.contains("is-changed\"") && !same.contains("data-module=\"change-stepper\""));
}

#[tokio::test]
async fn texts_that_do_not_belong_together_or_have_no_articles_are_said() {
    let site = TestSite::empty().await;
    let other = text(&[NIGHT, CHARGE, START]).replace("停车条例", "养犬条例");
    let texts = [
        text(&[PLAN, FEES, FINE, START]).replace(START, "本规定由市人民政府负责解释。"),
        other,
        "# ××市停车条例\n\n没有分条的一段话。\n".to_owned(),
    ];
    site.add_bill("odd", "××市停车条例", &texts).await;
    let unrelated = page(&site, "/bills/odd/compare/v1..v2").await;
    assert!(unrelated.contains("可能不是同一部法规"));
    assert!(unrelated.contains("条文以外的修改") && unrelated.contains("<h3 class=\"km-side__heading\">标题</h3>"));
    assert!(page(&site, "/bills/odd/compare/v1..v3").await.contains("没有分条"));
    assert!(page(&site, "/bills/odd/compare/v3..v3?view=list").await.contains("这两个文本都没有分条"));
}

#[tokio::test]
async fn addresses_that_name_nothing_are_refused_with_ways_onward() {
    let site = parking().await;
    for path in [
        "/bills/parking/compare/v1",
        "/bills/parking/compare/v1..",
        "/bills/parking/compare/..v1",
        "/bills/parking/compare/v1...v2",
        "/bills/parking/compare/v1..v9",
        "/bills/parking/compare/v01..v2",
        "/bills/parking/compare/v1..v2..v3..v1..v2..v3",
        "/bills/parking/compare/v1..v2.exe",
        "/bills/parking/compare/v9..v1.docx",
        "/bills/nothing/compare/v1..v2",
        "/bills/nothing/compare",
        "/bills/parking/biography/a99",
        "/bills/parking/biography/x",
        "/bills/parking/biography/a1?version=v9",
        "/bills/parking/biography/a1?version=..",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("回到<a class=\"govuk-link\" href=\"/\">首页</a>"), "{path}");
    }
    assert_eq!(
        site.get(&format!("/bills/parking/compare/{}", "v1..".repeat(4000))).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_choice_leads_to_the_permanent_address() {
    let site = parking().await;
    for (query, target) in
        [("?from=v1&to=v3", "v1..v3"), ("", "v2..v3"), ("?from=v1&to=x", "v2..v3"), ("?%ff", "v2..v3")]
    {
        let answer = site.get(&format!("/bills/parking/compare{query}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}");
        assert_eq!(answer.header("location"), format!("/bills/parking/compare/{target}"));
    }
}

#[tokio::test]
async fn the_life_of_an_article_is_told_through_all_texts() {
    let site = parking().await;
    let plan = page(&site, "/bills/parking/biography/a1").await;
    for part in [
        "最新的文字",
        "<del>设施</del><ins>场地</ins>",
        "第一条拆分为第一条、第二条",
        "最初的文字",
        "compare/v1..v2#a1",
    ] {
        assert!(plan.contains(part), "{part}\n{plan}");
    }
    let gone = page(&site, "/bills/parking/biography/a4?version=v1").await;
    assert!(gone.contains("最新的文本里已经没有这一条") && gone.contains("<del><b>第四条</b></del>"));
    assert!(!gone.contains("最新的文字"));
    let one = TestSite::empty().await;
    one.add_bill("one", "××市停车条例", &[text(&[PLAN, START])]).await;
    let only = page(&one, "/bills/one/biography/a1").await;
    assert!(only.contains("目前只公布了一稿") && only.contains(PLAN));
    assert_eq!(one.get("/bills/one/compare").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_comparison_is_reached_from_the_bill_the_text_and_the_article() {
    let site = parking().await;
    let bill = page(&site, "/bills/parking").await;
    assert!(bill.contains("href=\"/bills/parking/compare/v2..v3\">看改了什么</a>"));
    assert!(bill.contains("/compare/v1..v3\"") && bill.contains("/compare/v1..v2..v3\""));
    let text = page(&site, "/bills/parking/v2").await;
    assert!(text.contains("与前一稿（草案）对照") && text.contains("/compare/v2..v3\""));
    assert!(page(&site, "/bills/parking/v1/a4").await.contains("/biography/a4?version=v1\""));
    assert!(page(&site, "/bills/parking/v3/a4").await.contains("/biography/a4\""));
}

#[tokio::test]
async fn a_long_pair_is_compared_and_its_page_stays_within_its_weight() {
    let site = TestSite::empty().await;
    let old = long_text::long_statute();
    let new = old.replace("十五个工作日", "十个工作日");
    site.add_bill("long", "示例法典", &[old.clone(), new]).await;
    let table = page(&site, "/bills/long/compare/v1..v2").await;
    assert_eq!(table.matches("<tbody id=").count(), usize::from(long_text::ARTICLES));
    // Both texts, and less than as much again for everything else.
    assert!(table.len() < 4 * old.len(), "{} bytes for texts of {}", table.len(), old.len());
    let changed = page(&site, "/bills/long/compare/v1..v2?only=changed").await;
    assert!(changed.len() < table.len());
}
