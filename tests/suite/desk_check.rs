//! 文本检查 on the desk: what `kaimen lint` says, with ways to the rules.

use crate::support::site::{FIRST, TestSite};
use axum::http::StatusCode;
use kaimen::law::parse::parse;
use kaimen::lint::settings::Settings;
use kaimen::lint::{Options, lint};

#[tokio::test]
async fn a_reading_is_checked_by_the_drafting_rules_on_the_desk_alone() {
    let site = TestSite::with_desk().await;
    let bad = FIRST.replace("责令改正", "必须改正");
    site.add_bill("quiet", "××市安静条例", std::slice::from_ref(&bad)).await;
    let page = site.get("/desk/bills/quiet/check/v1").await;
    assert_eq!(page.status, StatusCode::OK);
    let settings = Settings::default();
    let report = lint(&bad, &parse(&bad), &Options::new(&settings));
    assert!(report.findings.iter().any(|it| it.code == "K301"));
    assert_eq!(page.body.matches("km-finding__message").count(), report.findings.len());
    assert!(page.body.contains("<mark>必须</mark>") && page.body.contains("href=\"/rules/K301\""));
    assert!(page.body.contains("href=\"/bills/quiet/v1/a3\""));
    assert!(site.get("/desk/compare").await.body.contains("/desk/bills/quiet/check/v1"));
    assert_eq!(site.get("/desk/bills/quiet/check/v9").await.status, StatusCode::NOT_FOUND);
    let public = TestSite::filled().await;
    assert_eq!(public.get("/desk/bills/noise/check/v1").await.status, StatusCode::SEE_OTHER, "first one signs in");
}
