//! Rules of the domain on small definitions made by hand: each rule on a case that breaks it and on the nearest one that does not.

mod basis;
mod conditions;
mod identity;
mod materials;
mod organs;
mod publication;
#[cfg(test)]
mod sample;
mod time;
mod waiving;
