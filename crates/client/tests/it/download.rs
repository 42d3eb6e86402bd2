//! Large files, from servers that mean well and from others.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};
use std::time::Duration;

use fetter_client::Network;
use fetter_client::http::{Address, Client, Download, Downloaded, FetchError, Limits, Progress, Retry, Sink};
use fetter_testkit::Scratch;
use fetter_testkit::server::{Request, Response, Server};

const ETAG: &str = "\"v1\"";

/// `sha256sum` of [`body`].
const DIGEST: &str = "0f962a88d9ec9fd32f4aee63d7c19c24465868740e4843450b89e05e67d538f7";

/// 100,000 bytes, of which no two parts are alike.
fn body() -> Vec<u8> {
    (0..20_000_u32).flat_map(|number| format!("{number:05}").into_bytes()).collect()
}

/// Short pauses, and limits that no busy machine reaches.
fn limits() -> Limits {
    Limits {
        total: Duration::from_secs(60),
        idle: Some(Duration::from_secs(20)),
        retry: Retry { pause: Duration::from_millis(1), ..Limits::of_download().retry },
        ..Limits::of_download()
    }
}

fn download_since(
    url: &str,
    since: Option<&Download>,
    limits: &Limits,
) -> (Result<Downloaded, FetchError>, Vec<u8>) {
    let client = Client::new(&Network::default()).unwrap();
    // What the sink held is no part of the file.
    let mut sink = b"of old".to_vec();
    let ended = client.download(&Address::new(url).unwrap(), &mut sink, since, limits, &|_| {});
    if !matches!(ended, Ok(Downloaded::Whole(_))) {
        assert_eq!(sink, b"", "what was not fetched whole is not there: {ended:?}");
    }
    (ended, sink)
}

fn download(url: &str) -> Result<Download, FetchError> {
    let (ended, sink) = download_since(url, None, &limits());
    ended.map(|ended| {
        let download = whole(ended);
        assert!(sink == body(), "other bytes: {} of them", sink.len());
        assert_eq!((download.length, download.sha256.as_str()), (sink.len() as u64, DIGEST));
        download
    })
}

fn whole(ended: Downloaded) -> Download {
    match ended {
        Downloaded::Whole(download) => Some(download),
        Downloaded::NotModified => None,
    }
    .unwrap()
}

fn ranges(server: &Server) -> Vec<Option<String>> {
    server.requests().iter().map(|request| request.header("range").map(str::to_owned)).collect()
}

#[test]
fn a_file_is_downloaded_with_what_is_to_be_known_of_it() {
    let server = Server::start();
    let response = Response::ranged(body(), ETAG).header("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT");
    server.answer("/all.zip", response);
    server.answer("/latest", Response::redirect(302, "/all.zip"));
    let scratch = Scratch::new("download");
    let mut file = File::options().create(true).truncate(false).write(true).open(scratch.at("part")).unwrap();
    file.write_all(&b"x".repeat(200_000)).unwrap();
    let address = Address::new(&server.url("/latest").replace("//", "//user:secret@")).unwrap();
    let seen = RefCell::new(Vec::new());
    let progress = |progress: Progress| seen.borrow_mut().push(progress);
    let client = Client::new(&Network::default()).unwrap();
    let ended = client.download(&address, &mut file, None, &limits(), &progress).unwrap();
    let expected = Download {
        length: 100_000,
        sha256: DIGEST.into(),
        etag: Some(ETAG.into()),
        last_modified: Some("Mon, 02 Nov 2026 10:00:00 GMT".into()),
        url: server.url("/all.zip"),
    };
    assert_eq!(ended, Downloaded::Whole(expected));
    assert_eq!(std::fs::read(scratch.at("part")).unwrap(), body());
    let seen = seen.into_inner();
    assert_eq!(seen.first(), Some(&Progress { received: 0, total: Some(100_000) }));
    assert_eq!(seen.last(), Some(&Progress { received: 100_000, total: Some(100_000) }));
    assert!(seen.is_sorted_by_key(|progress| progress.received));
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("identity"));
}

#[test]
fn a_download_is_resumed_where_it_was_cut() {
    let server = Server::start();
    for cut in [30_000, 0, 20_000] {
        server.answer("/all.zip", Response::ranged(body(), ETAG).cut_after(cut));
    }
    server.answer("/all.zip", Response::ranged(body(), ETAG));
    download(&server.url("/all.zip")).unwrap();
    let asked = [None, Some("bytes=30000-"), Some("bytes=30000-"), Some("bytes=50000-")];
    assert_eq!(ranges(&server), asked.map(|range| range.map(str::to_owned)));
    assert!(server.requests()[1..].iter().all(|request| request.header("if-range") == Some(ETAG)));

    // A server that stops sending is left, and asked again.
    server.answer("/stall", Response::ranged(body(), ETAG).hanging_after(40_000));
    server.answer("/stall", Response::ranged(body(), ETAG));
    let short = Limits { idle: Some(Duration::from_millis(200)), ..limits() };
    let (ended, sink) = download_since(&server.url("/stall"), None, &short);
    assert!(ended.is_ok() && sink == body(), "{ended:?}");
}

#[test]
fn without_a_strong_validator_a_download_begins_again() {
    let server = Server::start();
    for (target, header, value) in [
        ("/weak", "ETag", "W/\"v1\""),
        ("/none", "X-Nothing", "1"),
        ("/fresh", "Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT"),
    ] {
        server.answer(target, Response::ok(body()).header(header, value).cut_after(50_000));
        server.answer(target, Response::ok(body()).header(header, value));
        let download = download(&server.url(target)).unwrap();
        assert_eq!(download.etag.is_some(), target == "/weak");
    }
    assert_eq!(ranges(&server), vec![None; 6]);
}

#[test]
fn what_does_not_continue_the_file_is_not_joined_to_it() {
    let part = |range: &str| Response::ok(&body()[50_000..]).with_status(206).header("Content-Range", range);
    let good = "bytes 50000-99999/100000";
    let changed = [b"y".repeat(50_000), body()[50_000..].to_vec()].concat();
    for (name, second) in [
        ("no part", Response::ok(&body()[50_000..]).with_status(206)),
        ("another part", part("bytes 40000-89999/100000")),
        ("a longer file", part("bytes 50000-99999/100001")),
        ("a contradiction", part("bytes 50000-100000/100000")),
        ("several parts", part(good).header("Content-Range", "bytes 1-2/3").with_status(416)),
        ("another length", part("bytes 50000-99998/100000")),
        ("no sense", part("bytes fifty-all/many")),
        ("another version", part(good).header("ETag", "\"v2\"")),
        ("not to be had", Response::status(416).header("Content-Range", "bytes */50000")),
        ("the file anew", Response::ok(changed).header("ETag", "\"v2\"").cut_after(70_000)),
    ] {
        let server = Server::start();
        server.answer("/all.zip", Response::ranged(body(), ETAG).cut_after(50_000));
        server.answer("/all.zip", second);
        server.answer("/all.zip", Response::ranged(body(), "\"v3\""));
        let download = download(&server.url("/all.zip"));
        let download = download.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(download.etag.as_deref(), Some("\"v3\""), "{name}");
        assert_eq!(server.requests().len(), 3, "{name}");
    }
    // What is shorter than asked for is taken, and the rest is asked for.
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(body(), ETAG).cut_after(50_000));
    let short = Response::ok(&body()[50_000..60_000]).with_status(206);
    server.answer("/all.zip", short.header("Content-Range", "bytes 50000-59999/100000"));
    server.answer("/all.zip", Response::ranged(body(), ETAG));
    download(&server.url("/all.zip")).unwrap();
    assert_eq!(ranges(&server)[2].as_deref(), Some("bytes=60000-"));
}

#[test]
fn failures_that_do_not_pass_are_errors_and_leave_nothing() {
    let server = Server::start();
    let ranged = || Response::ranged(body(), ETAG);
    let whole = body().len();
    server.answer("/cut", ranged().cut_after(0));
    server.answer("/head", Response::hang_up());
    server.answer("/hang", Response::hanging());
    server.answer("/stall", ranged().hanging_after(10));
    server.answer("/busy", Response::status(503));
    server.answer("/longer", Response::ok(body()).length(Some(whole + 1)));
    server.answer("/endless", Response::endless());
    server.answer("/huge", ranged().length(Some(usize::MAX / 2)));
    server.answer("/large", Response::garbage(10_000_000));
    server.answer("/zip", ranged().header("Content-Encoding", "gzip"));
    server.answer("/unasked", ranged().with_status(206));
    server.answer("/unmodified", Response::status(304));
    server.answer("/measureless", Response::ok(body()).length(None));
    server.answer("/drip", ranged().dripping(Duration::from_millis(20)));
    let retry = Retry { attempts: 2, ..limits().retry };
    let long = Limits { bytes: 1_000_000, retry, ..limits() };
    let short = Limits { idle: Some(Duration::from_millis(150)), ..long };
    for (target, is_it, attempts) in [
        (
            "/cut",
            (|error| matches!(error, FetchError::Cut { received: 0, .. })) as fn(&FetchError) -> bool,
            2,
        ),
        ("/head", |error| matches!(error, FetchError::Connection { .. }), 2),
        ("/hang", |error| matches!(error, FetchError::Stalled { .. }), 2),
        ("/stall", |error| matches!(error, FetchError::Stalled { .. }), 2),
        ("/busy", |error| matches!(error, FetchError::Status { status: 503, .. }), 2),
        ("/longer", |error| matches!(error, FetchError::Cut { received: 100_000, .. }), 2),
        ("/endless", |error| matches!(error, FetchError::Unmeasured { .. }), 1),
        ("/huge", |error| matches!(error, FetchError::TooLarge { limit: 1_000_000, .. }), 1),
        ("/large", |error| matches!(error, FetchError::TooLarge { .. }), 1),
        ("/zip", |error| matches!(error, FetchError::Encoding { .. }), 1),
        ("/unasked", |error| matches!(error, FetchError::Status { status: 206, .. }), 1),
        ("/unmodified", |error| matches!(error, FetchError::Status { status: 304, .. }), 1),
        ("/measureless", |error| matches!(error, FetchError::Unmeasured { .. }), 1),
        ("/404", |error| matches!(error, FetchError::Status { status: 404, .. }), 1),
    ] {
        let before = server.requests().len();
        let limits = if ["/hang", "/stall"].contains(&target) { short } else { long };
        let error = download_since(&server.url(target), None, &limits).0.unwrap_err();
        assert!(is_it(&error), "{target}: {error:?}");
        assert_eq!(server.requests().len() - before, attempts, "{target}");
    }
    let total = Duration::from_millis(200);
    let error = download_since(&server.url("/drip"), None, &Limits { total, ..long }).0.unwrap_err();
    assert_eq!(error, FetchError::Timeout { url: server.url("/drip"), limit: total });
}

#[test]
fn attempts_that_bring_much_are_not_counted() {
    let much = body().repeat(100);
    let server = Server::start();
    let piece = 1_500_000;
    server.answer("/all.zip", Response::ranged(much.clone(), ETAG).cut_after(piece));
    let few = Limits { retry: Retry { attempts: 2, ..limits().retry }, ..limits() };
    let (ended, sink) = download_since(&server.url("/all.zip"), None, &few);
    assert!(ended.is_ok() && sink == much, "{ended:?}");
    assert_eq!(server.requests().len(), much.len().div_ceil(piece));

    // Without parts the same bytes come again and again, which brings nothing.
    server.answer("/again", Response::ok(much).cut_after(piece));
    let error = download_since(&server.url("/again"), None, &few).0.unwrap_err();
    assert!(matches!(error, FetchError::Cut { .. }), "{error:?}");
}

#[test]
fn digests_of_the_address_and_chunks_tell_the_end() {
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(body(), ETAG).cut_after(10_000));
    server.answer("/all.zip", Response::ranged(body(), ETAG));
    download(&server.url(&format!("/all.zip#sha256={DIGEST}"))).unwrap();
    server.answer("/measureless", Response::ok(body()).length(None));
    download(&server.url(&format!("/measureless#sha256={DIGEST}"))).unwrap();
    let chunks = [b"186a0\r\n".to_vec(), body(), b"\r\n0\r\n\r\n".to_vec()].concat();
    let chunked = Response::ok(chunks).length(None).header("Transfer-Encoding", "chunked");
    server.answer("/chunked", chunked.clone().cut_after(50_000));
    server.answer("/chunked", chunked);
    download(&server.url("/chunked")).unwrap();

    let other = "0".repeat(64);
    let error = download(&server.url(&format!("/all.zip#sha256={other}"))).unwrap_err();
    let url = server.url("/all.zip");
    assert_eq!(error, FetchError::Digest { url, expected: other, found: DIGEST.into() });
    let error = download(&server.url("/all.zip#sha512=00")).unwrap_err();
    assert!(matches!(error, FetchError::Pin { .. }), "{error:?}");
}

#[test]
fn what_is_there_already_is_not_fetched_again() {
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(body(), ETAG));
    let url = server.url("/all.zip");
    let first = download(&url).unwrap();
    let again = |url: &str, since: &Download| download_since(url, Some(since), &limits()).0;
    assert_eq!(again(&url, &first), Ok(Downloaded::NotModified));
    assert_eq!(server.requests()[1].header("if-none-match"), Some(ETAG));
    let older = Download { etag: Some("\"v0\"".into()), ..first.clone() };
    assert_eq!(again(&url, &older), Ok(Downloaded::Whole(first.clone())));
    let damaged = Download { etag: Some("\"v1\"\r\nX: y".into()), ..first.clone() };
    assert_eq!(again(&url, &damaged), Ok(Downloaded::Whole(first.clone())));

    // What was fetched earlier counts only if it is what the address promises.
    let pinned = format!("{url}#sha256={DIGEST}");
    assert_eq!(again(&pinned, &first), Ok(Downloaded::NotModified));
    let others = Download { sha256: "0".repeat(64), ..first.clone() };
    assert_eq!(again(&pinned, &others), Ok(Downloaded::Whole(first.clone())));

    // Also where a part of another version came first.
    server.answer("/back", Response::ok(body()).header("ETag", "W/\"v2\"").cut_after(50_000));
    server.answer("/back", Response::ranged(body(), ETAG));
    assert_eq!(again(&server.url("/back"), &first), Ok(Downloaded::NotModified));

    // By its date, where there is no tag.
    let date = "Mon, 02 Nov 2026 10:00:00 GMT";
    server.answer_with("/dated", move |request: &Request| {
        let is_same = request.header("if-modified-since") == Some(date);
        if is_same { Response::status(304) } else { Response::ok(body()).header("Last-Modified", date) }
    });
    let dated = download(&server.url("/dated")).unwrap();
    assert_eq!(again(&server.url("/dated"), &dated), Ok(Downloaded::NotModified));
}

/// A disk without space for more than some bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("no space left"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Full {
    fn restart(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let server = Server::start();
    server.answer("/all.zip", Response::ranged(body(), ETAG));
    let client = Client::new(&Network::default()).unwrap();
    let address = Address::new(&server.url("/all.zip")).unwrap();
    let error = client.download(&address, &mut Full(60_000), None, &limits(), &|_| {}).unwrap_err();
    assert!(matches!(&error, FetchError::Write { reason, .. } if reason == "no space left"), "{error:?}");
    assert_eq!(server.requests().len(), 1, "another attempt would end likewise");
}
