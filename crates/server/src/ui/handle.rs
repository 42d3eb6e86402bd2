//! Handlers of pages: who looks is found out first, then what is asked for is read, and what comes of it is a page.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};

use super::again::{Again, Asker};
use super::pages::{said_done, said_no, shown};
use super::post::Post;
use super::route::{Deed, Outcome, PageRoute, View};
use super::sent::{asked, see, turned_away, view};
use super::sorted::Sorting;
use super::view::{Chrome, Page};
use super::visit::Visit;
use super::{again, listed, narrowed};
use crate::api::Refused;
use crate::api::v1::asked::Nothing;
use crate::api::v1::exports::within;
use crate::api::v1::reply::{Reply, write};
use crate::api::v1::{Allowed, Asked, Need, Needs, PathParts, wrong};
use crate::exports::written;
use crate::state::Shared;
use crate::store::Member;

/// Answers somebody who is signed in. Who is not is sent to sign in, and from there to the page whose form was sent, where it was one; what is refused is a page.
async fn visited<N, F>(
    shared: &Shared,
    request: Request,
    page: &str,
    answer: impl FnOnce(Visit<N>, Parts, Body) -> F,
) -> Response
where
    N: Need<Grant = Member>,
    F: Future<Output = Result<Response, Refused>>,
{
    let (parts, body) = request.into_parts();
    let visit = match Visit::<N>::of(&parts, shared).await {
        Ok(visit) => visit,
        Err(turned) => return turned_away(turned, &parts, page),
    };
    let chrome = visit.chrome();
    answer(visit, parts, body).await.unwrap_or_else(|refused| said_no(&refused, Some(chrome)))
}

const fn get(path: &'static str, needs: Needs, handler: axum::routing::MethodRouter<Shared>) -> PageRoute {
    PageRoute { method: Method::GET, path, needs, handler }
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
            let answer = async |visit: Visit<N>, mut parts: Parts, _| {
                let again = again::of(&mut parts.extensions);
                let view = view(&shared, &mut parts).await?;
                if view.query.get("as") == "csv" {
                    return as_csv(shared.clone(), visit, view, handler).await;
                }
                let (done, chrome) = (view.query.get("done").to_owned(), Some(visit.chrome()));
                let (sorting, asked_for) = (Sorting::of(&view), view.clone());
                let whole = View { is_whole: sorting.needs_all(), ..view.clone() };
                let page = handler(shared.clone(), visit.again()?, whole).await?;
                let page = if sorting.needs_all() && Sorting::is_beyond(&page) {
                    sorting.given_up(handler(shared.clone(), visit, view.usual()).await?)
                } else {
                    sorting.shown(page)
                };
                let page = narrowed::shown(page, &asked_for);
                let done = page.done.or(said_done(&done));
                Ok(answered(Page { chrome, done, ..page }, again))
            };
            visited(&shared, request, "", answer).await
        }
    };
    get(path, N::NEEDS, on(MethodFilter::GET, handle))
}

/// A page as the answer; where its form was sent and not taken, with that.
fn answered(page: Page, again: Option<Again>) -> Response {
    let Some(again) = again else { return shown(StatusCode::OK, page) };
    let mut response = shown(again.status(), again.on(page));
    Again::mark(&mut response);
    response
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
    let sorting = Sorting::of(&view);
    let (first, view, order) = match sorting.of_file(&first) {
        Some((order, (name, value))) => {
            let view = view.asking(name, value);
            (handler(shared.clone(), visit.again()?, view.onward("")).await?, view, Some(order))
        }
        None => (sorting.whole(first), view, None),
    };
    if !listed::has_list(&first) {
        return Err(wrong("there is no list on this page"));
    }
    let last = view.itself.rsplit('/').find(|part| part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let name = last.filter(|part| !part.is_empty()).unwrap_or("list").to_owned();
    let body = written(permit, move |sink| async move {
        let more = |cursor: String| {
            let next = visit.again().map(|again| handler(shared.clone(), again, view.onward(&cursor)));
            async move { next?.await }
        };
        listed::write(first, more, order, sink).await
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
            let answer = async |visit: Visit<N>, mut parts: Parts, _| {
                let view = view(&shared, &mut parts).await?;
                handler(shared.clone(), visit, view, parts.headers).await
            };
            visited(&shared, request, "", answer).await
        }
    };
    get(path, N::NEEDS, on(MethodFilter::GET, handle))
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
            let answer = async |visit: Visit<N>, mut parts: Parts, _| {
                let view = view::<P>(&shared, &mut parts).await?;
                let query = view.asked()?;
                let asked = Asked { path: view.path, query, body: Nothing {} };
                let reply = handler(shared.clone(), visit.allowed()?, asked).await?;
                write(&parts.method, &parts.headers, reply)
            };
            visited(&shared, request, "", answer).await
        }
    };
    get(path, N::NEEDS, on(MethodFilter::GET, handle))
}

/// What a form does. What is wrong with it is said on the page where it stands.
pub(super) fn deed<N, P, H, F>(post: impl Into<Post>, handler: H) -> PageRoute
where
    N: Need<Grant = Member>,
    P: PathParts,
    H: Fn(Shared, Visit<N>, Deed<P>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Outcome, Refused>> + Send + 'static,
{
    let post = post.into();
    let handle = move |State(shared): State<Shared>, request: Request| {
        let handler = handler.clone();
        async move {
            let path = request.uri().path().to_owned();
            let page = post.page_of(&path);
            let answer = async |visit: Visit<N>, parts: Parts, body: Body| {
                let (chrome, asker) = (Some(visit.chrome()), Asker::of(&parts));
                let deed = asked(&shared, parts, body, post.limit, &visit.csrf).await?;
                if let Some(page) = post.asked(&path, &deed.fields, &visit.csrf) {
                    return Ok(shown(StatusCode::OK, Page { chrome, ..page }));
                }
                let fields = deed.fields.clone();
                let refused = match handler(shared.clone(), visit, deed).await {
                    Ok(outcome) => return Ok(done(outcome, chrome)),
                    Err(refused) => refused,
                };
                if !again::is_to_be_said(&refused) {
                    return Err(refused);
                }
                let again = Again { action: path.clone(), fields, refused: refused.clone() };
                again::answer(&shared, post.page, &page, asker, again).await.ok_or(refused)
            };
            visited(&shared, request, &page, answer).await
        }
    };
    let (path, needs) = (post.path, N::NEEDS);
    PageRoute { method: Method::POST, path, needs, handler: on(MethodFilter::POST, handle) }
}

/// What came of a form, as the answer.
fn done(outcome: Outcome, chrome: Option<Chrome>) -> Response {
    match outcome {
        Outcome::Done(href, "") => see(&href),
        Outcome::Done(href, word) => see(&href.with("done", word)),
        Outcome::Answer(response) => *response,
        Outcome::Page(page) => shown(StatusCode::OK, Page { chrome, ..*page }),
        Outcome::Again(status, page) => shown(status, Page { chrome, ..*page }),
    }
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
