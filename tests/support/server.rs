//! The real program as a server, and a browser's requests to it.

use crate::support::cli::command;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

/// A server that ends with the test.
pub struct Server {
    pub child: Child,
    pub lines: Vec<String>,
    pub address: String,
}

impl Server {
    /// Starts the program and waits for the line with its address.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let child = command(folder).args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut server = Self { child, lines: Vec::new(), address: String::new() };
        for line in BufReader::new(server.child.stdout.take().expect("its output")).lines() {
            server.lines.push(line.expect("a line"));
            let last = server.lines.last().expect("a line");
            if let Some(address) = last.strip_prefix("开门已启动：http://") {
                server.address = address.trim_end_matches('/').to_owned();
                return server;
            }
        }
        panic!("the server did not start: {:?}", server.lines);
    }

    /// The whole answer to a request without a cookie.
    pub fn get(&self, path: &str) -> String {
        send(&self.address, &format!("GET {path} HTTP/1.1"), "", "").expect("an answer")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole answer to a request; `headers` end with a line end each.
pub fn send(address: &str, line: &str, headers: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let length = body.len();
    let head = format!("{line}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
