//! Limits, what stops them, and renewal.

mod bounds;

pub(super) use bounds::passes;

family! {
    matter { m081 m083 m084 m087 m088 m089 m090 m092 m093 }
    asking {  }
    catalogue { m086 m091 }
}
