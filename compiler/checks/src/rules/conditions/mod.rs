//! Conditions and prior results.

family! {
    matter { m041 m042 m043 m048 }
    catalogue {  }
}
