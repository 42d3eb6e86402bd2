//! An HTTP server on the loopback that answers what a test tells it to, also wrongly, and remembers what it was asked.
//!
//! ```
//! use fetter_testkit::server::{Response, Server};
//!
//! let server = Server::start();
//! server.answer("/r.txt", Response::status(503)); // to the first request,
//! server.answer("/r.txt", Response::ok("six\n")); // and to all that follow
//! server.answer_to("POST", "/ask", Response::json("{}"));
//! server.answer("/big.zip", Response::ranged(vec![0; 9], "\"v1\"").cut_after(4)); // resumed, each answer is cut
//! server.answer_with("/echo", |request| Response::ok(request.body.clone()));
//! assert!(server.url("/r.txt").ends_with("/r.txt") && server.requests().is_empty());
//! ```
//!
//! A server ends when it is dropped, whatever its answers wait for.

mod over;
mod request;
mod response;
mod script;

use std::io::{BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use over::Over;
pub use request::Request;
pub use response::Response;
use script::Script;

/// How long a client may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection, as it is or within TLS.
pub trait Connection: Read + Write + Send {}

impl<C: Read + Write + Send> Connection for C {}

#[derive(Debug, Default)]
struct State {
    script: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    over: Over,
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that knows nothing yet, and answers everything with 404.
    ///
    /// # Panics
    ///
    /// If the loopback has no port left.
    #[must_use]
    pub fn start() -> Self {
        Self::start_within(|stream| Some(Box::new(stream)))
    }

    /// A server at that port of the loopback; 0 for any.
    ///
    /// # Panics
    ///
    /// If the port is taken.
    #[must_use]
    pub fn start_at(port: u16) -> Self {
        Self::listen(port, |stream| Some(Box::new(stream)))
    }

    /// A server whose connections are something around TCP: TLS. `wrap` may give a connection up.
    ///
    /// # Panics
    ///
    /// If the loopback has no port left.
    #[must_use]
    pub fn start_within(
        wrap: impl Fn(TcpStream) -> Option<Box<dyn Connection>> + Send + Sync + 'static,
    ) -> Self {
        Self::listen(0, wrap)
    }

    fn listen(
        port: u16,
        wrap: impl Fn(TcpStream) -> Option<Box<dyn Connection>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("the loopback has a port");
        let address = listener.local_addr().expect("a listener has an address");
        let state = Arc::new(State::default());
        let (shared, wrap) = (Arc::clone(&state), Arc::new(wrap));
        let accepting = spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.over.is_now() {
                    return;
                }
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (state, wrap) = (Arc::clone(&shared), Arc::clone(&wrap));
                // A client that hangs up is what some tests are about.
                spawn(move || {
                    let _ = stream.set_read_timeout(Some(PATIENCE));
                    // Head and body of an answer do not wait for each other.
                    let _ = stream.set_nodelay(true);
                    // A client that does not read what it was sent does not hold this thread for ever.
                    let _ = stream.set_write_timeout(Some(PATIENCE));
                    wrap(stream).map(|connection| serve(connection, &state))
                });
            }
        });
        Self { address, state, accepting: Some(accepting) }
    }

    /// Adds an answer to a target, which begins with `/`, by any method.
    pub fn answer(&self, target: &str, response: Response) {
        self.change(|script| script.add(None, target, response));
    }

    /// Adds an answer to a method and a target.
    pub fn answer_to(&self, method: &str, target: &str, response: Response) {
        self.change(|script| script.add(Some(method), target, response));
    }

    /// Answers a target, where nothing else was said of it, with what is made of each request.
    pub fn answer_with(&self, target: &str, answer: impl Fn(&Request) -> Response + Send + Sync + 'static) {
        self.change(|script| script.add_answerer(Some(target), Arc::new(answer)));
    }

    /// Answers every target of which nothing was said with what is made of each request, in place of 404.
    pub fn answer_otherwise(&self, answer: impl Fn(&Request) -> Response + Send + Sync + 'static) {
        self.change(|script| script.add_answerer(None, Arc::new(answer)));
    }

    fn change(&self, how: impl FnOnce(&mut Script)) {
        how(&mut self.state.script.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The URL of a target.
    #[must_use]
    pub fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// The address and port of it.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were made to it so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// All that it was asked so far, in the order in which it came.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.over.tell();
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
        let _ = self.accepting.take().map(JoinHandle::join);
    }
}

fn serve(connection: Box<dyn Connection>, state: &State) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection);
    while let Some(request) = Request::read(&mut reader)? {
        let found = state.script.lock().unwrap_or_else(PoisonError::into_inner).find(&request);
        // Remembered before it is answered: who has the answer may ask for the requests at once.
        state.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        let response = found.unwrap_or_else(|answerer| answerer(&request)).to(&request);
        response.send(reader.get_mut(), &state.over)?;
        if !response.keeps() || state.over.is_now() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends a request, and reads until the server closes the connection.
    fn said(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address()).expect("a server accepts");
        stream.write_all(request.as_bytes()).expect("a server reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("a server closes");
        String::from_utf8(answer).expect("a test's answers are text")
    }

    fn status(answer: &str) -> &str {
        answer.split(' ').nth(1).unwrap_or_default()
    }

    #[test]
    fn answers_are_found_by_method_target_and_closure() {
        let server = Server::start();
        server.answer_to("POST", "/a", Response::status(201));
        server.answer("/a", Response::status(202));
        server.answer_with("/b", |request| Response::ok(request.body.clone()).with_status(203));
        let post = |target| said(&server, &format!("POST {target} HTTP/1.1\r\nContent-Length: 2\r\n\r\nxy"));
        assert_eq!(status(&post("/a")), "201");
        assert_eq!(status(&said(&server, "GET /a HTTP/1.1\r\n\r\n")), "202");
        assert!(post("/b").ends_with("\r\n\r\nxy"));
        assert_eq!(status(&post("/c")), "404");
        server.answer_otherwise(|_| Response::status(204));
        assert_eq!(status(&post("/c")), "204");
        assert_eq!(server.requests()[0].body, b"xy");
    }

    #[test]
    fn what_is_cut_was_not_asked() {
        let server = Server::start();
        for cut in
            ["POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nxy", "GET /a HTTP/1.1\r\nAccept: a", "GET /a"]
        {
            let mut stream = TcpStream::connect(server.address()).expect("a server accepts");
            stream.write_all(cut.as_bytes()).expect("a server reads");
            stream.shutdown(std::net::Shutdown::Write).expect("it is open");
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).expect("a server closes");
            assert_eq!((answer.len(), server.requests().len()), (0, 0), "{cut}");
        }
    }

    #[test]
    fn parts_are_sent_of_the_same_version_only() {
        let server = Server::start();
        server.answer("/x", Response::ranged("0123456789", "\"a\""));
        let get = |headers: &str| said(&server, &format!("GET /x HTTP/1.1\r\n{headers}\r\n"));
        for (headers, code, body) in [
            ("", "200", "0123456789"),
            ("Range: bytes=7-\r\n", "206", "789"),
            ("Range: bytes=7-\r\nIf-Range: \"a\"\r\n", "206", "789"),
            ("Range: bytes=7-\r\nIf-Range: \"b\"\r\n", "200", "0123456789"),
            ("Range: bytes=10-\r\n", "416", ""),
            ("If-None-Match: \"a\"\r\n", "304", ""),
            ("If-None-Match: \"b\"\r\n", "200", "0123456789"),
        ] {
            let answer = get(headers);
            assert_eq!(status(&answer), code, "{headers}");
            assert!(answer.ends_with(&format!("\r\n\r\n{body}")), "{headers}: {answer}");
        }
        assert!(get("Range: bytes=7-\r\n").contains("Content-Range: bytes 7-9/10\r\n"));
    }

    #[test]
    fn what_hangs_ends_with_the_server() {
        let server = Server::start();
        server.answer("/hang", Response::hanging());
        server.answer("/within", Response::ok("0123456789").hanging_after(3));
        server.answer("/late", Response::ok("").late(Duration::from_secs(3600)));
        let streams = ["/hang", "/within", "/late"].map(|target| {
            let mut stream = TcpStream::connect(server.address()).expect("a server accepts");
            write!(stream, "GET {target} HTTP/1.1\r\n\r\n").expect("a server reads");
            stream
        });
        while server.requests().len() < streams.len() {
            std::thread::yield_now();
        }
        drop(server);
        // Without an end of what waits, these would not return.
        let ends = streams.map(|mut stream| {
            let mut answer = String::new();
            stream.read_to_string(&mut answer).map(|_| answer.ends_with("012") || answer.len() < 100)
        });
        assert!(ends.into_iter().all(|end| end.is_ok_and(|end| end)));
    }
}
