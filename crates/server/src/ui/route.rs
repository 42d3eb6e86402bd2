//! One line of the table of pages. As in the API's, what a page needs is said by the type of its handler alone: the router and the test of every role are made of
//! that.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};

use super::field::Fields;
use super::link::Href;
use super::pages::{said_no, shown};
use super::view::{Page, Pager};
use super::visit::{Turned, Visit, wanted};
use super::{field, guard, listed};
use crate::api::Refused;
use crate::api::v1::asked::Nothing;
use crate::api::v1::exports::within;
use crate::api::v1::reply::{Reply, write};
use crate::api::v1::{Allowed, Asked, Need, Needs, PathParts, path_of, wrong};
use crate::auth::Secret;
use crate::exports::written;
use crate::state::Shared;
use crate::store::Member;

/// Bytes of a form, where a page does not say another number.
const FORM_BYTES: usize = 64 << 10;
/// Bytes of what stands after the question mark.
const QUERY_BYTES: usize = 8 << 10;

/// A page, or what a form of one does.
#[derive(Clone, Debug)]
pub struct PageRoute {
    /// `GET` for a page, `POST` for what a form does.
    pub method: Method,
    /// The path.
    pub path: &'static str,
    /// What one needs for it.
    pub needs: Needs,
    pub(super) handler: MethodRouter<Shared>,
}

/// What a page is asked for.
#[derive(Clone, Debug)]
pub(super) struct View<P> {
    pub(super) path: P,
    pub(super) query: Fields,
    here: String,
}

/// What a form asks for.
#[derive(Clone, Debug)]
pub(super) struct Deed<P> {
    pub(super) path: P,
    pub(super) fields: Fields,
}

/// What came of a deed.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It was done: the page that shows it, and the word for what to say there.
    Done(Href, &'static str),
    /// It was done, and the browser is told more than where to look.
    Answer(Box<Response>),
    /// It was not done, or there is something to show once: a page.
    Page(Box<Page>),
}

/// What a page is asked for that no list is.
const OF_PAGES: [&str; 2] = ["done", "as"];

/// What a list is called as a file.
const CSV: &str = "CSV";

impl<P: Clone> View<P> {
    /// The same list from somewhere on, with as many rows as a page may have.
    fn onward(&self, cursor: &str) -> Self {
        let query =
            self.query.but(&["cursor", "limit", "as"]).and("limit", listed::ROWS).and("cursor", cursor);
        Self { path: self.path.clone(), query, here: self.here.clone() }
    }
}

impl<P> View<P> {
    /// A page that is asked for nothing.
    pub(super) fn empty(path: P, here: impl Into<String>) -> Self {
        Self { path, query: Fields::default(), here: here.into() }
    }

    /// What a list is asked for.
    pub(super) fn asked<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refused> {
        self.query.shape(&OF_PAGES).map_err(|why| wrong(fetter_protocol::clip(&why, 300)))
    }

    /// This page with everything that it is asked for, but for where a list goes on.
    pub(super) fn here(&self) -> field::Address {
        self.query.address(&self.here, &["cursor", "done", "as"])
    }

    /// How the list on this page goes on.
    pub(super) fn pager(&self, next: Option<&String>, mut exports: Vec<(&'static str, Href)>) -> Pager {
        if !exports.iter().any(|(form, _)| *form == CSV) {
            exports.insert(0, (CSV, self.here().with("as", "csv").href()));
        }
        let first = (!self.query.get("cursor").is_empty()).then(|| self.here().href());
        let next = next.map(|cursor| self.here().with("cursor", cursor).href());
        Pager { first, next, exports }
    }
}

/// A page that somebody who is signed in may see.
pub(super) fn page<N, P, H, F>(path: &'static str, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts + Clone + Sync,
    H: Fn(Shared, Visit<N>, View<P>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Page, Refused>> + Send + 'static,
{
    let handle = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        async move {
            let (mut parts, _) = request.into_parts();
            let visit = match Visit::<N>::of(&parts, &shared).await {
                Ok(visit) => visit,
                Err(turned) => return turned_away(turned, &parts),
            };
            let chrome = visit.chrome();
            let page = async {
                let view = view(&shared, &mut parts).await?;
                if view.query.get("as") == "csv" {
                    return as_csv(shared, visit, view, handler).await;
                }
                let done = view.query.get("done").to_owned();
                let mut page = handler(shared, visit, view).await?;
                page.done = page.done.or(super::pages::said_done(&done));
                Ok(shown(StatusCode::OK, Page { chrome: Some(chrome.clone()), ..page }))
            };
            match page.await {
                Ok(response) => response,
                Err(refused) => said_no(&refused, Some(chrome)),
            }
        }
    };
    PageRoute { method: Method::GET, path, needs: N::NEEDS, handler: on(MethodFilter::GET, handle) }
}

/// The list of a page as a file.
async fn as_csv<N, P, H, F>(
    shared: Shared,
    visit: Visit<N>,
    view: View<P>,
    handler: H,
) -> Result<Response, Refused>
where
    N: Need<Grant = Member>,
    P: PathParts + Clone + Sync,
    H: Fn(Shared, Visit<N>, View<P>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Page, Refused>> + Send + 'static,
{
    let permit = within(&shared.exports, &visit.scope).await?;
    let first = handler(shared.clone(), visit.again()?, view.onward("")).await?;
    if !listed::has_list(&first) {
        return Err(wrong("there is no list on this page"));
    }
    let last = view.here.rsplit('/').find(|part| part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let name = last.filter(|part| !part.is_empty()).unwrap_or("list").to_owned();
    let body = written(permit, move |sink| async move {
        let more = |cursor: String| {
            let next = visit.again().map(|again| handler(shared.clone(), again, view.onward(&cursor)));
            async move { next?.await }
        };
        listed::write(first, more, sink).await
    });
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Something that is no page, for somebody who is signed in.
pub(super) fn raw<N, P, H, F>(path: &'static str, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts,
    H: Fn(Shared, Visit<N>, View<P>, HeaderMap) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Response, Refused>> + Send + 'static,
{
    let handle = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        async move {
            let (mut parts, _) = request.into_parts();
            let visit = match Visit::<N>::of(&parts, &shared).await {
                Ok(visit) => visit,
                Err(turned) => return turned_away(turned, &parts),
            };
            let chrome = visit.chrome();
            let answer = async {
                let view = view(&shared, &mut parts).await?;
                handler(shared, visit, view, std::mem::take(&mut parts.headers)).await
            };
            answer.await.unwrap_or_else(|refused| said_no(&refused, Some(chrome)))
        }
    };
    PageRoute { method: Method::GET, path, needs: N::NEEDS, handler: on(MethodFilter::GET, handle) }
}

/// What a form does.
pub(super) fn deed<N, P, H, F>(path: &'static str, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts,
    H: Fn(Shared, Visit<N>, Deed<P>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Outcome, Refused>> + Send + 'static,
{
    deed_of(path, FORM_BYTES, handler)
}

/// The same with a form of at most that many bytes.
pub(super) fn deed_of<N, P, H, F>(path: &'static str, limit: usize, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts,
    H: Fn(Shared, Visit<N>, Deed<P>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Outcome, Refused>> + Send + 'static,
{
    let handle = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        async move {
            let (parts, body) = request.into_parts();
            let visit = match Visit::<N>::of(&parts, &shared).await {
                Ok(visit) => visit,
                Err(turned) => return turned_away(turned, &parts),
            };
            let chrome = visit.chrome();
            let outcome = async {
                let deed = asked(&shared, parts, body, limit, &visit.csrf).await?;
                handler(shared, visit, deed).await
            };
            match outcome.await {
                Ok(Outcome::Done(href, word)) => {
                    see(&if word.is_empty() { href } else { href.with("done", word) })
                }
                Ok(Outcome::Answer(response)) => *response,
                Ok(Outcome::Page(page)) => {
                    let status =
                        if page.done.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
                    shown(status, Page { chrome: Some(chrome), ..*page })
                }
                Err(refused) => said_no(&refused, Some(chrome)),
            }
        }
    };
    PageRoute { method: Method::POST, path, needs: N::NEEDS, handler: on(MethodFilter::POST, handle) }
}

/// Something that is asked for by whoever comes.
pub(super) fn anyone<H, F>(method: MethodFilter, path: &'static str, handler: H) -> PageRoute
where
    H: Fn(Shared, Request) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let handle = move |State(shared): State<Shared>, request: Request| handler(shared, request);
    let name = if method == MethodFilter::POST { Method::POST } else { Method::GET };
    PageRoute { method: name, path, needs: Needs::Nothing, handler: on(method, handle) }
}

async fn view<P: PathParts>(shared: &Shared, parts: &mut Parts) -> Result<View<P>, Refused> {
    let query = parts.uri.query().unwrap_or_default();
    if query.len() > QUERY_BYTES {
        return Err(Refused::new(StatusCode::URI_TOO_LONG, "the query is longer than it may be"));
    }
    let query = Fields::parse(query);
    let here = parts.uri.path().to_owned();
    Ok(View { path: path_of(parts, shared).await?, query, here })
}

async fn asked<P: PathParts>(
    shared: &Shared,
    mut parts: Parts,
    body: Body,
    limit: usize,
    csrf: &str,
) -> Result<Deed<P>, Refused> {
    let fields = form(shared, &parts, body, limit).await?;
    // Both are asked for: the browser's word, and what only a page that this session was shown knows.
    // Of digests, so that how long it takes tells nothing of either.
    if Secret::digest_of(fields.get("csrf")) != Secret::digest_of(csrf) {
        return Err(Refused::new(StatusCode::FORBIDDEN, "the form is not from this session")
            .because("open the page again, and send it from there"));
    }
    Ok(Deed { path: path_of(&mut parts, shared).await?, fields })
}

/// What a form sends, where it comes from a page of this server.
pub(super) async fn form(
    shared: &Shared,
    parts: &Parts,
    body: Body,
    limit: usize,
) -> Result<Fields, Refused> {
    if !guard::is_from_here(&parts.headers) {
        return Err(Refused::new(StatusCode::FORBIDDEN, "the form is not from a page of this server"));
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind != Some("application/x-www-form-urlencoded") {
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "it is not what a form sends"));
    }
    let bytes = shared.room.read(&parts.headers, body, limit).await?.bytes;
    let text = String::from_utf8(bytes)
        .map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "the form is no UTF-8"))?;
    Ok(Fields::parse(&text))
}

/// Another page is to be looked at (RFC 9110, section 15.4.4).
pub(super) fn see(href: &Href) -> Response {
    // An address is plain ASCII.
    let to = HeaderValue::from_str(href.as_str()).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// The same at another host, which the server's own settings name.
pub(super) fn see_elsewhere(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn turned_away(turned: Turned, parts: &Parts) -> Response {
    match turned {
        Turned::Stranger if parts.method == Method::GET => {
            see(&Href::of("/sign-in").with("next", wanted(parts)))
        }
        Turned::Stranger => see(&Href::of("/sign-in")),
        Turned::Incomplete => see(&Href::of("/account").at("authenticator")),
        Turned::Refused(refused) => said_no(&refused, None),
    }
}

/// A document that a handler of the API gives, as a file.
pub(super) fn file<N, P, Q, R, H, F>(path: &'static str, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts,
    Q: serde::de::DeserializeOwned + Send + 'static,
    R: Reply,
    H: Fn(Shared, Allowed<N>, Asked<P, Q>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<R, Refused>> + Send + 'static,
{
    let handle = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        async move {
            let (mut parts, _) = request.into_parts();
            let visit = match Visit::<N>::of(&parts, &shared).await {
                Ok(visit) => visit,
                Err(turned) => return turned_away(turned, &parts),
            };
            let answer = async {
                let view = view::<P>(&shared, &mut parts).await?;
                let query = view.asked()?;
                let asked = Asked { path: view.path, query, body: Nothing {} };
                let reply = handler(shared, visit.allowed()?, asked).await?;
                write(&parts.method, &parts.headers, reply)
            };
            match answer.await {
                Ok(response) => response,
                Err(refused) => said_no(&refused, Some(visit.chrome())),
            }
        }
    };
    PageRoute { method: Method::GET, path, needs: N::NEEDS, handler: on(MethodFilter::GET, handle) }
}
