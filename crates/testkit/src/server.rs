//! An HTTP server on the loopback that answers what a test tells it to, also wrongly, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::Duration;

/// How long a client may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection, as it is or within TLS.
pub trait Connection: Read + Write + Send {}

impl<C: Read + Write + Send> Connection for C {}

/// What a server was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `CONNECT` …
    pub method: String,
    /// As the request line has it, with its query.
    pub target: String,
    /// In their order, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The value of the first header of that name, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// What a server answers.
#[derive(Clone, Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// What `Content-Length` says; `None` leaves it out.
    length: Option<usize>,
    /// How long to wait before the head, and before each byte of the body.
    pauses: (Duration, Duration),
}

impl Response {
    /// An answer with a status and no body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            length: Some(0),
            pauses: (Duration::ZERO, Duration::ZERO),
        }
    }

    /// 200 and a body.
    #[must_use]
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self { length: Some(body.len()), body, ..Self::status(200) }
    }

    /// A redirect.
    #[must_use]
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Says another length than the body has, or none.
    #[must_use]
    pub fn length(mut self, length: Option<usize>) -> Self {
        self.length = length;
        self
    }

    /// Waits before the head.
    #[must_use]
    pub fn late(mut self, pause: Duration) -> Self {
        self.pauses.0 = pause;
        self
    }

    /// Waits before each byte of the body.
    #[must_use]
    pub fn dripping(mut self, pause: Duration) -> Self {
        self.pauses.1 = pause;
        self
    }

    fn send(&self, to: &mut dyn Connection) -> std::io::Result<()> {
        sleep(self.pauses.0);
        let mut head = format!("HTTP/1.1 {} Scripted\r\nConnection: close\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        if let Some(length) = self.length {
            write!(head, "Content-Length: {length}\r\n")?;
        }
        head.extend_from_slice(b"\r\n");
        to.write_all(&head)?;
        if self.pauses.1.is_zero() {
            to.write_all(&self.body)?;
            return to.flush();
        }
        for byte in &self.body {
            sleep(self.pauses.1);
            to.write_all(&[*byte])?;
            to.flush()?;
        }
        Ok(())
    }
}

/// Answers by target: the first answer to the first request, and so on; the last one to all that follow.
type Script = HashMap<String, Vec<Response>>;

#[derive(Debug, Default)]
struct State {
    script: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    is_over: AtomicBool,
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
                if shared.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let (state, wrap) = (Arc::clone(&shared), Arc::clone(&wrap));
                // A client that hangs up is what some tests are about.
                spawn(move || {
                    let _ = stream.set_read_timeout(Some(PATIENCE));
                    wrap(stream).map(|connection| serve(connection, &state))
                });
            }
        });
        Self { address, state, accepting: Some(accepting) }
    }

    /// Adds an answer to a target, which begins with `/`.
    pub fn answer(&self, target: &str, response: Response) {
        let mut script = self.state.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.entry(target.to_owned()).or_default().push(response);
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

    /// All that it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
        let _ = self.accepting.take().map(JoinHandle::join);
    }
}

fn serve(connection: Box<dyn Connection>, state: &State) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection);
    let Some(request) = read_request(&mut reader)? else { return Ok(()) };
    let response = {
        let mut script = state.script.lock().unwrap_or_else(PoisonError::into_inner);
        match script.get_mut(&request.target) {
            Some(answers) if answers.len() > 1 => answers.remove(0),
            Some(answers) => answers.first().cloned().unwrap_or_else(|| Response::status(404)),
            None => Response::status(404),
        }
    };
    state.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    response.send(reader.get_mut())
}

fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<Request>> {
    let mut lines = reader.lines();
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    let mut words = first.split(' ').map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let mut headers = Vec::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(Some(Request { method, target, headers }))
}
