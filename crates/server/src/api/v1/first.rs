//! `POST /first`: a link that is good once makes the first administrator, or sets a user's password.

use axum::http::StatusCode;

use super::allowed::{Allowed, Anyone, too_many};
use super::asked::{Asked, Nothing, wrong};
use super::reply::Made;
use super::session::{begin, unhashed};
use super::shapes::{FirstRequest, SessionAnswer};
use crate::api::Refused;
use crate::api::rate::Source;
use crate::auth::{Passwords, RECOVERY, Secret, check_name};
use crate::signon::{SignOnError, link_factor};
use crate::state::Shared;
use crate::store::{GivenLink, LinkError};

pub(crate) async fn first(
    shared: Shared,
    peer: Allowed<Anyone>,
    asked: Asked<Nothing, Nothing, FirstRequest>,
) -> Result<Made<SessionAnswer>, Refused> {
    let no_link =
        || Refused::new(StatusCode::UNAUTHORIZED, "the link is not known, was used, or is over").of("token");
    shared.rates.take(Source::Password(peer.origin.clone())).map_err(too_many)?;
    let FirstRequest { token, name, password, code } = asked.body;
    let link = GivenLink { digest: Secret::digest_of(&token), is_recovery: Secret::is_of(&token, RECOVERY) };
    // Nobody without a link makes the server hash anything.
    if !shared.database.is_link(&link.digest).await? {
        return Err(no_link());
    }
    check_name(&name).map_err(|why| wrong(why).of("name"))?;
    Passwords::check(&name, &password).map_err(|why| wrong(why).of("password"))?;
    let factor = link_factor(&shared, &link, code.as_deref(), &peer).await?;
    let hash = shared.passwords.hash(password).await.map_err(unhashed)?;
    let (session, answer) = begin()?;
    match shared.database.use_link(&link, &name, hash, factor, &session, &peer).await? {
        Ok(()) => Ok(Made(answer)),
        Err(LinkError::Link) => Err(no_link()),
        Err(LinkError::Code) => Err(SignOnError::CodeWrong.into()),
        Err(LinkError::Taken) => {
            Err(Refused::new(StatusCode::CONFLICT, "there is a user of that name").of("name"))
        }
    }
}
