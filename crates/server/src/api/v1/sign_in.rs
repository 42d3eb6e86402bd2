//! `/sign-in`: what an organisation asks of those who sign in.

use super::allowed::{Allowed, WholeAdministrator};
use super::asked::{Asked, Nothing};
use super::reply::Shown;
use super::shapes::{SignInPatch, SignInShape};
use crate::api::Refused;
use crate::signon::provider_name;
use crate::state::{Server, Shared};
use crate::store::SignInRules;

pub(crate) async fn show(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    _: Asked,
) -> Result<Shown<SignInShape>, Refused> {
    let rules = shared.database.sign_in_rules(&administrator.scope).await?;
    Ok(Shown(shape(&shared, rules)))
}

pub(crate) async fn put(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, SignInPatch>,
) -> Result<Shown<SignInShape>, Refused> {
    let rules = SignInRules::from(asked.body);
    shared.database.set_sign_in_rules(&administrator.scope, rules).await?;
    Ok(Shown(shape(&shared, rules)))
}

fn shape(shared: &Server, rules: SignInRules) -> SignInShape {
    SignInShape {
        requires_totp: rules.requires_totp,
        single_sign_on: provider_name(shared).map(str::to_owned),
    }
}
