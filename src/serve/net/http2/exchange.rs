//! A request on a stream, and its response.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use tokio::sync::mpsc::Sender;
use tokio::time::Instant;

use super::super::decide::{SERVER, decide, early};
use super::super::event::{self, End, Event, KEPT};
use super::super::poll;
use super::super::respond::{AT_ONCE, PIECES_A_SECOND};
use super::super::shared::{Shared, now};
use super::super::stream::Gone;
use super::receive;
use super::reply::Reply;
use crate::fault::{Fault, Frame, Manner, frames};
use crate::serve::answer::{Request, refusal};
use crate::serve::faults::Plan;
use crate::serve::wire::{
    self, Body, Delimited, Head, Piece, Refusal, Response, Target, Then, delimited, http2_fields, http2_request,
    http2_response,
};

/// What becomes of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// No more requests are taken; those that are here are answered (GOAWAY).
    Finish,
    /// It is closed, whatever goes on (GOAWAY).
    Close,
    /// It is aborted when another request arrives.
    AbortNext,
}

/// An exchange on a stream of its own.
pub struct Exchange {
    /// What all connections share.
    pub shared: Arc<Shared>,
    /// The client.
    pub client: SocketAddr,
    /// The number of the connection.
    pub connection: u64,
    /// Which request on the connection it is, from 1.
    pub nth: u32,
    /// Whether it came over TLS.
    pub is_secure: bool,
    /// Tells the connection what becomes of it.
    pub orders: Sender<Order>,
    /// Held as long as the exchange goes on.
    pub going_on: Arc<()>,
}

/// What is known of an exchange while it goes on.
struct Going {
    at: u64,
    status: Option<u16>,
    /// How many bytes its head has as text.
    head: u64,
    received: u64,
    fault: Option<String>,
    request: Vec<u8>,
}

/// Whether the connection goes on after an exchange.
type Outcome = Result<bool, Gone>;

/// The code with which a stream is reset: the server failed (RFC 9113 §7).
const FAILED: Reason = Reason::INTERNAL_ERROR;

/// How long it takes at most until a connection is closed.
const CLOSED: Duration = Duration::from_secs(1);

/// How long what was sent has to leave before a stream is reset: the crate drops what still waits then.
const LEAVE: Duration = Duration::from_millis(20);

impl Exchange {
    /// Answers a request.
    pub async fn run(self, request: http::Request<RecvStream>, respond: SendResponse<Bytes>) {
        let since = Instant::now();
        let (parts, content) = request.into_parts();
        let wants_bytes = self.shared.observer.wants_bytes();
        let mut going = Going { at: now(), status: None, head: 0, received: 0, fault: None, request: Vec::new() };
        let mut reply = Reply::new(respond, wants_bytes, self.shared.limits.write_time);
        let authority = parts.uri.authority().map(http::uri::Authority::as_str);
        let target = parts.uri.path_and_query().map(http::uri::PathAndQuery::as_str).or(authority).unwrap_or_default();
        let fields = parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let limits = self.shared.limits.head;
        let outcome = match http2_request(parts.method.as_str(), target, authority, fields, limits) {
            Err(reason) => self.refuse(&reason, &mut reply, &mut going).await,
            Ok(head) => {
                going.head = head.bytes().len() as u64;
                if wants_bytes {
                    going.request = head.bytes().to_vec();
                }
                self.answer(head, content, &mut reply, &mut going).await
            }
        };
        self.shared.observer.on(Event::Exchange(Box::new(event::Exchange {
            connection: self.connection,
            nth: self.nth,
            at: going.at,
            client: self.client,
            method: parts.method.as_str().to_owned(),
            target: target.to_owned(),
            status: going.status,
            received: going.received,
            taken: going.head + going.received,
            sent: reply.sent,
            duration: since.elapsed(),
            fault: going.fault,
            end: match outcome {
                Ok(true) => End::Stays,
                Ok(false) => End::Closed,
                Err(Gone) => End::Gone,
            },
            request: going.request,
            response: reply.copy.take().unwrap_or_default(),
        })));
        drop(self.going_on);
    }

    /// The connection has ended already where it cannot be told.
    async fn order(&self, order: Order) {
        let _ = self.orders.send(order).await;
    }

    /// Answers what is no request that this server takes.
    async fn refuse(&self, reason: &Refusal, reply: &mut Reply, going: &mut Going) -> Outcome {
        // The next request is on a stream of its own, and nothing is in its way.
        let response = Response { then: Then::Stay, ..refusal(reason) };
        self.send(&response, false, None, reply, going).await
    }

    async fn answer(&self, head: Head, content: RecvStream, reply: &mut Reply, going: &mut Going) -> Outcome {
        let shared = &*self.shared;
        let mut request = Request {
            target: Target::new(&head.target()),
            head,
            content: Vec::new(),
            trailers: Vec::new(),
            client: self.client,
            is_secure: self.is_secure,
        };
        let is_head = request.head.method() == "HEAD";
        let random = shared.random();
        let early = match early(shared, &request, going.at, &random) {
            Ok(early) => early,
            Err(reason) => return self.refuse(&reason, reply, going).await,
        };
        if let Some(response) = early.as_ref().filter(|response| response.status >= 400) {
            return self.send(response, is_head, None, reply, going).await;
        }
        if request.head.lists("expect", "100-continue") && !content.is_end_stream() {
            reply.interim(100, &[])?;
        }
        let most = shared.playground.most(&request.target).unwrap_or(u64::MAX).min(shared.limits.content);
        let announced = request.head.value("content-length").and_then(|length| length.parse().ok());
        let received = match receive::content(content, shared, announced, most).await {
            Ok(received) => received,
            Err(Some(reason)) => return self.refuse(&reason, reply, going).await,
            Err(None) => return Err(Gone),
        };
        let _counted = received.counted;
        going.received = received.bytes.len() as u64;
        if reply.copy.is_some() {
            let room = KEPT.saturating_sub(going.request.len()).min(received.bytes.len());
            going.request.extend_from_slice(&received.bytes[..room]);
        }
        request.content = received.bytes;
        request.trailers = received.trailers;
        let (plan, response) = decide(shared, &request, early, going.at, random);
        if !plan.is_sound() {
            going.fault = Some(plan.words.join(" "));
        }
        reply.pause(plan.delay + response.wait).await?;
        let response = poll::held(reply.gone(), shared, response).await?;
        if response.then == Then::HangUp {
            reply.reset(FAILED);
            return Ok(true);
        }
        if response.status == 101 {
            let why = "HTTP/2 has no 101 (RFC 9113, section 8.6); send the request over HTTP/1.1\n";
            return self.send(&Response::text(400, why), is_head, None, reply, going).await;
        }
        for interim in &response.interim {
            reply.interim(interim.status, &http2_fields(&interim.fields))?;
        }
        match plan.fault {
            Some((fault, _)) => self.send_wrongly(&response, fault, &plan, &request.head, reply, going).await,
            None => self.send(&response, is_head, plan.rate, reply, going).await,
        }
    }

    /// Sends a response as it should be, at most so many bytes a second.
    async fn send(
        &self,
        response: &Response,
        is_head: bool,
        rate: Option<u64>,
        reply: &mut Reply,
        going: &mut Going,
    ) -> Outcome {
        going.status = Some(response.status);
        let date = wire::date(going.at / 1000);
        let exchange = self.exchange(is_head, &date);
        let has_content = !is_head && delimited(response, exchange) != Delimited::Not && response.length() != Some(0);
        reply.head(response.status, &http2_response(response, exchange), !has_content)?;
        if has_content {
            let mut trailer_fields = Vec::new();
            match &response.body {
                Body::Bytes(bytes) => send_at(reply, Bytes::copy_from_slice(bytes), rate).await?,
                Body::Pieces { pieces, trailers, .. } => {
                    for piece in pieces {
                        send_piece(reply, piece, rate).await?;
                    }
                    trailer_fields = http2_fields(trailers);
                }
            }
            reply.end(&trailer_fields)?;
        }
        let stays = response.then != Then::Close;
        if !stays {
            self.order(Order::Finish).await;
        }
        Ok(stays)
    }

    fn exchange<'d>(&self, is_head: bool, date: &'d str) -> wire::Exchange<'d> {
        let keeps_alive = self.nth < self.shared.limits.requests;
        wire::Exchange { is_head, is_http10: false, keeps_alive, date, server: SERVER }
    }

    /// Sends a response as the plan wants it.
    async fn send_wrongly(
        &self,
        response: &Response,
        fault: Fault,
        plan: &Plan,
        head: &Head,
        reply: &mut Reply,
        going: &mut Going,
    ) -> Outcome {
        let is_head = head.method() == "HEAD";
        let date = wire::date(going.at / 1000);
        let bytes =
            wire::whole(response, self.shared.playground.phrase(response.status), self.exchange(is_head, &date));
        let (amount, target) = (plan.fault.map(|(_, amount)| amount).unwrap_or_default(), head.target());
        let manner = Manner { pause: amount.pause, after: amount.after, target: Some(&target) };
        let Some(frames) = frames(fault, &bytes, manner) else {
            let why =
                format!("the fault `{fault}` needs HTTP/1.1, whose framing it breaks; send the request over that\n");
            return self.send(&Response::text(400, why), is_head, None, reply, going).await;
        };
        let mut frames = frames.into_iter().peekable();
        while let Some(frame) = frames.next() {
            match frame {
                Frame::Head { status, fields } => {
                    going.status = Some(status);
                    let is_end = frames.next_if_eq(&Frame::End).is_some();
                    reply.head(status, &fields, is_end)?;
                }
                Frame::Data(bytes) => send_at(reply, bytes.into(), plan.rate).await?,
                Frame::End => reply.end(&[])?,
                Frame::Wait(time) => reply.pause(time).await?,
                Frame::ResetStream => {
                    if going.status.is_some() {
                        reply.pause(LEAVE).await?;
                    }
                    reply.reset(FAILED);
                }
                Frame::Close => {
                    self.order(Order::Close).await;
                    // A stream that is let go before would be reset, and lose what waits to be sent.
                    let _ = reply.pause(CLOSED).await;
                    return Ok(false);
                }
                Frame::AbortNext => self.order(Order::AbortNext).await,
                Frame::Stall => {
                    reply.pause(self.shared.limits.stall).await?;
                    reply.reset(FAILED);
                }
            }
        }
        Ok(true)
    }
}

async fn send_piece(reply: &mut Reply, piece: &Piece, rate: Option<u64>) -> Result<(), Gone> {
    match piece {
        Piece::Wait(time) => reply.pause(*time).await,
        Piece::Bytes(bytes) => send_at(reply, Bytes::copy_from_slice(bytes), rate).await,
        Piece::Fill(byte, times) => {
            let mut left = *times;
            let block = Bytes::from(vec![*byte; usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE)]);
            while left > 0 {
                let piece = block.slice(..block.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
                left -= piece.len() as u64;
                send_at(reply, piece, rate).await?;
            }
            Ok(())
        }
    }
}

/// Sends content, at most so many bytes a second.
async fn send_at(reply: &mut Reply, mut bytes: Bytes, rate: Option<u64>) -> Result<(), Gone> {
    let Some(rate) = rate else { return reply.data(bytes).await };
    let nanoseconds = 1_000_000_000 / rate.max(1);
    let size = usize::try_from(rate.div_ceil(PIECES_A_SECOND)).unwrap_or(usize::MAX).max(1);
    while !bytes.is_empty() {
        let piece = bytes.split_to(size.min(bytes.len()));
        let time = Duration::from_nanos(nanoseconds.saturating_mul(piece.len() as u64));
        reply.data(piece).await?;
        reply.pause(time).await?;
    }
    Ok(())
}
