//! Analysed matters to tables to carriers. Never sees syntax or checks.

pub mod carriers;
pub mod codes;
pub mod diagram;
pub mod guide;
pub mod queries;
pub mod reference;
pub mod release;
pub mod rows;
pub mod store;
pub mod trial;
