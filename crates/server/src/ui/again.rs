//! A form that was not taken is shown again on its page, as it was filled in. The page is asked for as the browser would ask for it, so that there is one way to
//! it, and who may see what is decided where it always is.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;

use super::field::Fields;
use super::routes::table;
use super::view::Page;
use crate::api::Refused;
use crate::state::Shared;

/// What was sent and was not taken.
#[derive(Clone, Debug)]
pub(super) struct Again {
    /// Where it was sent to.
    pub(super) action: String,
    /// What was sent.
    pub(super) fields: Fields,
    /// Why it was not taken.
    pub(super) refused: Refused,
}

/// That an answer is the page of the form.
#[derive(Clone, Copy, Debug)]
struct IsForm;

/// Who asks for a page, without what they sent.
#[derive(Debug)]
pub(super) struct Asker {
    headers: HeaderMap,
    peer: Option<ConnectInfo<SocketAddr>>,
}

impl Asker {
    /// Whoever sent this.
    pub(super) fn of(parts: &Parts) -> Self {
        let names = [header::COOKIE, header::HOST, header::USER_AGENT];
        let sent = parts.headers.iter().filter(|(name, _)| names.contains(name));
        let headers = sent.map(|(name, value)| (name.clone(), value.clone())).collect();
        Self { headers, peer: parts.extensions.get().copied() }
    }
}

/// Whether something else may be sent in the place of what was refused.
pub(super) fn is_to_be_said(refused: &Refused) -> bool {
    matches!(refused.status(), StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) || refused.is_mistake()
}

/// The page at an address, with the form that was sent and why it was not taken; `None` where whoever sent it does not see that page.
pub(super) async fn answer(
    shared: &Shared,
    route: &str,
    address: &str,
    asker: Asker,
    again: Again,
) -> Option<Response> {
    let route = table().into_iter().find(|known| known.method == Method::GET && known.path == route)?;
    let mut request = Request::builder().uri(address).body(Body::empty()).ok()?;
    *request.headers_mut() = asker.headers;
    if let Some(peer) = asker.peer {
        request.extensions_mut().insert(peer);
    }
    request.extensions_mut().insert(again);
    let router = Router::new().route(route.path, route.handler).with_state(shared.clone());
    let Ok(response) = router.oneshot(request).await;
    response.extensions().get::<IsForm>().is_some().then_some(response)
}

/// A page with what was sent to it, where it is asked for since that was not taken.
pub(super) fn of(asked: &mut Extensions) -> Option<Again> {
    asked.remove()
}

impl Again {
    /// The page with the form as it was filled in.
    pub(super) fn on(&self, page: Page) -> Page {
        page.again(&self.action, &self.fields, &self.refused)
    }

    /// The status of the answer.
    pub(super) const fn status(&self) -> StatusCode {
        self.refused.status()
    }

    /// Says of an answer that it is the page of the form.
    pub(super) fn mark(response: &mut Response) {
        response.extensions_mut().insert(IsForm);
    }
}
