//! The options of single sign-on.

use std::path::PathBuf;

use clap::Args;
use fetter_server::auth::oidc::RoleMapping;

/// How people sign in at a provider (OpenID Connect). Without it they sign in with passwords only.
#[derive(Clone, Debug, Args)]
pub struct ServerSignOn {
    /// Where browsers find this server: `https://HOST[:PORT]`. The provider sends them back to `URL/sign-in/oidc/back`, which it is to be told.
    #[arg(long, value_name = "URL", requires = "oidc_issuer")]
    pub public_url: Option<String>,
    /// Let people sign in at this provider, by OpenID Connect: its URL, as its discovery document has it.
    #[arg(long, value_name = "URL", requires_all = ["oidc_client_id", "public_url", "oidc_role"])]
    pub oidc_issuer: Option<String>,
    /// What this server is called there.
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// A file with the secret that goes with it. Without one the server is a public client.
    #[arg(long, value_name = "FILE", requires = "oidc_issuer")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// The claim of the provider's tokens that names groups.
    #[arg(long, value_name = "NAME", default_value = "groups", requires = "oidc_issuer")]
    pub oidc_groups_claim: String,
    /// What those of a group at the provider may do: viewer, approver, policy-editor or administrator; of these machine groups only, where any are
    /// named. May be repeated: the highest role holds, with the machine groups of all that give it.
    #[arg(long, value_name = "CLAIMED_GROUP=ROLE[:GROUP,GROUP]", requires = "oidc_issuer")]
    pub oidc_role: Vec<RoleMapping>,
    /// The organisation that they come into; without it, the first that was made.
    #[arg(long, value_name = "NAME", requires = "oidc_issuer")]
    pub oidc_organisation: Option<String>,
    /// What the provider is called on the button.
    #[arg(long, value_name = "NAME", default_value = "single sign-on", requires = "oidc_issuer")]
    pub oidc_name: String,
}
