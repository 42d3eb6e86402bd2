//! Answering.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::patient::Patient;
use super::places::{Place, Places};
use super::wire::{AnswerDocument, Question};

/// How long a question may be, in bytes.
const QUESTION: u64 = 16 * 1024;
/// How long a question and its answer may take together.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The user's id.
    pub user: u32,
}

impl Peer {
    /// Whether everything may be said.
    #[must_use]
    pub const fn is_root(self) -> bool {
        self.user == 0
    }
}

/// Something that knows answers. It is asked from several threads.
pub trait Answers: Send + Sync {
    /// Answers.
    fn answer(&self, question: &Question, peer: Peer) -> AnswerDocument;
}

/// A socket that questions come in at. What it answers, it answers in threads of its own; it ends with the value.
#[derive(Debug)]
pub struct Listener {
    path: PathBuf,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Listens. What an agent that is gone left there is replaced; anything else that is there is an error.
    pub fn new(path: &Path, answers: Arc<dyn Answers>) -> io::Result<Self> {
        clear(path)?;
        let listener = UnixListener::bind(path)?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666))?;
        let ended = Arc::new(AtomicBool::new(false));
        let is_ended = Arc::clone(&ended);
        let thread = std::thread::Builder::new()
            .name("ask".to_owned())
            .spawn(move || listen(&listener, &answers, &is_ended))?;
        Ok(Self { path: path.to_path_buf(), ended, thread: Some(thread) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Whoever waits for somebody to come is woken by somebody who comes.
        let _ = UnixStream::connect(&self.path);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Removes a socket at which nobody listens.
fn clear(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(status) if !status.file_type().is_socket() => {
            Err(io::Error::new(io::ErrorKind::AlreadyExists, "something that is no socket is in its place"))
        }
        Ok(_) if UnixStream::connect(path).is_ok() => {
            Err(io::Error::new(io::ErrorKind::AddrInUse, "another agent runs"))
        }
        Ok(_) => std::fs::remove_file(path),
    }
}

fn listen(listener: &UnixListener, answers: &Arc<dyn Answers>, ended: &AtomicBool) {
    let places = Arc::new(Places::default());
    for stream in listener.incoming() {
        if ended.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else {
            // No descriptors are left, say: that passes, and must not turn into a loop.
            std::thread::sleep(Duration::from_millis(100));
            continue;
        };
        let Ok(peer) = rustix::net::sockopt::socket_peercred(&stream) else { continue };
        let peer = Peer { user: peer.uid.as_raw() };
        // Whoever comes when there is no place is sent away.
        let Some(place) = places.take(peer.user) else { continue };
        let answers = Arc::clone(answers);
        // Where there is no thread, the place is given back with what it was to do.
        let _ = std::thread::Builder::new().name("answer".to_owned()).spawn(move || {
            let _ = hear(stream, peer, &*answers);
            drop::<Place>(place);
        });
    }
}

fn hear(stream: UnixStream, peer: Peer, answers: &dyn Answers) -> io::Result<()> {
    let mut stream = Patient::new(stream, PATIENCE);
    let mut line = Vec::new();
    BufReader::new((&mut stream).take(QUESTION)).read_until(b'\n', &mut line)?;
    let answer = match serde_json::from_slice::<Question>(&line) {
        Ok(question) => answers.answer(&question, peer),
        Err(error) => AnswerDocument::Error(format!("the question was not understood: {error}")),
    };
    let mut answer = serde_json::to_vec(&answer)?;
    answer.push(b'\n');
    stream.write_all(&answer)
}
