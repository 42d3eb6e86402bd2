//! Questions in JSON.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use fetter_client::Network;
use fetter_client::http::{Address, Client, FetchError, Fetched, Limits, Retry};
use fetter_testkit::server::{Response, Server};

const QUESTION: &[u8] = b"{\"queries\":[]}";

fn limits() -> Limits {
    let retry = Retry { attempts: 5, pause: Duration::from_millis(1), ..Limits::of_service().retry };
    Limits { bytes: 100_000, total: Duration::from_secs(20), retry, ..Limits::of_service() }
}

fn post_within(url: &str, limits: &Limits) -> Result<Fetched, FetchError> {
    let client = Client::new(&Network::default()).unwrap();
    client.post_json(&Address::new(url).unwrap(), QUESTION, limits, Instant::now() + limits.total)
}

fn post(server: &Server, target: &str) -> Result<Fetched, FetchError> {
    post_within(&server.url(target), &limits())
}

#[test]
fn a_question_is_asked() {
    let server = Server::start();
    server.answer_to("POST", "/v1/ask", Response::json("{}"));
    let fetched = post_within(&server.url("/v1/ask").replace("//", "//user:secret@"), &limits()).unwrap();
    assert_eq!((fetched.bytes.as_slice(), fetched.url), (b"{}".as_slice(), server.url("/v1/ask")));
    assert_eq!(fetched.content_type.as_deref(), Some("application/json"));
    let request = &server.requests()[0];
    assert_eq!((request.method.as_str(), request.body.as_slice()), ("POST", QUESTION));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    assert_eq!(request.header("authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
}

#[test]
fn what_may_pass_is_asked_again() {
    let server = Server::start();
    for passing in [
        Response::status(503),
        Response::status(429).header("Retry-After", "0"),
        Response::hang_up(),
        Response::json("{}").cut_after(1),
    ] {
        server.answer("/ask", passing);
    }
    server.answer("/ask", Response::json("{}"));
    assert_eq!(post(&server, "/ask").unwrap().bytes, b"{}");
    assert!(server.requests().iter().all(|request| request.body == QUESTION), "the same each time");
    assert_eq!(server.requests().len(), 5);

    for status in [500, 502, 503, 504, 429] {
        let (target, before) = (format!("/{status}"), server.requests().len());
        server.answer(&target, Response::status(status));
        let error = post(&server, &target).unwrap_err();
        assert!(matches!(error, FetchError::Status { status: found, .. } if found == status), "{error:?}");
        assert_eq!(server.requests().len() - before, 5, "{status}");
    }
}

#[test]
fn a_server_is_left_alone_for_as_long_as_it_says() {
    let server = Server::start();
    server.answer("/ask", Response::status(429).header("Retry-After", "1"));
    server.answer("/ask", Response::json("{}"));
    let begun = Instant::now();
    assert!(post(&server, "/ask").is_ok());
    assert!(begun.elapsed() >= Duration::from_secs(1));

    for after in ["21", "31", "99999999999999999999999"] {
        server.answer(&format!("/{after}"), Response::status(429).header("Retry-After", after));
        let before = server.requests().len();
        let error = post(&server, &format!("/{after}")).unwrap_err();
        assert!(matches!(error, FetchError::Status { status: 429, .. }), "{error:?}");
        assert_eq!(server.requests().len() - before, 1, "{after}: there is no time for that");
    }
}

#[test]
fn a_refusal_says_why() {
    let server = Server::start();
    let said = r#"{"code":3,"message":"Invalid \u001b[1m query for https://u:p@h.example/","details":[]}"#;
    server.answer("/ask", Response::json(said).with_status(400));
    let error = post(&server, "/ask").unwrap_err();
    let message = "Invalid \\u{1b}[1m query for https://****@h.example/".to_owned();
    assert_eq!(error, FetchError::Refused { url: server.url("/ask"), status: 400, message });
    for (target, body) in [("/text", "no"), ("/list", "[1]"), ("/number", r#"{"message":3}"#), ("/none", "")]
    {
        server.answer(target, Response::ok(body).with_status(400));
        let error = post(&server, target).unwrap_err();
        assert!(matches!(error, FetchError::Status { status: 400, .. }), "{error:?}");
    }
    server.answer(
        "/long",
        Response::json(format!("{{\"message\":\"{}\"}}", "x".repeat(9_000))).with_status(400),
    );
    assert!(post(&server, "/long").unwrap_err().to_string().len() < 1000);
    server.answer("/endless", Response::endless().with_status(400));
    assert!(matches!(post(&server, "/endless"), Err(FetchError::Status { status: 400, .. })));
    assert_eq!(server.requests().len(), 7, "none of these is worth another attempt");
}

#[test]
fn a_question_goes_nowhere_else() {
    let (server, other) = (Server::start(), Server::start());
    server.answer("/moved", Response::redirect(308, "/ask"));
    server.answer("/ask", Response::json("{}"));
    assert!(post(&server, "/moved").is_ok());
    assert_eq!(server.requests()[1].body, QUESTION);
    server.answer("/away", Response::redirect(307, &other.url("/ask")));
    server.answer("/get", Response::redirect(302, "/ask"));
    server.answer("/see", Response::redirect(303, "/ask"));
    for target in ["/away", "/get", "/see"] {
        let error = post(&server, target).unwrap_err();
        assert!(matches!(error, FetchError::Location { .. }), "{error:?}");
    }
    server.answer("/round", Response::redirect(307, "/round"));
    assert!(matches!(post(&server, "/round"), Err(FetchError::Redirects { .. })));
    assert_eq!(other.requests(), []);
}

#[test]
fn a_kept_connection_that_was_closed_is_no_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/ask", listener.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            while !request.ends_with(QUESTION) {
                let mut piece = [0; 1024];
                let read = stream.read(&mut piece).unwrap();
                request.extend_from_slice(&piece[..read]);
            }
            // It promises to keep the connection, and does not.
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        }
    });
    let client = Client::new(&Network::default()).unwrap();
    for _ in 0..3 {
        let deadline = Instant::now() + limits().total;
        let fetched = client.post_json(&Address::new(&url).unwrap(), QUESTION, &limits(), deadline);
        assert_eq!(fetched.unwrap().bytes, b"{}");
    }
    answering.join().unwrap();
}

#[test]
fn limits_hold() {
    let server = Server::start();
    server.answer("/hang", Response::hanging());
    server.answer("/drip", Response::ok("x".repeat(1000)).dripping(Duration::from_millis(20)));
    server.answer("/stop", Response::ok(QUESTION).hanging_after(3));
    let short = Limits { total: Duration::from_millis(200), ..limits() };
    for target in ["/hang", "/drip", "/stop"] {
        let error = post_within(&server.url(target), &short).unwrap_err();
        assert_eq!(error, FetchError::Timeout { url: server.url(target), limit: short.total });
    }
    server.answer("/endless", Response::endless());
    server.answer("/garbage", Response::garbage(100_001));
    for target in ["/endless", "/garbage"] {
        let error = post(&server, target).unwrap_err();
        assert_eq!(error, FetchError::TooLarge { url: server.url(target), limit: 100_000 });
    }
    let error = post(&server, "/x#sha256=00").unwrap_err();
    assert!(matches!(error, FetchError::Pin { .. }), "{error:?}");
}

#[test]
fn a_form_is_sent_once_and_of_a_refusal_only_the_status_is_told() {
    let server = Server::start();
    let send = |target: &str, credentials: Option<(&str, &str)>| {
        let client = Client::new(&Network::default()).unwrap();
        let deadline = Instant::now() + limits().total;
        let address = Address::new(&server.url(target)).unwrap();
        client.post_form(&address, credentials, b"code=secret", &limits(), deadline)
    };
    server.answer("/taken", Response::json("{}"));
    assert_eq!(send("/taken", Some(("a:b", "c"))).unwrap().bytes, b"{}");
    let asked = server.requests().remove(0);
    assert_eq!((asked.method.as_str(), asked.body.as_slice()), ("POST", b"code=secret".as_slice()));
    assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(asked.header("authorization"), Some("Basic YTpiOmM="));
    // It may have been taken: it is not sent again, and not to anybody else.
    server.answer("/busy", Response::status(503));
    server.answer("/moved", Response::redirect(307, "http://127.0.0.1:9/"));
    server.answer("/refused", Response::json("{\"message\": \"code=secret is wrong\"}").with_status(400));
    for target in ["/busy", "/moved", "/refused"] {
        let before = server.requests().len();
        let error = send(target, None).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
        assert_eq!(server.requests().len(), before + 1, "{target}");
        assert_eq!(server.requests()[before].header("authorization"), None);
    }
}
