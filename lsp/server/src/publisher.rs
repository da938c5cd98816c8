//! What the server says of itself: diagnostics, and messages that the transport must know of because the client may answer.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::{MessageType, Registration, Unregistration};

use crate::outlet::{Outlet, Publication};
use crate::wishes::Looks;

/// Something to tell the client beside diagnostics.
pub(crate) enum Said {
    /// A line for the log.
    Log(String),
    /// The client may ask for diagnostics again.
    Refresh,
    /// What open documents show beside diagnostics may be something else.
    Look(Looks),
    /// A capability that is registered later.
    Register(Registration),
    /// One that is taken back.
    Unregister(Unregistration),
}

/// Tells the client what nobody asked for: diagnostics in the order in which they are given, and everything else in its own.
#[derive(Clone)]
pub(crate) struct Publisher {
    outlet: Outlet,
    said: UnboundedSender<Said>,
}

impl Publisher {
    /// Starts telling.
    pub(crate) fn start(client: Client, outlet: Outlet, runtime: &tokio::runtime::Handle) -> Self {
        let (said, receiver) = unbounded_channel();
        runtime.spawn(tell(client, receiver));
        Self { outlet, said }
    }

    /// Diagnostics of a file, for a version of its text if it is open.
    pub(crate) fn publish(&self, diagnostics: Publication) {
        self.outlet.publish(diagnostics);
    }

    pub(crate) fn say(&self, said: Said) {
        let _ = self.said.send(said);
    }
}

async fn tell(client: Client, mut said: UnboundedReceiver<Said>) {
    while let Some(one) = said.recv().await {
        match one {
            Said::Log(line) => client.log_message(MessageType::ERROR, line).await,
            // The client's answers may take their time: nothing else waits for them.
            Said::Refresh => {
                let client = client.clone();
                tokio::spawn(async move {
                    let _ = client.workspace_diagnostic_refresh().await;
                });
            }
            Said::Look(looks) => {
                tokio::spawn(look(client.clone(), looks));
            }
            Said::Unregister(registration) => {
                let client = client.clone();
                tokio::spawn(async move {
                    let _ = client.unregister_capability(vec![registration]).await;
                });
            }
            Said::Register(registration) => {
                let client = client.clone();
                tokio::spawn(async move {
                    let _ = client.register_capability(vec![registration]).await;
                });
            }
        }
    }
}

async fn look(client: Client, looks: Looks) {
    if looks.tokens {
        let _ = client.semantic_tokens_refresh().await;
    }
    if looks.lenses {
        let _ = client.code_lens_refresh().await;
    }
    if looks.hints {
        let _ = client.inlay_hint_refresh().await;
    }
}
