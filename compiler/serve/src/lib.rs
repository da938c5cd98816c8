//! A release over HTTP: a page for people, JSON for programs.
//!
//! Turns requests into questions to the runtime and hands out its answers. Knows the runtime and the JSON of its answers only: no compiler, no
//! catalogue's sources. It is the reference client of the runtime's interface, and what a vendor may copy.
//!
//! | path | what |
//! | --- | --- |
//! | `GET /` | the page, in Chinese or English |
//! | `POST /api/{operation}` | every operation of `matter-answers`: decide, due, venues, theme, why, receipt … |
//! | `GET /api/{info,places,offered,guide,figures}` | the same with a query, for what needs no case |
//! | `GET /api/openapi.json` | this list for programs |
//!
//! Whatever is refused is refused as `application/problem+json` with a stable code: those of requests (Q…) and of the runtime (R…), and S…
//! for what is wrong with the exchange itself.

mod connections;
mod language;
mod openapi;
mod operations;
mod page;
mod parts;
mod patient;
mod problem;
mod query;
mod run;
mod server;

pub use connections::Limits;
pub use openapi::openapi;
pub use run::{Options, Unusable, run};
pub use server::{BODY_LIMIT, HEAD_LIMIT, Server};
