//! `matter serve`: a release behind a page and a JSON interface, until it is told to stop.

use std::net::SocketAddr;
use std::sync::mpsc;

use matter_serve::{Limits, Options, Server, Unusable};

use crate::Outcome;
use crate::arguments::{Language, Serve};
use crate::opened;
use crate::output::Output;
use crate::trouble;
use crate::workspace::is_catalogue;

/// Serves the tables that the arguments name.
pub(super) fn run(serve: &Serve, output: &mut Output) -> Result<Outcome, Outcome> {
    let language = output.language("zh");
    let catalogue = opened::open(&serve.tables, None, output)?;
    let server = Server::new(catalogue);
    let address = SocketAddr::new(serve.host, serve.port);
    let (tell, told) = mpsc::channel();
    let ready = tell.clone();
    let image = (!is_catalogue(&serve.tables)).then(|| serve.tables.clone());
    let outcome = std::thread::scope(|scope| {
        let running = scope.spawn(|| {
            let options = Options {
                address,
                limits: Limits::default(),
                image,
                ready: &mut move |address| drop(ready.send(listening(address, language))),
                replaced: Box::new(move |outcome| drop(tell.send(replaced(&outcome, language)))),
            };
            matter_serve::run(&server, options)
        });
        // Ends when the server has stopped and both senders are gone.
        for said in told {
            output.remark(&said);
        }
        running.join()
    });
    match outcome {
        Ok(Ok(())) => Ok(Outcome::Fine),
        Ok(Err(error)) => Err(trouble::unservable(output, address, &error)),
        Err(_) => Err(Outcome::InputOutput),
    }
}

fn listening(address: SocketAddr, language: Language) -> String {
    match language {
        Language::Zh => format!("http://{address}/  按 Ctrl-C 停止"),
        Language::En => format!("http://{address}/  Ctrl-C stops it"),
    }
}

fn replaced(outcome: &Result<(), Unusable>, language: Language) -> String {
    let spoken = match language {
        Language::Zh => matter_runtime::Language::Zh,
        Language::En => matter_runtime::Language::En,
    };
    let reason = match outcome {
        Ok(()) => {
            return match language {
                Language::Zh => "已换用新的映像".to_owned(),
                Language::En => "the new image is served".to_owned(),
            };
        }
        Err(Unusable::File(error)) => error.to_string(),
        Err(Unusable::Image(error)) => format!("{}: {}", error.code(), error.text(spoken)),
    };
    match language {
        Language::Zh => format!("新的映像不能用，仍用原来的：{reason}"),
        Language::En => format!("the new image cannot be used, the old one stays: {reason}"),
    }
}
