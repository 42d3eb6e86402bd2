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

    /// A server whose connections are something around TCP: TLS. `wrap` may give a connection up.
    ///
    /// # Panics
    ///
    /// If the loopback has no port left.
    #[must_use]
    pub fn start_within(
        wrap: impl Fn(TcpStream) -> Option<Box<dyn Connection>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("the loopback has a port");
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
