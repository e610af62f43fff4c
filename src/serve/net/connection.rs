//! A connection from its first byte to its last.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

use super::decide::{SERVER, decide, early};
use super::echo::echo;
use super::event::{End, Event, Exchange};
use super::handshake::{Begun, begin};
use super::http2;
use super::io::Io;
use super::poll;
use super::receive::{self, Received};
use super::respond::{Played, play, send, send_interim};
use super::shared::{Shared, now};
use super::stream::{Gone, Stream};
use crate::fault::{Manner, Step, script_with};
use crate::serve::answer::{Request, refusal};
use crate::serve::faults::Plan;
use crate::serve::wire::{self, Head, Refusal, Response, Target, Then};

/// What becomes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It is closed in good order.
    Close,
    /// It is aborted.
    Reset,
    /// The client is gone.
    Gone,
    /// It goes on in HTTP/2.
    Http2,
}

/// How a client begins that knows that the server speaks HTTP/2 (RFC 9113 §3.4), as far as HTTP/1 reads it.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\n";

/// Serves a connection until it ends.
pub async fn serve(tcp: TcpStream, client: SocketAddr, security: Option<TlsAcceptor>, shared: Arc<Shared>) {
    let number = shared.accepted.fetch_add(1, Ordering::Relaxed) + 1;
    shared.observer.on(Event::Opened { connection: number, client });
    // What is rare is kept elsewhere, so that connections that wait take little room.
    let begun = match security {
        None => Begun::Well(Io::plain(tcp)),
        Some(security) => Box::pin(begin(tcp, &security, shared.limits.head_time)).await,
    };
    let requests = match begun {
        Begun::Well(io) if io.chose_http2() => Box::pin(http2::serve(io, client, number, &shared)).await,
        Begun::Well(io) => http1(io, false, client, number, &shared).await,
        Begun::Plain(io) => http1(io, true, client, number, &shared).await,
        Begun::Failed(why) => {
            shared.observer.on(Event::Note(format!("{client}: {why}")));
            0
        }
        Begun::Nothing => 0,
    };
    shared.observer.on(Event::Closed { connection: number, requests });
}

/// Serves HTTP/1, or HTTP/2 to a client that begins with it; how many requests came.
async fn http1(io: Io, is_misplaced: bool, client: SocketAddr, number: u64, shared: &Arc<Shared>) -> u32 {
    let stream = Stream::new(io, shared.limits.write_time);
    let mut connection = Connection { stream, shared: Arc::clone(shared), client, number, nth: 0, is_misplaced };
    let ending = connection.converse().await;
    let Connection { stream, nth, .. } = connection;
    match ending {
        Ending::Close => stream.close().await,
        Ending::Reset => stream.reset(),
        Ending::Gone => drop(stream),
        Ending::Http2 => return Box::pin(http2::serve(stream.into_io(), client, number, shared)).await,
    }
    nth
}

struct Connection {
    stream: Stream,
    shared: Arc<Shared>,
    client: SocketAddr,
    number: u64,
    /// How many requests have come.
    nth: u32,
    /// Whether it came without TLS to a port that wants it.
    is_misplaced: bool,
}

/// What is known of an exchange while it goes on.
struct Going {
    at: u64,
    since: Instant,
    status: Option<u16>,
    received: u64,
    fault: Option<String>,
}

impl Connection {
    /// One request after the other.
    async fn converse(&mut self) -> Ending {
        loop {
            let shared = Arc::clone(&self.shared);
            self.stream.begin(shared.observer.wants_bytes());
            let received = receive::head(&mut self.stream, &shared).await;
            let mut going = Going { at: now(), since: Instant::now(), status: None, received: 0, fault: None };
            let (head, outcome) = match received {
                Received::Nothing => return Ending::Close,
                Received::Refused(_)
                    if self.nth == 0 && !self.is_misplaced && self.stream.input.starts_with(PREFACE) =>
                {
                    return Ending::Http2;
                }
                Received::Refused(refusal) => {
                    self.nth += 1;
                    self.stream.take(self.stream.input.len());
                    (None, self.refuse(&refusal, &mut going).await)
                }
                Received::Head(head) => {
                    self.nth += 1;
                    let outcome = self.exchange(&head, &mut going).await;
                    (Some(head), outcome)
                }
            };
            self.report(head.as_ref(), going, outcome);
            match outcome {
                Ok(None) => {}
                Ok(Some(ending)) => return ending,
                Err(Gone) => return Ending::Gone,
            }
        }
    }

    fn report(&mut self, head: Option<&Head>, going: Going, outcome: Result<Option<Ending>, Gone>) {
        let end = match outcome {
            Ok(None) => End::Stays,
            Ok(Some(_)) => End::Closed,
            Err(Gone) => End::Gone,
        };
        let copies = self.stream.copies.take().unwrap_or_default();
        self.shared.observer.on(Event::Exchange(Box::new(Exchange {
            connection: self.number,
            nth: self.nth,
            at: going.at,
            client: self.client,
            method: head.map_or_else(String::new, |head| head.method().to_owned()),
            target: head.map_or_else(String::new, |head| head.target().into_owned()),
            status: going.status,
            received: going.received,
            taken: self.stream.taken,
            sent: self.stream.sent,
            duration: going.since.elapsed(),
            fault: going.fault,
            end,
            request: copies.request,
            response: copies.response,
        })));
    }

    /// Answers what is no request.
    async fn refuse(&mut self, reason: &Refusal, going: &mut Going) -> Result<Option<Ending>, Gone> {
        let response = refusal(reason);
        self.send_soundly(&response, false, false, false, going).await?;
        Ok(Some(Ending::Close))
    }

    /// Answers a request; `None` where the connection goes on.
    async fn exchange(&mut self, head: &Head, going: &mut Going) -> Result<Option<Ending>, Gone> {
        if self.is_misplaced {
            let reason = Refusal::new(400, "this port speaks HTTP over TLS; use https:// in the URL");
            return self.refuse(&reason, going).await;
        }
        let shared = Arc::clone(&self.shared);
        let mut request = Request {
            head: head.clone(),
            target: Target::new(&head.target()),
            content: Vec::new(),
            trailers: Vec::new(),
            client: self.client,
            is_secure: self.stream.is_secure(),
        };
        let random = shared.random();
        // Whoever waits for leave to send content, and is to be refused anyway, is told before.
        let early = match early(&shared, &request, going.at, &random) {
            Ok(early) => early,
            Err(reason) => return self.refuse(&reason, going).await,
        };
        if let Some(response) = early.as_ref().filter(|response| response.status >= 400) {
            let response = response.clone().close();
            self.send_soundly(&response, head.method() == "HEAD", false, false, going).await?;
            return Ok(Some(Ending::Close));
        }
        let most = shared.playground.most(&request.target).unwrap_or(u64::MAX).min(shared.limits.content);
        let whole = match receive::content(&mut self.stream, &shared, head, most).await {
            Ok(whole) => whole,
            Err(Some(reason)) => return self.refuse(&reason, going).await,
            Err(None) => return Err(Gone),
        };
        let _counted = whole.counted;
        going.received = whole.content.bytes.len() as u64;
        request.content = whole.content.bytes;
        request.trailers = whole.content.trailers;
        let (plan, response) = decide(&shared, &request, early, going.at, random);
        if !plan.is_sound() {
            going.fault = Some(plan.words.join(" "));
        }
        self.stream.pause(plan.delay + response.wait).await?;
        let response = poll::held(self.stream.gone(), &shared, response).await?;
        if response.then == Then::HangUp {
            return Ok(Some(Ending::Close));
        }
        send_interim(&mut self.stream, &shared, &response, head.is_http10()).await?;
        let keeps_alive = head.keeps_alive() && self.nth < shared.limits.requests;
        let is_head = head.method() == "HEAD";
        if plan.fault.is_some() || plan.rate.is_some() {
            return self.send_wrongly(&response, &plan, head, keeps_alive, going).await;
        }
        let stays = self.send_soundly(&response, is_head, head.is_http10(), keeps_alive, going).await?;
        if let Then::Echo { frame, message } = response.then {
            echo(&mut self.stream, &shared, frame, message).await?;
        }
        Ok((!stays).then_some(Ending::Close))
    }

    /// Sends a response as it should be; whether the connection stays open.
    async fn send_soundly(
        &mut self,
        response: &Response,
        is_head: bool,
        is_http10: bool,
        keeps_alive: bool,
        going: &mut Going,
    ) -> Result<bool, Gone> {
        going.status = Some(response.status);
        let date = wire::date(going.at / 1000);
        let exchange = wire::Exchange { is_head, is_http10, keeps_alive, date: &date, server: SERVER };
        let phrase = self.shared.playground.phrase(response.status);
        send(&mut self.stream, response, phrase, exchange).await
    }

    /// Sends a response as the plan wants it.
    async fn send_wrongly(
        &mut self,
        response: &Response,
        plan: &Plan,
        head: &Head,
        keeps_alive: bool,
        going: &mut Going,
    ) -> Result<Option<Ending>, Gone> {
        going.status = Some(response.status);
        let date = wire::date(going.at / 1000);
        let exchange = wire::Exchange {
            is_head: head.method() == "HEAD",
            is_http10: head.is_http10(),
            keeps_alive,
            date: &date,
            server: SERVER,
        };
        let bytes = wire::whole(response, self.shared.playground.phrase(response.status), exchange);
        let steps = match plan.fault {
            Some((fault, amount)) => {
                let target = head.target();
                let manner = Manner { pause: amount.pause, after: amount.after, target: Some(&target) };
                script_with(fault, &bytes, manner)
            }
            None => vec![Step::Send(bytes)],
        };
        let played = play(&mut self.stream, &steps, plan.rate, self.shared.limits.stall).await;
        if self.stream.sent == 0 {
            going.status = None;
        }
        Ok(match played? {
            Played::Close => Some(Ending::Close),
            Played::Reset => Some(Ending::Reset),
            Played::Sent => (!wire::stays(response, exchange)).then_some(Ending::Close),
        })
    }
}
