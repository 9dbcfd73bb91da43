//! People of the example, one for each role, named by what they do.

use crate::cli::Failure;
use crate::clock::Clock;
use crate::procedure::Slug;
use crate::procedure::person::{Login, Person, Post, Role};
use crate::store::{Db, people};
use jiff::civil::date;

/// Role, name for signing in, name, and the organ where there are several of the kind.
const PEOPLE: &[(Role, &str, &str, &str)] = &[
    (Role::LegCommission, "demo-fagongwei", "法工委工作人员（示例）", ""),
    (Role::LegCommission, "demo-fagongwei-2", "法工委第二位工作人员（示例）", ""),
    (Role::LegCommittee, "demo-fazhiwei", "法制委工作人员（示例）", ""),
    (Role::GeneralOffice, "demo-bangongting", "办公厅工作人员（示例）", ""),
    (Role::SpecialCommittee, "demo-zhuanweihui", "专门委员会工作人员（示例）", "财政经济委员会"),
    (Role::Member, "demo-zucheng", "常委会组成人员（示例）", ""),
    (Role::Liaison, "demo-lianluoyuan", "联络员（示例）", ""),
    (Role::Deputy, "demo-daibiao", "人大代表（示例）", ""),
    (Role::HandlingUnit, "demo-chengban", "起草单位工作人员（示例）", ""),
    (Role::Administrator, "demo-guanliyuan", "系统管理员（示例）", ""),
    (Role::Auditor, "demo-shenjiyuan", "审计员（示例）", ""),
];

/// Adds those that are not there. Nobody of them has a password: they are taken at `/demo`.
///
/// # Errors
/// The database fails.
pub async fn add(db: &Db, clock: &Clock) -> Result<(), Failure> {
    let mut tx = db.write().await?;
    let bills = crate::store::bills::all(&mut tx).await?;
    let points = crate::store::contact_points::all(&mut tx).await?;
    for (role, login, name, organ) in PEOPLE {
        let login: Login = login.parse().map_err(|error| Failure::unable(format!("{error}")))?;
        let found: Option<Person> = people::by_login(&mut tx, &login).await?;
        if found.is_some() {
            continue;
        }
        let (mut organ, mut point): (String, Option<Slug>) = ((*organ).to_owned(), None);
        match role {
            Role::HandlingUnit => organ = bills.first().map(|it| it.drafting_unit.clone()).unwrap_or_default(),
            Role::SpecialCommittee => {
                organ = bills.iter().find_map(|it| it.committee.clone()).unwrap_or(organ);
            }
            Role::Liaison => {
                let first = points.first();
                organ = first.map(|it| it.name.clone()).unwrap_or_default();
                point = first.map(|it| it.slug.clone());
            }
            _ => {}
        }
        // An example without bills or points has nobody who would belong to them.
        let Ok(post) = Post::new(*role, &organ, point) else { continue };
        let person = people::add(&mut tx, &login, name, clock.now()).await?;
        people::appoint(&mut tx, person, &post, date(2026, 1, 1), None).await?;
    }
    tx.commit().await?;
    Ok(())
}
