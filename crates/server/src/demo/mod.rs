//! A throw-away server with an organisation that is made up, so that anybody can look at the console. What machines tell, they tell as real ones do: signed,
//! through the same routes. Packages, versions and advisories are real but for what says otherwise in its name; machines and people are not.

mod advisories;
mod days;
mod error;
mod fleet;
mod machine;
mod people;
mod projects;
mod tampered;

pub use error::DemoError;
pub use people::{DemoUser, USERS};

use crate::auth::{Passwords, Secret};
use crate::serve::{Begun, DataDirectory, Settings, begin, runtime, told_to_end};

/// What was made up.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The password of all users.
    pub password: String,
    /// How many machines there are.
    pub machines: usize,
}

/// The name of the organisation.
pub const ORGANISATION: &str = "Example Ltd";

/// Serves a demonstration until SIGTERM or SIGINT. `started` is told once it is filled. What is in the directory of its settings is for whoever made that to remove.
pub fn run(
    mut settings: Settings,
    machines: usize,
    started: &mut dyn FnMut(&Begun, &Demo),
) -> Result<(), DemoError> {
    let directory = settings.data.clone();
    let failed = |error| DemoError::new("serve", error);
    // Of a server that has none of its own, what lies there is taken.
    settings.advisories = None;
    advisories::put(&DataDirectory::open(&directory).and_then(|data| data.advisories()).map_err(failed)?)?;
    runtime().map_err(failed)?.block_on(async {
        let end = told_to_end().map_err(failed)?;
        let begun = begin(&settings, ORGANISATION).await.map_err(failed)?;
        let demo = fill(&begun, machines).await?;
        started(&begun, &demo);
        end.await;
        begun.end().await.map_err(failed)
    })
}

/// A part of a random token: one hundred bits that one can copy. It is made of the letters from a to f, as a user's name can be, and no name is in it.
fn new_password() -> Result<String, DemoError> {
    loop {
        let secret = Secret::new("demo").map_err(|error| DemoError::new("make a password", error))?;
        let password: String = secret.reveal().chars().rev().take(25).collect();
        if USERS.iter().all(|user| Passwords::check(user.name, &password).is_ok()) {
            return Ok(password);
        }
    }
}

/// Fills a server that has just begun.
async fn fill(begun: &Begun, machines: usize) -> Result<Demo, DemoError> {
    let password = new_password()?;
    let app = crate::api::router(begun.shared.clone());
    let first =
        begun.first.as_ref().ok_or_else(|| DemoError::new("fill the server", "it has users already"))?;
    let people = people::People::begin(app.clone(), first.reveal(), &password).await?;
    let groups = people.groups(&fleet::GROUPS).await?;
    let mut fleet = fleet::Fleet::of(machines);
    for (name, group) in &groups {
        let token = people.enrolment_token(*group, machines).await?;
        fleet.enrol(&app, (name, *group), &token).await?;
    }
    people.users(&groups).await?;
    people.policies(&groups).await?;
    fleet.happen(&app).await?;
    fleet.follow(&app, &begun.shared, 0).await?;
    people.decide(&groups).await?;
    fleet.follow(&app, &begun.shared, 1).await?;
    let ids: Vec<i64> = groups.values().copied().collect();
    days::make_up(&begun.shared, &people.scope(&begun.shared).await?, &ids).await?;
    Ok(Demo { password, machines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_user_can_have_the_password() {
        for _ in 0..2_000 {
            let password = new_password().unwrap();
            assert_eq!(password.len(), 25);
            assert!(!password.contains("ada"), "{password}");
        }
    }
}
