//! HTTP/2 by hand, as far as it takes to break it, and by a library where it is sound (RFC 9113).

use std::io::{self, Read, Write};
use std::net::SocketAddr;

use crate::server::listen;

/// How an HTTP/2 connection goes wrong once the request is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    StreamReset(u32),
    GoAway(u32),
    /// DATA on stream 0.
    BadFrame,
    Close,
    /// Nothing, for ever.
    Stall,
    /// A header block that is no HPACK.
    BadHeaders,
    /// HTTP/1.1 in answer to the preface.
    Http1,
}

const SETTINGS: u8 = 4;

/// A server that goes wrong so.
pub fn wrong(wrong: Wrong) -> SocketAddr {
    listen(move |mut socket| serve(&mut socket, wrong))
}

/// Serves one connection: reads the preface and the request, and goes wrong.
pub fn serve(stream: &mut (impl Read + Write), wrong: Wrong) -> io::Result<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    if wrong == Wrong::Http1 {
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")?;
        return io::copy(stream, &mut io::sink()).map(drop);
    }
    stream.write_all(&frame(SETTINGS, 0, 0, &[]))?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload)?;
        let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        match head[3] {
            SETTINGS if head[4] == 0 => stream.write_all(&frame(SETTINGS, 1, 0, &[]))?,
            1 => {
                let bytes = match wrong {
                    Wrong::StreamReset(code) => frame(3, 0, id, &code.to_be_bytes()),
                    Wrong::GoAway(code) => frame(7, 0, 0, &[[0; 4], code.to_be_bytes()].concat()),
                    Wrong::BadFrame => frame(0, 0, 0, b"stray"),
                    Wrong::BadHeaders => frame(1, 5, id, &[0xff; 20]),
                    Wrong::Close | Wrong::Stall | Wrong::Http1 => Vec::new(),
                };
                stream.write_all(&bytes)?;
                stream.flush()?;
                if wrong != Wrong::Close {
                    return io::copy(stream, &mut io::sink()).map(drop);
                }
                return Ok(());
            }
            _ => {}
        }
        stream.flush()?;
    }
}

/// A frame (RFC 9113 §4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// What a sound server of HTTP/2 does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// Answers with this status and some content.
    Status(u16),
    /// Sends trailers behind the content.
    Trailers,
    /// Announces more content than it sends.
    Short,
    /// Sends content without end.
    Endless,
    /// Redirects to another path on the same server first.
    Redirect,
}

/// A server that does so.
pub fn sound(sound: Sound) -> SocketAddr {
    listen(move |socket| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        socket.set_nonblocking(true)?;
        runtime.block_on(async {
            let socket = tokio::net::TcpStream::from_std(socket)?;
            answer(socket, sound).await.map_err(io::Error::other)
        })
    })
}

async fn answer(socket: tokio::net::TcpStream, sound: Sound) -> Result<(), h2::Error> {
    let mut connection = h2::server::Builder::new().handshake::<_, io::Cursor<Vec<u8>>>(socket).await?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request?;
        tokio::spawn(async move {
            let mut response = http::Response::builder().status(200).header("content-type", "text/plain");
            if sound == Sound::Redirect && request.uri().path() == "/" {
                response = response.status(302).header("location", "/there");
            }
            if let Sound::Status(status) = sound {
                response = response.status(status);
            }
            if sound == Sound::Short {
                response = response.header("content-length", "100");
            }
            let Ok(mut body) = respond.send_response(response.body(()).expect("a response"), false) else { return };
            let data = io::Cursor::new(b"hello".to_vec());
            // A client that has gone is what these servers are for.
            let _ = body.send_data(data, !matches!(sound, Sound::Trailers | Sound::Endless));
            if sound == Sound::Trailers {
                let mut trailers = http::HeaderMap::new();
                trailers.insert("x-sum", http::HeaderValue::from_static("1"));
                let _ = body.send_trailers(trailers);
            }
            if sound == Sound::Endless {
                endless(&mut body).await;
            }
        });
    }
    Ok(())
}

/// Sends content until the client has had enough of it.
async fn endless(body: &mut h2::SendStream<io::Cursor<Vec<u8>>>) {
    loop {
        body.reserve_capacity(16 << 10);
        match std::future::poll_fn(|context| body.poll_capacity(context)).await {
            Some(Ok(0)) => {}
            Some(Ok(room)) => {
                if body.send_data(io::Cursor::new(vec![b'x'; room]), false).is_err() {
                    return;
                }
            }
            _ => return,
        }
    }
}
