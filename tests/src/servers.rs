//! PostgreSQL and MariaDB on loopback, started for a test and gone with it. Knows no tables and no queries.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// A database server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// PostgreSQL 15.
    PostgreSql,
    /// MariaDB 10.11.
    MariaDb,
}

/// A server process that ends with the test, and its files with it.
pub struct Server {
    engine: Engine,
    process: Child,
    folder: PathBuf,
    port: String,
    client: PathBuf,
}

impl Server {
    /// Starts an empty server; `None`, and a line for the list of what is skipped, if it is not installed.
    ///
    /// # Panics
    /// If it is installed and does not start.
    #[must_use]
    pub fn start(engine: Engine) -> Option<Self> {
        let names: [&[&str]; 3] = match engine {
            Engine::PostgreSql => [&["postgres"], &["initdb"], &["psql"]],
            Engine::MariaDb => [&["mariadbd", "mysqld"], &["mariadb-install-db"], &["mariadb", "mysql"]],
        };
        let [server, install, client] = names.map(program);
        let (Some(server), Some(install), Some(client)) = (server, install, client) else {
            crate::skipped::skipped(&format!("{engine:?} is not installed"));
            return None;
        };
        let (folder, port) = (folder(), free_port().to_string());
        let made = initialise(engine, &install, &folder);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let process = serve(engine, &server, &folder, &port);
        let started = Self { engine, process, folder, port, client };
        started.until_it_answers();
        if engine == Engine::MariaDb {
            started.send("mysql", "CREATE DATABASE matter;").expect("a database");
        }
        Some(started)
    }

    /// Runs a script in a session of its own: rows as lines, columns separated by tabs, absent values as `NULL`.
    ///
    /// # Errors
    /// What the server says of the first statement that fails.
    pub fn run(&self, script: &str) -> Result<String, String> {
        self.send("matter", script)
    }

    fn send(&self, database: &str, script: &str) -> Result<String, String> {
        let mut command = Command::new(&self.client);
        match self.engine {
            Engine::PostgreSql => {
                command.args(["-h", "127.0.0.1", "-p", &self.port, "-U", "matter", "-d", "postgres", "-X", "-q", "-A"]);
                command.args(["-t", "-F", "\t", "-P", "null=NULL", "-v", "ON_ERROR_STOP=1"]);
            }
            Engine::MariaDb => {
                command.args(["--no-defaults", "-h", "127.0.0.1", "-P", &self.port, "--protocol=tcp", "-u", "root"]);
                command.args(["-N", "-B", "--raw", "--default-character-set=utf8mb4", database]);
            }
        }
        pipe(&mut command, script)
    }

    fn until_it_answers(&self) {
        for _ in 0..300 {
            if self.send("mysql", "SELECT 1;").is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        panic!("the server does not answer: {:?}", self.send("mysql", "SELECT 1;"));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn initialise(engine: Engine, install: &Path, folder: &Path) -> Output {
    let data = folder.join("data");
    let mut command = unprivileged(install);
    match engine {
        Engine::PostgreSql => {
            command.args(["-U", "matter", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "-D"]).arg(data)
        }
        Engine::MariaDb => command
            .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
            .arg(format!("--datadir={}", data.display())),
    };
    command.output().expect("the program runs")
}

fn serve(engine: Engine, server: &Path, folder: &Path, port: &str) -> Child {
    let data = folder.join("data");
    let mut command = unprivileged(server);
    match engine {
        Engine::PostgreSql => command
            .args(["-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c"])
            .arg(format!("unix_socket_directories={}", folder.display()))
            .arg("-D")
            .arg(data),
        Engine::MariaDb => command
            .args(["--no-defaults", "--bind-address=127.0.0.1", "--innodb-flush-log-at-trx-commit=0"])
            .arg(format!("--datadir={}", data.display()))
            // Its own folder also for temporary tables: several servers run side by side.
            .arg(format!("--tmpdir={}", folder.display()))
            .arg(format!("--socket={}", folder.join("s.sock").display()))
            .arg(format!("--port={port}"))
            .arg(format!("--pid-file={}", folder.join("pid").display())),
    };
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts")
}

/// Servers refuse to run as root: an unprivileged user does it then.
fn unprivileged(program: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    command
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("matter-server-{}-{}", std::process::id(), free_port()));
    std::fs::create_dir_all(&folder).expect("a folder");
    // Without the right to do so the servers run as the owner of the folder anyway.
    let _ = Command::new("chown").arg("65534:65534").arg(&folder).stderr(Stdio::null()).status();
    folder
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    folders.push("/usr/sbin".into());
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        // The programs themselves before what may stand in the path in their place.
        folders.splice(0..0, versions.flatten().map(|version| version.path().join("bin")));
    }
    folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name))).find(|path| path.is_file())
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

fn pipe(command: &mut Command, input: &str) -> Result<String, String> {
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| error.to_string())?;
    let (mut stdin, input) = (child.stdin.take().expect("a pipe"), input.to_owned());
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let _ = writer.join();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).expect("UTF-8"))
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
