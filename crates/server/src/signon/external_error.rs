//! Why somebody is not signed in at the organisation's provider.

use crate::auth::oidc::{ClaimsError, JwtError};
use crate::auth::{NoRandom, SealError};
use crate::store::StoreError;

/// Why somebody is not signed in at the organisation's provider. What each says is for that person to read; what more there is to know is in the
/// server's log.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The server knows no provider.
    #[error("this server knows no provider to sign in at")]
    NotSet,
    /// Too many attempts come from there; in so many seconds one may come again.
    #[error("too many sign-ins come from there: try again in {0} seconds")]
    TooMany(u32),
    /// Too many others wait.
    #[error("the server has more to do than it can: try again in a while")]
    Busy,
    /// What the browser kept is not this server's, or over.
    #[error("this sign-in is not known here, or took longer than 10 minutes: begin it again")]
    Flow,
    /// What the browser brings back is of another sign-in than it began.
    #[error("this is not the sign-in that this browser began: begin it again")]
    State,
    /// It was finished before.
    #[error("this sign-in was finished before: begin it again")]
    Finished,
    /// Another provider has sent the browser back (RFC 9207).
    #[error("another provider has answered than the one that was asked")]
    Issuer,
    /// The provider refused: a word of its own (RFC 6749, section 4.1.2.1).
    #[error("the provider has refused the sign-in ({0})")]
    Refused(String),
    /// The provider answered neither with a code nor with a refusal.
    #[error("the provider has sent back no code")]
    NoCode,
    /// The provider does not answer, or not as it should.
    #[error("the provider could not be asked who you are; the server's log says why")]
    Provider,
    /// Its token is not taken.
    #[error("what the provider says of you cannot be believed: {0}")]
    Token(#[from] JwtError),
    /// Its token is not for this server or this sign-in.
    #[error("what the provider says of you cannot be believed: {0}")]
    Claims(#[from] ClaimsError),
    /// None of their groups may do anything here.
    #[error("none of your groups at the provider may do anything here: ask whoever runs this server")]
    NoGroup,
    /// Somebody else is called so here.
    #[error("there is a user called {0} here already, who is not you: ask an administrator")]
    Taken(String),
    /// The user may not come any more.
    #[error("you may not sign in here any more: ask an administrator")]
    Disabled,
    /// The organisation that is set is not there.
    #[error(
        "the organisation that people of this provider come into is not there: ask whoever runs this server"
    )]
    Organisation,
    /// The store.
    #[error("the server could not do it; its log says why")]
    Store(#[from] StoreError),
    /// Nothing can be sealed.
    #[error("the server could not do it; its log says why")]
    Seal(#[from] SealError),
    /// There are no random bytes.
    #[error("the server could not do it; its log says why")]
    Random(#[from] NoRandom),
}
