//! Fetching over HTTP, from servers that mean well and from others.

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::{Client, FetchError, Fetched, Limits};
use fetter_testkit::server::{Response, Server};

const BODY: &str = "six==1.17.0\n";

/// `sha256sum` of [`BODY`].
const DIGEST: &str = "ebf206bd17b40856161356787b67bd48f6d9f35bc882bc064dc65f140caf47fa";

fn get(url: &str) -> Result<Fetched, FetchError> {
    get_within(url, &Limits::default())
}

fn get_within(url: &str, limits: &Limits) -> Result<Fetched, FetchError> {
    Client::new(&Network::default())?.get(url, limits)
}

fn with_user(server: &Server, target: &str) -> String {
    server.url(target).replace("http://", "http://user:secret@")
}

#[test]
fn a_file_is_fetched() {
    let server = Server::start();
    server.answer("/r.txt?v=1", Response::ok(BODY).header("Content-Type", "text/plain; charset=utf-8"));
    let fetched = get(&server.url("/r.txt?v=1#")).unwrap();
    assert_eq!(fetched.bytes, BODY.as_bytes());
    assert_eq!(fetched.content_type.as_deref(), Some("text/plain"));
    assert_eq!(fetched.url, server.url("/r.txt?v=1"));
    let requests = server.requests();
    assert_eq!((requests.len(), requests[0].method.as_str()), (1, "GET"));
    assert_eq!(requests[0].header("accept-encoding"), Some("identity"), "nothing compressed is asked for");
    assert_eq!(requests[0].header("authorization"), None);
}

#[test]
fn what_is_not_there_is_said() {
    let server = Server::start();
    for (status, told) in [
        (404, "check the URL"),
        (403, "rights"),
        (500, "try again"),
        (206, "not what was asked for"),
        (304, "not what was asked for"),
    ] {
        let target = format!("/{status}");
        server.answer(&target, Response::status(status));
        let error = get(&server.url(&target)).unwrap_err();
        assert!(matches!(&error, FetchError::Status { status: found, .. } if *found == status), "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
    assert_eq!(server.requests().len(), 5, "none of these is worth another attempt");
}

#[test]
fn failures_that_may_pass_are_tried_again() {
    let server = Server::start();
    server.answer("/r.txt", Response::status(503));
    server.answer("/r.txt", Response::status(502));
    server.answer("/r.txt", Response::ok(BODY));
    assert_eq!(get(&server.url("/r.txt")).unwrap().bytes, BODY.as_bytes());
    assert_eq!(server.requests().len(), 3);

    server.answer("/never", Response::status(504));
    let error = get(&server.url("/never")).unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 504, .. }), "{error}");
    assert_eq!(server.requests().len(), 6, "three attempts");
}

#[test]
fn attempts_end_with_the_total_limit() {
    let server = Server::start();
    server.answer("/never", Response::status(503));
    let limits = Limits { total: Duration::from_millis(100), ..Limits::default() };
    let error = get_within(&server.url("/never"), &limits).unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 503, .. }), "{error}");
    assert_eq!(server.requests().len(), 1, "the next attempt would come too late");
}

#[test]
fn a_server_that_is_not_there_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = get(&format!("http://user:secret@{address}/r.txt")).unwrap_err();
    assert!(matches!(error, FetchError::Connection { .. }) && error.is_passing(), "{error}");
    assert!(error.to_string().starts_with(&format!("could not reach http://{address}/r.txt: ")), "{error}");
}

#[test]
fn redirects_are_followed_to_a_limit() {
    let server = Server::start();
    server.answer("/a/1", Response::redirect(302, "2"));
    server.answer("/a/2", Response::redirect(307, "/b/3?x=1"));
    server.answer("/b/3?x=1", Response::redirect(301, &server.url("/r.txt#x")));
    server.answer("/r.txt", Response::ok(BODY));
    let fetched = get(&server.url(&format!("/a/1#sha256={DIGEST}"))).unwrap();
    assert_eq!((fetched.bytes.as_slice(), fetched.url), (BODY.as_bytes(), server.url("/r.txt")));

    let limits = Limits { redirects: 2, ..Limits::default() };
    let error = get_within(&server.url("/a/1"), &limits).unwrap_err();
    assert_eq!(error, FetchError::Redirects { url: server.url("/a/1"), limit: 2 });

    server.answer("/round", Response::redirect(302, "/round"));
    let before = server.requests().len();
    assert!(matches!(get(&server.url("/round")), Err(FetchError::Redirects { limit: 5, .. })));
    assert_eq!(server.requests().len() - before, 6);

    server.answer("/file", Response::redirect(302, "file:///etc/passwd"));
    assert!(matches!(get(&server.url("/file")), Err(FetchError::Location { .. })));
    server.answer("/nowhere", Response::status(302));
    assert!(matches!(get(&server.url("/nowhere")), Err(FetchError::Status { status: 302, .. })));
}

#[test]
fn credentials_go_to_the_first_host_only() {
    let (server, other) = (Server::start(), Server::start());
    server.answer("/here", Response::redirect(302, "/there"));
    server.answer("/there", Response::redirect(302, &other.url("/r.txt")));
    other.answer("/r.txt", Response::ok(BODY));
    let fetched = get(&with_user(&server, "/here")).unwrap();
    assert_eq!(fetched.url, other.url("/r.txt"));
    let sent = server
        .requests()
        .iter()
        .map(|request| request.header("authorization").map(str::to_owned))
        .collect::<Vec<_>>();
    let basic = Some("Basic dXNlcjpzZWNyZXQ=".to_owned());
    assert_eq!(sent, [basic.clone(), basic], "the same host gets them again");
    assert_eq!(other.requests()[0].header("authorization"), None);

    // Nor to a host that the server names with credentials of its own making.
    server.answer("/made", Response::redirect(302, &with_user(&other, "/r.txt")));
    get(&with_user(&server, "/made")).unwrap();
    assert_eq!(other.requests()[1].header("authorization"), None);
}

#[test]
fn credentials_are_in_no_error() {
    let server = Server::start();
    server.answer("/round", Response::redirect(302, "/round?token=secret"));
    server.answer("/away", Response::redirect(302, "gopher://user:secret@h.example/"));
    server.answer("/cut", Response::ok(BODY).length(Some(100)));
    for target in ["/404", "/404?token=secret", "/round", "/away", "/cut", &format!("/cut#sha256={DIGEST}0")]
    {
        let error = get(&with_user(&server, target)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    let error = get("ftp://user:secret@h.example/").unwrap_err();
    assert_eq!(error.to_string(), "cannot fetch ftp://****@h.example/: only http and https are fetched");
}

#[test]
fn what_is_too_large_is_an_error() {
    let server = Server::start();
    server.answer("/said", Response::ok(BODY));
    server.answer("/unsaid", Response::ok(BODY).length(None));
    server.answer(
        "/chunked",
        Response::ok("c\r\nsix==1.17.0\n\r\n0\r\n\r\n").length(None).header("Transfer-Encoding", "chunked"),
    );
    // It would never end.
    server.answer("/promised", Response::ok(BODY).length(Some(usize::MAX / 2)));
    let exact = BODY.len() as u64;
    for target in ["/said", "/unsaid", "/chunked"] {
        let fits = get_within(&server.url(target), &Limits { bytes: exact, ..Limits::default() });
        assert_eq!(fits.unwrap().bytes, BODY.as_bytes(), "{target}");
        let error =
            get_within(&server.url(target), &Limits { bytes: exact - 1, ..Limits::default() }).unwrap_err();
        assert_eq!(error, FetchError::TooLarge { url: server.url(target), limit: exact - 1 });
    }
    assert!(matches!(get(&server.url("/promised")), Err(FetchError::TooLarge { .. })));
}

#[test]
fn a_body_that_is_cut_is_an_error() {
    let server = Server::start();
    server.answer("/length", Response::ok(BODY).length(Some(BODY.len() + 1)));
    server.answer(
        "/chunked",
        Response::ok("c\r\nsix==1.17.0\n\r\n").length(None).header("Transfer-Encoding", "chunked"),
    );
    server.answer(
        "/chunk",
        Response::ok("ff\r\nsix==1.17.0\n").length(None).header("Transfer-Encoding", "chunked"),
    );
    for target in ["/length", "/chunked", "/chunk"] {
        let error = get(&server.url(target)).unwrap_err();
        assert_eq!(error, FetchError::Cut { url: server.url(target), received: BODY.len() as u64 });
    }
}

#[test]
fn what_is_no_http_is_an_error() {
    let server = Server::start();
    server.answer("/chunks", Response::ok("zz\r\n").length(None).header("Transfer-Encoding", "chunked"));
    server.answer("/lengths", Response::ok(BODY).header("Content-Length", "3"));
    server.answer("/length", Response::ok(BODY).length(None).header("Content-Length", "-1"));
    server.answer("/head", Response::ok(BODY).header("X", &"x".repeat(1 << 20)));
    server.answer("/zip", Response::ok(BODY).header("Content-Encoding", "gzip"));
    for target in ["/chunks", "/lengths", "/length", "/head"] {
        let error = get(&server.url(target)).unwrap_err();
        assert!(matches!(error, FetchError::Protocol { .. }), "{target}: {error:?}");
    }
    let error = get(&server.url("/zip")).unwrap_err();
    assert!(matches!(error, FetchError::Encoding { .. }), "{error:?}");
}

#[test]
fn the_total_limit_holds_against_slow_servers() {
    let server = Server::start();
    server.answer("/late", Response::ok(BODY).late(Duration::from_secs(5)));
    server.answer("/slow", Response::ok("x".repeat(1000)).dripping(Duration::from_millis(20)));
    server.answer(
        "/slow-unsaid",
        Response::ok("x".repeat(1000)).length(None).dripping(Duration::from_millis(20)),
    );
    let limits = Limits { total: Duration::from_millis(300), ..Limits::default() };
    for target in ["/late", "/slow", "/slow-unsaid"] {
        let begin = Instant::now();
        let error = get_within(&server.url(target), &limits).unwrap_err();
        assert_eq!(error, FetchError::Timeout { url: server.url(target), limit: limits.total });
        assert!(begin.elapsed() < Duration::from_secs(4), "{target} took {:?}", begin.elapsed());
    }
}

#[test]
fn digests_are_held() {
    let server = Server::start();
    server.answer("/r.txt", Response::ok(BODY));
    assert!(get(&server.url(&format!("/r.txt#SHA256={}", DIGEST.to_uppercase()))).is_ok());
    let other = "0".repeat(64);
    let error = get(&server.url(&format!("/r.txt#sha256={other}"))).unwrap_err();
    assert_eq!(
        error,
        FetchError::Digest { url: server.url("/r.txt"), expected: other, found: DIGEST.into() }
    );
    let before = server.requests().len();
    assert!(matches!(get(&server.url("/r.txt#sha256=beef")), Err(FetchError::Pin { .. })));
    assert_eq!(server.requests().len(), before, "nothing is fetched for a digest that is none");
}

#[test]
fn proxies_are_used() {
    let proxy = Server::start();
    proxy.answer("h.example:80", Response::status(403));
    let network = Network {
        http_proxy: Some(proxy.url("").replace("http://", "http://user:secret@")),
        no_proxy: Some("127.0.0.1".into()),
        ..Network::default()
    };
    let client = Client::new(&network).unwrap();
    let error = client.get("http://h.example/r.txt", &Limits::default()).unwrap_err();
    assert!(matches!(error, FetchError::Proxy { .. }), "{error:?}");
    assert!(!format!("{error} {error:?} {client:?}").contains("secret"), "{error:?} {client:?}");
    let requests = proxy.requests();
    assert_eq!((requests[0].method.as_str(), requests[0].target.as_str()), ("CONNECT", "h.example:80"));
    assert_eq!(requests[0].header("proxy-authorization"), Some("Basic dXNlcjpzZWNyZXQ="));

    let server = Server::start();
    server.answer("/r.txt", Response::ok(BODY));
    assert!(client.get(&server.url("/r.txt"), &Limits::default()).is_ok(), "no proxy for the loopback");
}

#[test]
fn a_server_that_hangs_up_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        for greeting in ["", "HTTP/1.1 20", "SSH-2.0-x\r\n"] {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(greeting.as_bytes()).unwrap();
        }
    });
    let error = get(&url).unwrap_err();
    answering.join().unwrap();
    assert!(matches!(error, FetchError::Connection { .. } | FetchError::Protocol { .. }), "{error:?}");
}
