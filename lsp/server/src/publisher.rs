//! What the server says of itself: diagnostics and messages, one after the other in the order in which they were given.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, MessageType, Registration, Uri};

/// Something to tell the client.
pub(crate) enum Said {
    /// Diagnostics of a file, for a version of its text if it is open.
    Diagnostics(Uri, Vec<Diagnostic>, Option<i32>),
    /// A line for the log.
    Log(String),
    /// The client may ask for diagnostics again.
    Refresh,
    /// A capability that is registered later.
    Register(Registration),
}

/// Starts telling.
pub(crate) fn start(client: Client, runtime: &tokio::runtime::Handle) -> UnboundedSender<Said> {
    let (sender, receiver) = unbounded_channel();
    runtime.spawn(tell(client, receiver));
    sender
}

async fn tell(client: Client, mut said: UnboundedReceiver<Said>) {
    while let Some(one) = said.recv().await {
        match one {
            Said::Diagnostics(uri, diagnostics, version) => client.publish_diagnostics(uri, diagnostics, version).await,
            Said::Log(line) => client.log_message(MessageType::ERROR, line).await,
            // The client's answers may take their time: nothing else waits for them.
            Said::Refresh => {
                let client = client.clone();
                tokio::spawn(async move {
                    let _ = client.workspace_diagnostic_refresh().await;
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
