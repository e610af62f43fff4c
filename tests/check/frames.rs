//! HTTP/2 by hand, as far as it takes to break it, and by a library where it is sound (RFC 9113).

use std::io::{self, Read, Write};
use std::net::SocketAddr;

use crate::by_hand::{self, DATA, GOAWAY, HEADERS, RST_STREAM, SETTINGS, frame};
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

/// A server that goes wrong so.
pub fn wrong(wrong: Wrong) -> SocketAddr {
    listen(move |mut socket| serve(&mut socket, wrong))
}

/// Serves one connection: reads the preface and the request, and goes wrong.
pub fn serve(stream: &mut (impl Read + Write), wrong: Wrong) -> io::Result<()> {
    by_hand::preface(stream)?;
    if wrong == Wrong::Http1 {
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")?;
        return io::copy(stream, &mut io::sink()).map(drop);
    }
    stream.write_all(&frame(SETTINGS, 0, 0, &[]))?;
    let id = by_hand::request(stream)?;
    let bytes = match wrong {
        Wrong::StreamReset(code) => frame(RST_STREAM, 0, id, &code.to_be_bytes()),
        Wrong::GoAway(code) => frame(GOAWAY, 0, 0, &[[0; 4], code.to_be_bytes()].concat()),
        Wrong::BadFrame => frame(DATA, 0, 0, b"stray"),
        Wrong::BadHeaders => frame(HEADERS, 5, id, &[0xff; 20]),
        Wrong::Close | Wrong::Stall | Wrong::Http1 => Vec::new(),
    };
    stream.write_all(&bytes)?;
    stream.flush()?;
    if wrong == Wrong::Close { Ok(()) } else { io::copy(stream, &mut io::sink()).map(drop) }
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
