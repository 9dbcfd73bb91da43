//! Every role at every address behind sign-in, at objects of its own organ and of another: refused exactly where the table
//! says so. What the table says is asked of `procedure::permission`; what the addresses are, of the site itself.

use crate::support::site::{TestSite, bill, post_of};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use kaimen::procedure::permission::{Action, Object, Reach, may, reach};
use kaimen::procedure::person::{Post, Role};
use kaimen::procedure::{Bill, BillState, Event, Slug};
use kaimen::store::{bills, events, people};
use kaimen::web::StaffRoute;

/// What an address is about.
#[derive(Debug, Clone, Copy, PartialEq)]
enum About {
    /// Nothing in particular, or what is not there: asked of the role alone.
    Whole,
    /// The bill of the test.
    TheBill,
}

/// How a change is sent.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sent {
    Form,
    Files,
    Json,
}

use About::{TheBill, Whole};
use Sent::{Files, Form, Json};

/// Pattern, an address of it, what that is about, and how a change is sent. An address without a line here fails the test.
const ROUTES: &[(&str, &str, About, Sent)] = &[
    ("/account", "/account", Whole, Form),
    ("/account/act", "/account/act", Whole, Form),
    ("/account/password", "/account/password", Whole, Form),
    ("/account/second-factor", "/account/second-factor", Whole, Form),
    ("/account/second-factor/confirm", "/account/second-factor/confirm", Whole, Form),
    ("/account/second-factor/remove", "/account/second-factor/remove", Whole, Form),
    ("/account/recovery-codes", "/account/recovery-codes", Whole, Form),
    ("/account/sessions/end", "/account/sessions/end", Whole, Form),
    ("/account/directory", "/account/directory", Whole, Form),
    ("/account/directory/remove", "/account/directory/remove", Whole, Form),
    ("/admin/people", "/admin/people", Whole, Form),
    ("/admin/people/new", "/admin/people/new", Whole, Form),
    ("/admin/people/{person}", "/admin/people/1", Whole, Form),
    ("/admin/people/{person}/appointments", "/admin/people/1/appointments", Whole, Form),
    ("/admin/people/{person}/appointments/{appointment}/end", "/admin/people/1/appointments/99/end", Whole, Form),
    ("/admin/people/{person}/link", "/admin/people/1/link", Whole, Form),
    ("/admin/people/{person}/close", "/admin/people/99/close", Whole, Form),
    ("/admin/people/{person}/open", "/admin/people/1/open", Whole, Form),
    ("/admin/audit", "/admin/audit", Whole, Form),
    ("/admin/audit.csv", "/admin/audit.csv", Whole, Form),
    ("/desk", "/desk", Whole, Form),
    ("/desk/compare", "/desk/compare", Whole, Form),
    ("/desk/corrections/{id}/again", "/desk/corrections/1/again", Whole, Form),
    ("/desk/corrections/{id}/withdraw", "/desk/corrections/1/withdraw", Whole, Form),
    ("/desk/bills/new", "/desk/bills/new", Whole, Form),
    ("/desk/bills/{bill}", "/desk/bills/noise", TheBill, Form),
    ("/desk/bills/{bill}/advance", "/desk/bills/noise/advance", TheBill, Form),
    ("/desk/bills/{bill}/papers", "/desk/bills/noise/papers", TheBill, Files),
    ("/desk/bills/{bill}/papers/{paper}", "/desk/bills/noise/papers/explanation", TheBill, Form),
    ("/desk/bills/{bill}/texts", "/desk/bills/noise/texts", TheBill, Files),
    ("/desk/bills/{bill}/compare/{pair}", "/desk/bills/noise/compare/v1..v2", TheBill, Form),
    ("/desk/bills/{bill}/compare/{pair}/corrections", "/desk/bills/noise/compare/v1..v2/corrections", TheBill, Form),
    ("/desk/bills/{bill}/check/{version}", "/desk/bills/noise/check/v1", TheBill, Form),
    ("/desk/bills/{bill}/decision/{pair}", "/desk/bills/noise/decision/v1..v2", TheBill, Form),
    ("/desk/bills/{bill}/trials/{trial}", "/desk/bills/noise/trials/t1", TheBill, Form),
    ("/desk/bills/{bill}/trial/{version}", "/desk/bills/noise/trial/v1", TheBill, Files),
    ("/desk/bills/{bill}/trial/{version}/keep", "/desk/bills/noise/trial/v1/keep", TheBill, Form),
    ("/desk/bills/{bill}/draft", "/desk/bills/noise/draft", TheBill, Form),
    ("/desk/bills/{bill}/draft/text", "/desk/bills/noise/draft/text", TheBill, Form),
    ("/desk/bills/{bill}/draft/save", "/desk/bills/noise/draft/save", TheBill, Json),
    ("/desk/bills/{bill}/draft/check", "/desk/bills/noise/draft/check", TheBill, Json),
    ("/desk/bills/{bill}/draft/preview", "/desk/bills/noise/draft/preview", TheBill, Json),
    ("/desk/bills/{bill}/draft/insert", "/desk/bills/noise/draft/insert", TheBill, Json),
    ("/desk/bills/{bill}/draft/remove", "/desk/bills/noise/draft/remove", TheBill, Json),
    ("/desk/bills/{bill}/draft/articles", "/desk/bills/noise/draft/articles", TheBill, Form),
    ("/desk/bills/{bill}/draft/terms", "/desk/bills/noise/draft/terms", TheBill, Json),
    ("/desk/bills/{bill}/draft/terms/replace", "/desk/bills/noise/draft/terms/replace", TheBill, Form),
    ("/desk/bills/{bill}/draft/notes", "/desk/bills/noise/draft/notes", TheBill, Json),
    ("/desk/bills/{bill}/draft/notes/{note}", "/desk/bills/noise/draft/notes/1", TheBill, Json),
    ("/desk/bills/{bill}/draft/annotate", "/desk/bills/noise/draft/annotate", TheBill, Form),
    ("/desk/bills/{bill}/draft/annotate/{note}", "/desk/bills/noise/draft/annotate/1", TheBill, Form),
    ("/desk/bills/{bill}/draft/here", "/desk/bills/noise/draft/here", TheBill, Json),
    ("/desk/bills/{bill}/draft/revisions", "/desk/bills/noise/draft/revisions", TheBill, Form),
    ("/desk/bills/{bill}/draft/revisions/{revision}", "/desk/bills/noise/draft/revisions/1", TheBill, Form),
    (
        "/desk/bills/{bill}/draft/revisions/{revision}/restore",
        "/desk/bills/noise/draft/revisions/1/restore",
        TheBill,
        Form,
    ),
    ("/desk/bills/{bill}/seal", "/desk/bills/noise/seal", TheBill, Form),
    ("/desk/bills/{bill}/explain/{pair}", "/desk/bills/noise/explain/v1..v2", TheBill, Form),
    ("/desk/bills/{bill}/report/{pair}", "/desk/bills/noise/report/v1..v2.md", TheBill, Form),
    ("/desk/bills/{bill}/word", "/desk/bills/noise/word", TheBill, Files),
    ("/desk/bills/{bill}/word/draft/{revision}", "/desk/bills/noise/word/draft/1", TheBill, Form),
    ("/desk/bills/{bill}/word/{file}", "/desk/bills/noise/word/1", TheBill, Form),
    ("/desk/bills/{bill}/word/{file}/original", "/desk/bills/noise/word/1/original", TheBill, Form),
    ("/desk/bills/{bill}/word/{file}/take", "/desk/bills/noise/word/1/take", TheBill, Form),
    ("/desk/bills/{bill}/suggestions", "/desk/bills/noise/suggestions", TheBill, Form),
];

/// What a program sends: every field that any address asks for.
const JSON: &str = r#"{"base":0,"text":"x","client":"c","article":"a1","revision":0,"after":null,"words":"x","from":0,
"to":1,"at":0,"find":"a","replace":"b","reply":"x"}"#;

const COMMITTEE: &str = "城乡建设环境资源保护委员会";

/// The bill with a committee, so that there is one that it belongs to.
fn the_bill() -> Bill {
    Bill { committee: Some(COMMITTEE.to_owned()), ..bill() }
}

/// Posts of a role: one to which the bill belongs, and one to which it does not.
fn posts(role: Role) -> [Post; 2] {
    let point: Slug = "park".parse().unwrap();
    match role {
        Role::SpecialCommittee => [post_of(role, COMMITTEE), post_of(role, "财政经济委员会")],
        Role::HandlingUnit => [post_of(role, &bill().drafting_unit), post_of(role, "××市司法局")],
        Role::Liaison => [(); 2].map(|()| Post::new(role, "××联系点", Some(point.clone())).unwrap()),
        _ => [post_of(role, ""), post_of(role, "")],
    }
}

fn request(route: &StaffRoute) -> (Request<Body>, About) {
    let known = ROUTES.iter().find(|it| it.0 == route.path);
    let (_, path, about, sent) =
        known.unwrap_or_else(|| panic!("{} has no line in the table of this test", route.path));
    if route.method == Method::GET {
        return (Request::get(*path).body(Body::empty()).unwrap(), *about);
    }
    let (kind, body) = match sent {
        Form => ("application/x-www-form-urlencoded", ""),
        Json => ("application/json", JSON),
        Files => (
            "multipart/form-data; boundary=x",
            "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
        ),
    };
    let request = Request::builder().method(route.method.clone()).uri(*path).header("sec-fetch-site", "same-origin");
    (request.header("content-type", kind).body(Body::from(body)).unwrap(), *about)
}

async fn site() -> TestSite {
    let site = TestSite::filled().await;
    let mut tx = site.db.write().await.unwrap();
    bills::put(&mut tx, &the_bill()).await.unwrap();
    // It is being drafted: later a drafting unit may not write any more, whatever its permissions are.
    let on = jiff::civil::date(2026, 1, 20);
    let drafting = Event { state: BillState::Drafting, on, by: "主任会议".to_owned(), version: None, note: None };
    events::replace_all(&mut tx, &bill().slug, &[drafting]).await.unwrap();
    people::add(&mut tx, &"somebody".parse().unwrap(), "某人", site.now).await.unwrap();
    tx.commit().await.unwrap();
    site
}

#[tokio::test]
async fn every_role_may_exactly_what_the_table_says() {
    let site = site().await;
    let routes = site.staff_routes();
    assert!(routes.len() >= 30, "the site lists its addresses");
    let mut wrong = Vec::new();
    for role in Role::ALL {
        for (which, post) in posts(*role).iter().enumerate() {
            let login = format!("{}-{which}", role.code().replace('_', "-"));
            let browser = site.signed_in(&login, "王某", post).await;
            for route in &routes {
                let (request, about) = request(route);
                let bill = the_bill();
                let object = if about == TheBill { Object::Bill(&bill) } else { Object::Whole };
                let allowed = may(post, route.action, object);
                let answer = browser.send(request).await;
                let refused = answer.status == StatusCode::FORBIDDEN;
                let signed_out = [StatusCode::UNAUTHORIZED].contains(&answer.status)
                    || answer.header("location").starts_with("/sign-in");
                if refused == allowed || signed_out || answer.status.is_server_error() {
                    wrong.push(format!("{login} {} {}: {}", route.method, route.path, answer.status));
                }
                if refused && answer.body.contains(&bill.title) {
                    wrong.push(format!("{login} {} {}: the refusal tells of the bill", route.method, route.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), routes.len(), wrong.join("\n"));
}

#[tokio::test]
async fn nobody_may_anything() {
    let site = site().await;
    for route in site.staff_routes() {
        let answer = site.send(request(&route).0).await;
        if route.method == Method::GET {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", route.path);
            assert!(answer.header("location").starts_with("/sign-in?then=%2F"), "{}", route.path);
        } else {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", route.path);
        }
    }
}

#[tokio::test]
async fn who_holds_nothing_today_has_the_own_account_and_nothing_else() {
    let site = site().await;
    let browser = site.signed_in("former", "王某", &post_of(Role::LegCommittee, "")).await;
    let mut tx = site.db.write().await.unwrap();
    let person = people::by_login(&mut tx, &"former".parse().unwrap()).await.unwrap().unwrap();
    let held = people::appointments(&mut tx, person.id).await.unwrap();
    people::end_appointment(&mut tx, held[0].id, site.now).await.unwrap();
    tx.commit().await.unwrap();
    for route in site.staff_routes() {
        let refused = browser.send(request(&route).0).await.status == StatusCode::FORBIDDEN;
        assert_eq!(refused, route.action != Action::OwnAccount, "{}", route.path);
    }
}

#[test]
fn the_table_of_this_test_has_no_line_twice_and_every_action_is_used_by_someone() {
    for (at, line) in ROUTES.iter().enumerate() {
        assert!(ROUTES[..at].iter().all(|it| it.0 != line.0), "{}", line.0);
    }
    for action in Action::ALL {
        assert!(Role::ALL.iter().any(|role| reach(*role, *action) != Reach::No), "{}", action.code());
    }
}
