//! A running preview of a project, and a client for it that can ask what no browser would.

use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::project::Project;

/// Longer than anything here may take on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks at what is waited for.
const PAUSE: Duration = Duration::from_millis(5);

/// `causebook serve`, ended with its test.
pub struct Preview {
    child: Child,
    /// Such as `127.0.0.1:40000`.
    pub address: String,
    said: Arc<Mutex<String>>,
    output: Arc<Mutex<String>>,
    deaf: Arc<AtomicBool>,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// The events that a page receives.
pub struct Events(BufReader<TcpStream>);

impl Preview {
    /// Serves `project` at any free port.
    pub fn of(project: &Project) -> Self {
        Self::start(project, &["serve", "--port", "0"])
    }

    /// Runs the program and waits until it listens.
    #[track_caller]
    pub fn start(project: &Project, args: &[&str]) -> Self {
        Self::run(&mut project.command(args))
    }

    /// Runs a command and waits until it says where it listens.
    #[track_caller]
    pub fn run(command: &mut Command) -> Self {
        let mut preview = Self::silent(command);
        preview.address = until("the preview listens", || {
            let said = preview.said();
            let (_, address) = said.split_once("preview at http://")?;
            address.split_once('/').map(|(address, _)| address.to_owned())
        });
        preview
    }

    /// Runs a command that does not say where it listens.
    pub fn silent(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let deaf = Arc::new(AtomicBool::new(false));
        let said = overhear(child.stderr.take().unwrap(), &deaf);
        let output = overhear(child.stdout.take().unwrap(), &deaf);
        Self { child, address: String::new(), said, output, deaf }
    }

    /// What it has said to people so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// What it has said to programs so far.
    pub fn output(&self) -> String {
        self.output.lock().unwrap().clone()
    }

    /// Closes the terminal at the next line.
    pub fn hang_up(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    pub fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &[])
    }

    /// A request under the preview's own name with more headers.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        self.send((head + "\r\n").as_bytes())
    }

    /// Sends these bytes and reads until the preview closes.
    pub fn send(&self, bytes: &[u8]) -> Response {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        Response::read(stream)
    }

    /// The text of a page.
    pub fn page(&self, path: &str) -> String {
        let response = self.get(path);
        assert_eq!(response.status, 200, "{path}: {response:?}");
        response.text()
    }

    /// Waits until a page holds these words.
    #[track_caller]
    pub fn until_page_holds(&self, path: &str, words: &str) {
        until(&format!("{path} holds {words:?}"), || {
            self.get(path).text().contains(words).then_some(())
        });
    }

    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let head = format!("GET /_causebook/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(head.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    /// Sends a signal, such as `INT`, and waits for the end.
    pub fn end_by(&mut self, signal: &str) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &pid]).status().unwrap().success());
        self.end()
    }

    /// Waits for the end.
    pub fn end(&mut self) -> Option<i32> {
        until("the preview ends", || self.child.try_wait().unwrap()).code()
    }
}

/// Writes down what a stream says, line by line, until nobody listens any more.
fn overhear(stream: impl Read + Send + 'static, deaf: &Arc<AtomicBool>) -> Arc<Mutex<String>> {
    let words = Arc::new(Mutex::new(String::new()));
    let (heard, hung_up) = (words.clone(), deaf.clone());
    thread::spawn(move || {
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        let heeded = lines.take_while(|_| !hung_up.load(Ordering::SeqCst));
        heeded.for_each(|line| *heard.lock().unwrap() += &(line + "\n"));
    });
    words
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Response {
    /// Everything until the end of the connection.
    #[track_caller]
    pub fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no response: {read:?}, {bytes:?}"));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let (first, rest) = head.split_once("\r\n").unwrap();
        let headers = rest.lines().filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self {
            status: first.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Events {
    /// The next state.
    #[track_caller]
    pub fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(json) = line.strip_prefix("data: ") {
                return serde_json::from_str(json).unwrap();
            }
        }
    }

    /// The next state in which `fits` holds.
    #[track_caller]
    pub fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + DEADLINE;
        loop {
            let state = self.next();
            if fits(&state) {
                return state;
            }
            assert!(Instant::now() < end, "the last state: {state}");
        }
    }
}

/// An address that nobody listens at. Others take any free port of 127.0.0.1 at any moment, so it is
/// one of this process alone, where all that begins with 127 is this computer.
pub fn free_address() -> SocketAddr {
    let own = Ipv4Addr::from_bits(0x7F00_0000 | (process::id() & 0xFF_FFFF));
    let free = |host| TcpListener::bind((host, 0)).and_then(|listener| listener.local_addr());
    free(own).or_else(|_| free(Ipv4Addr::LOCALHOST)).unwrap()
}

/// Looks until there is something.
#[track_caller]
pub fn until<T: Debug>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + DEADLINE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain until {what}");
        thread::sleep(PAUSE);
    }
}
