//! `/rules`: every drafting rule has a page, made from the file that explains it.

use crate::support::site::TestSite;
use axum::http::StatusCode;
use kaimen::lint::registry::rules;

#[tokio::test]
async fn every_rule_is_listed_and_explained_with_its_examples() {
    let site = TestSite::filled().await;
    let list = site.get("/rules").await;
    for rule in rules() {
        assert!(list.body.contains(&format!("href=\"/rules/{}\"", rule.code)), "{} is listed", rule.code);
        let answer = site.get(&format!("/rules/{}", rule.code)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", rule.code);
        let examples = kaimen::lint::page::read(rule.page).examples;
        assert_eq!(answer.body.matches("<figure").count(), examples.len(), "{}", rule.code);
        assert!(answer.body.contains(rule.title), "{}", rule.code);
    }
}

#[tokio::test]
async fn a_rule_has_one_address() {
    let site = TestSite::filled().await;
    for other in ["/rules/k301", "/rules/must_for_duty"] {
        let answer = site.get(other).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{other}");
        assert_eq!(answer.header("location"), "/rules/K301", "{other}");
    }
    assert_eq!(site.get("/rules/K999").await.status, StatusCode::NOT_FOUND);
}
