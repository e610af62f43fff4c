//! A connection in HTTP/2 from its preface to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use h2::Reason;
use h2::server::Builder;
use tokio::sync::mpsc::channel;
use tokio::time::{sleep, timeout};

use super::super::io::Io;
use super::super::shared::Shared;
use super::exchange::{Exchange, Order};

/// The requests at once.
const STREAMS: u32 = 100;
/// The bytes of a response that wait for the client to read them.
const WAITING: usize = 64 << 10;
/// How long what was sent has to leave before the connection is closed.
const LEAVE: Duration = Duration::from_millis(20);

/// Serves a connection until it ends; how many requests came.
pub async fn serve(io: Io, client: SocketAddr, number: u64, shared: &Arc<Shared>) -> u32 {
    let mut io = io;
    let (is_secure, abortion, limits) = (io.is_secure(), io.abortion(), shared.limits);
    let mut builder = Builder::new();
    builder
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(u32::try_from(limits.head.head).unwrap_or(u32::MAX))
        .max_send_buffer_size(WAITING);
    let handshake = timeout(limits.head_time, builder.handshake::<_, Bytes>(io)).await;
    let Ok(Ok(mut connection)) = handshake else { return 0 };
    let (orders, mut ordered) = channel(8);
    // Each exchange holds it as long as it goes on.
    let going_on = Arc::new(());
    let (mut nth, mut aborts_next, mut is_ending) = (0, false, false);
    loop {
        tokio::select! {
            accepted = connection.accept() => {
                let Some(Ok((request, respond))) = accepted else { return nth };
                if aborts_next {
                    abortion.store(true, Ordering::Relaxed);
                    return nth;
                }
                nth += 1;
                let exchange = Exchange {
                    shared: Arc::clone(shared),
                    client,
                    connection: number,
                    nth,
                    is_secure,
                    orders: orders.clone(),
                    going_on: Arc::clone(&going_on),
                };
                tokio::spawn(exchange.run(request, respond));
                if nth == limits.requests {
                    connection.graceful_shutdown();
                }
            }
            Some(order) = ordered.recv() => match order {
                Order::Finish => connection.graceful_shutdown(),
                Order::AbortNext => aborts_next = true,
                Order::Close => {
                    // A request that comes now is not answered any more.
                    let _ = timeout(LEAVE, connection.accept()).await;
                    connection.abrupt_shutdown(Reason::NO_ERROR);
                }
            },
            () = sleep(limits.idle), if Arc::strong_count(&going_on) == 1 => {
                if is_ending {
                    return nth;
                }
                connection.graceful_shutdown();
                is_ending = true;
            }
        }
    }
}
