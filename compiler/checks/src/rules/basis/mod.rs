//! What is cited, its rank, and whether it is in force; lists that permit or cancel.

mod lists;

family! {
    matter { m020 m021 m022 m023 m024 m025 m026 m028 m030 m031 m032 }
    asking {  }
    catalogue {  }
}
