//! A server that is started and killed.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use fetter_server::auth::Secret;
use fetter_server::store::{Database, NewToken};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

/// How long a server may take until it listens.
const STARTS: Duration = Duration::from_secs(30);
/// The end of the year 2099.
const NEVER: u64 = 4_102_444_800;

/// A server as a process of its own.
#[derive(Debug)]
pub struct Served {
    program: PathBuf,
    data: PathBuf,
    database: Option<String>,
    /// Where it listens.
    pub address: SocketAddr,
    more: Vec<String>,
    child: Option<Child>,
}

impl Served {
    /// A server with its files in this directory, by this program; on another database than its own where one is named.
    pub fn new(program: &Path, data: &Path, database: Option<&str>) -> anyhow::Result<Self> {
        // A port that was free a moment ago, so that it can be started again at the same one.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let database = database.map(str::to_owned);
        Ok(Self {
            program: program.to_path_buf(),
            data: data.to_path_buf(),
            database,
            address,
            more: Vec::new(),
            child: None,
        })
    }

    /// The same with more on its command line.
    #[must_use]
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.more.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    /// Starts it, and waits until it listens.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new(&self.program);
        command.args(["server", "run", "--plain-http", "--listen", &self.address.to_string()]);
        command.arg("--data").arg(&self.data).args(&self.more);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command.env_clear().stdout(std::process::Stdio::null()).kill_on_drop(true);
        self.child =
            Some(command.spawn().with_context(|| format!("could not start {}", self.program.display()))?);
        let begun = Instant::now();
        while TcpStream::connect(self.address).await.is_err() {
            if begun.elapsed() > STARTS {
                bail!("the server does not listen at {}", self.address);
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Ends it at once (SIGKILL).
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// The id of its process.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().and_then(Child::id)
    }

    /// The address of the database that it works on.
    #[must_use]
    pub fn store(&self) -> String {
        let own = || format!("sqlite:{}", self.data.join("fetter.db").display());
        self.database.clone().unwrap_or_else(own)
    }

    /// That database.
    pub async fn database(&self) -> anyhow::Result<Database> {
        Ok(Database::connect(&self.store()).await?)
    }

    /// A token with which any number of machines can be enrolled.
    pub async fn token(&self) -> anyhow::Result<String> {
        let database = self.database().await?;
        let organisations = database.organisations().await?;
        let organisation = organisations.first().context("the server made no organisation")?.id;
        let group = database.group(organisation, "all").await?;
        let secret = Secret::new("enrol")?;
        let token = NewToken {
            organisation,
            group,
            digest: secret.digest(),
            uses: u64::from(u32::MAX),
            expires: NEVER,
            by: "fetter-sim".to_owned(),
        };
        database.make_token(&token).await?;
        database.close().await;
        Ok(secret.reveal().to_owned())
    }
}
