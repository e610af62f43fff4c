//! A connection from its first byte to its last.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::net::TcpStream;
use tokio::time::Instant;

use super::echo::echo;
use super::event::{End, Event, Exchange};
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
}

/// Serves a connection until it ends.
pub async fn serve(tcp: TcpStream, client: SocketAddr, shared: Arc<Shared>) {
    let number = shared.accepted.fetch_add(1, Ordering::Relaxed) + 1;
    shared.observer.on(Event::Opened { connection: number, client });
    let mut connection =
        Connection { stream: Stream::new(tcp, shared.limits.write_time), shared, client, number, nth: 0 };
    let ending = connection.converse().await;
    let Connection { stream, shared, nth, .. } = connection;
    match ending {
        Ending::Close => stream.close().await,
        Ending::Reset => stream.reset(),
        Ending::Gone => drop(stream),
    }
    shared.observer.on(Event::Closed { connection: number, requests: nth });
}

struct Connection {
    stream: Stream,
    shared: Arc<Shared>,
    client: SocketAddr,
    number: u64,
    /// How many requests have come.
    nth: u32,
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
        let shared = Arc::clone(&self.shared);
        let target = Target::new(&head.target());
        let mut request =
            Request { head: head.clone(), target, content: Vec::new(), trailers: Vec::new(), client: self.client };
        let mut random = shared.random();
        // Whoever waits for leave to send content, and is to be refused anyway, is told before.
        let mut early: Option<Response> = None;
        if let Some(expectation) = head.value("expect").filter(|_| !head.is_http10()) {
            if !expectation.eq_ignore_ascii_case("100-continue") {
                let reason = Refusal::new(417, "the only expectation that this server meets is 100-continue");
                return self.refuse(&reason, going).await;
            }
            early = shared.playground.early(&request, going.at, random.clone());
        }
        if early.as_ref().is_some_and(|response| response.status >= 400) {
            let response = early.unwrap_or_else(|| Response::new(417)).close();
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
        let (of_scene, staged) = shared.playground.scene(&request);
        let (plan, response) = match shared.faults.plan(head, &request.target, &of_scene, &mut random) {
            Err(why) => (Plan::default(), Response::text(400, why + "\n")),
            Ok(plan) => {
                let response = match (plan.status, staged.or(early)) {
                    (Some(status), _) => shared.playground.with_status(&request, status),
                    (None, Some(response)) => response,
                    (None, None) => shared.playground.answer(&request, going.at, random),
                };
                (plan, response)
            }
        };
        if head.method() == "POST" && request.target.path.starts_with("/poll/") {
            shared.news.notify_waiters();
        }
        if !plan.is_sound() {
            going.fault = Some(plan.words.join(" "));
        }
        self.stream.pause(plan.delay + response.wait).await?;
        let response = poll::held(&mut self.stream, &shared, response).await?;
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

/// The value of `Server`.
const SERVER: &str = concat!("httpdex/", env!("CARGO_PKG_VERSION"));
