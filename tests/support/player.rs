//! Plays the scripts of faults on a connection.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use httpdex::fault::Step;
use rustix::net::sockopt::set_socket_linger;

/// How long a stalled connection is kept open at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// Plays the steps on a connection that may be encrypted; `socket` is what it lies on. Returns whether the connection
/// is still open for another request. A client that has gone is an error.
pub fn play(stream: &mut (impl Read + Write), socket: &TcpStream, steps: &[Step]) -> io::Result<bool> {
    for step in steps {
        match step {
            Step::Send(bytes) => {
                stream.write_all(bytes)?;
                stream.flush()?;
            }
            Step::Repeat { bytes, times } => {
                let many = bytes.repeat(64);
                for _ in 0..times.div_ceil(64) {
                    stream.write_all(&many)?;
                }
                stream.flush()?;
            }
            Step::Wait(time) => sleep(*time),
            Step::AwaitRequest => {
                socket.set_read_timeout(Some(PATIENCE))?;
                if stream.read(&mut [0])? == 0 {
                    return Ok(false);
                }
            }
            Step::Close => return Ok(false),
            Step::Reset => {
                // Closing it sends an RST then.
                set_socket_linger(socket, Some(Duration::ZERO))?;
                return Ok(false);
            }
            Step::Stall => {
                socket.set_read_timeout(Some(PATIENCE))?;
                let _ = io::copy(stream, &mut io::sink());
                return Ok(false);
            }
        }
    }
    Ok(true)
}
