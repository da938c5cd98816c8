//! A release over HTTP: a page for people, JSON for programs.
//!
//! Turns requests into questions to the runtime and its answers into JSON. Knows the runtime only: no compiler, no catalogue's sources. It is
//! the reference client of the runtime's interface, and what a vendor may copy.
//!
//! | path | what |
//! | --- | --- |
//! | `GET /` | the page, in Chinese or English |
//! | `GET /api/places` | places of the catalogue by a part of their name |
//! | `GET /api/matters` | matters that are offered at a place on a day |
//! | `GET /api/guide` | a matter as it is defined there and then |
//! | `POST /api/decide` | a case decided, as far as it is answered |
//! | `GET /api/openapi.json` | this list for programs |
//!
//! Whatever is refused is refused as `application/problem+json` with a stable code: those of the runtime (R…), and S… for what is wrong
//! with the request itself.

mod answer;
mod ask;
mod connections;
mod guide;
mod handlers;
mod language;
mod page;
mod problem;
mod questions;
mod run;
mod server;

pub use run::{Options, Unusable, run};
pub use server::{BODY_LIMIT, OPENAPI, Server};
